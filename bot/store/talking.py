"""Put a question about a meeting to a young person unasked: through the outbox, in allowed hours,
under the caps, and only to a confirmed number. It becomes their latest question when it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.meetings.quiet_hours import next_allowed
from bot.meetings.wording import Style
from bot.store import outbox, recipients, talks
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from nlu.port import Option


@dataclass(frozen=True, slots=True)
class Telling:
    """One text to a young person.

    Args:
        words: filled in; what is read.
        key: the same news is told once.
        step, options: the talk it begins; no step where it asks nothing.
        plain: what goes instead while a concern is open; None: then it does not go at all.
        waits_for_caps: it may wait for another day; a change nobody may miss does not.
        listed: the options stand in the text; the words may name the answer themselves.
    """

    words: str
    key: str
    step: str | None = None
    options: tuple[Option, ...] = ()
    appointment_id: int | None = None
    plain: str | None = None
    waits_for_caps: bool = True
    listed: bool = True
    not_after: datetime | None = None


def tell(
    tx: Transaction,
    house: House,
    contact_id: int,
    telling: Telling,
    *,
    now: datetime,
    not_before: datetime | None = None,
) -> bool:
    """Queue it; tell whether it can go.

    A phone that others often see gets what says nothing and asks nothing, or no text at all.
    """
    recipient = recipients.all_of(tx, house, [contact_id]).get(contact_id)
    reach = recipient.reach if recipient is not None else None
    if recipient is None or reach is None or not reach.confirmed:
        return False
    if recipient.preferences.style is Style.PLAIN:
        if telling.plain is None:
            return False
        telling = replace(telling, words=telling.plain, step=None, options=())
    at = max(now, not_before or now)
    zone: ZoneInfo = house.zone
    due_at = at if reach.channel == "chat" else next_allowed(at, recipient.preferences.quiet, zone)
    talk_id = _talk(tx, contact_id, telling, now)
    labels = tuple(option.label for option in telling.options) if telling.listed else ()
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=reach.address_id,
            contact_id=contact_id,
            channel=reach.channel,
            kind="prompt" if telling.waits_for_caps else "notice",
            body=house.body(telling.words, labels, channel=reach.channel),
            plain_body=telling.plain,
            options=_drawn(telling.options) if reach.channel == "chat" else (),
            language=recipient.language,
            dedupe_key=telling.key,
            due_at=due_at,
            not_after=telling.not_after,
            talk_id=talk_id,
        ),
        now,
    )
    if talk_id is not None and reach.channel == "chat":
        talks.put(tx, reach.address_id, talk_id, now)
    return True


def _talk(tx: Transaction, contact_id: int, telling: Telling, now: datetime) -> int | None:
    if telling.step is None:
        return None
    return talks.begin(
        tx,
        contact_id,
        telling.step,
        telling.options,
        appointment_id=telling.appointment_id,
        now=now,
    )


def _drawn(options: Sequence[Option]) -> tuple[str, ...]:
    return tuple(option.label for option in options)
