"""A message that came in, what was known then, and what is to be done. Frozen values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.engine.events import Event
from bot.engine.model import Outcome, State
from bot.safeguarding.assess import Assessment
from bot.text.keywords import Control
from nlu.port import Reading


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as its channel gave it, parsed. Neither words nor address show in a `repr`.

    Args:
        external_id: the channel's own id; the same message has the same id however often it comes.
        urn: "tel:+447700900123" or "chat:17".
        received_at: aware, UTC.
        opt_out_type: STOP, START or HELP where the carrier has already answered, else None.
        late: it was kept aside while the store was away: it answers no question any more.
        replied: the young person has already had our reply to it.
    """

    external_id: str
    urn: str = field(repr=False)
    text: str = field(repr=False)
    channel: str
    received_at: datetime
    media: int = 0
    opt_out_type: str | None = None
    late: bool = False
    replied: bool = False


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """What is known of where a message came from."""

    id: int
    opted_out: bool
    held: bool
    asking_kind: str | None
    asking_id: int | None
    asking_at: datetime | None
    unknown_replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownContact:
    """What is known of who wrote. `worker` is the first name they know their worker by."""

    id: int
    age_band: str
    language: str
    worker_id: int | None
    worker: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A conversation that is waiting for this message, at one revision of it."""

    id: int
    contact_id: int
    address_id: int
    flow_version_id: int
    flow: str
    private: bool
    revision: int
    state: State
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known before a message is read. `contacts` counts those who share the address."""

    address: KnownAddress | None = None
    contact: KnownContact | None = None
    session: OpenSession | None = None
    contacts: int = 0

    @property
    def reminder_asked_last(self) -> bool:
        """Whether the latest question was a reminder's and not the session's."""
        if self.address is None or self.address.asking_kind != "reminder":
            return False
        asked_at = self.address.asking_at
        return self.session is None or asked_at is None or asked_at > self.session.asked_at


@dataclass(frozen=True, slots=True)
class Understood:
    """One message, read every way that matters.

    Args:
        reading: against the open question; None where none is open.
        reminder: against the reminder that asked last; None where none did.
        control: what it means whoever is asking, or None.
        assessment: whether it is worrying, or None.
        unread: it is in a language that Sayso cannot read, and nothing else was made of it.
    """

    reading: Reading | None = None
    reminder: Reading | None = None
    control: Control | None = None
    assessment: Assessment | None = None
    unread: bool = False


class Became(StrEnum):
    """What became of one inbound message."""

    ANSWER = "answer"
    REMINDER = "reminder"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    CONCERN = "concern"
    HELP = "help"
    HELD = "held"
    SILENT = "silent"
    UNKNOWN = "unknown"
    MEET = "meet"
    NOTHING = "nothing"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message back, its placeholders unfilled. `kind` is the outbox's."""

    text: str
    kind: str = "reply"
    options: tuple[str, ...] = ()
    listed: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one inbound message does. What is None or empty is left as it was."""

    became: Became
    reply: Reply | None = None
    state: State | None = None
    events: tuple[Event, ...] = ()
    outcome: Outcome | None = None
    opt_out: str | None = None
    opt_in: bool = False
    concern: Assessment | None = None
    holds: bool = False
    reminder_reply: str | None = None
    tasks: tuple[str, ...] = ()
