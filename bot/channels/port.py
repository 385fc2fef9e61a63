"""What every channel does, and the values it takes and gives. A leaf: no provider in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text to one address.

    `to` is E.164 (`+447700900123`) or an e-mail address. `ref` is our own id of the outbox row,
    safe in a URL. `validity` is how long the provider may go on trying; `subject` is for e-mail,
    and `calendar` an iCalendar file that goes along with one.
    Address and words stay out of `repr`, so that no log or traceback shows them by accident.
    """

    to: str = field(repr=False)
    body: str = field(repr=False)
    ref: str
    validity: timedelta | None = None
    subject: str = field(default="", repr=False)
    calendar: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has taken a text: its id for it, and the status it began with."""

    external_id: str
    status: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One text the provider says it has. `created_at` is aware, and whole seconds at Twilio."""

    external_id: str
    body: str = field(repr=False)
    created_at: datetime
    status: str


class Channel(Protocol):
    """A way to reach people. Only `bot/services/deliver_outbox.py` calls `send`."""

    @property
    def name(self) -> str:
        """Short and stable, as stored with a message: `sms`, `email`, `dry`."""

    @property
    def can_list(self) -> bool:
        """Whether `sent_to` can ever answer. If not, an unknown send goes to a human."""

    def send(self, message: Outgoing) -> Accepted:
        """Offer one text to the provider, once.

        Raises:
            Retryable: nothing was accepted; it may be offered again.
            Undeliverable: it will never be accepted.
            Unknown: it may have been accepted; never offer it again blindly.
        """

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Return what the provider has for this address made at or after `since`, newest first.

        Raises:
            Retryable: the provider cannot say now, or this channel cannot list.
        """

    def redact(self, external_id: str) -> None:
        """Have the provider forget the words of one text; one it no longer has is done already.

        Raises:
            Retryable: not now.
            Undeliverable: it refuses for good.
        """
