"""Plan the reminders of meetings ahead anew, and write only what differs from what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.meetings.planning import Plan, PlannedText
from bot.store import appointments, recipients, reminding, requeueing, standing
from bot.store.appointments import Reminded
from bot.store.contacts import Reach
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from bot.store.recipients import Recipient
from bot.store.standing import Standing, Waiting


@dataclass(frozen=True, slots=True)
class _Changed:
    """A meeting whose texts are other ones now."""

    meeting: Reminded
    recipient: Recipient
    reach: Reach
    planned: Plan
    before: Standing


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is to be written of all of them.

    Args:
        void: the ids of rows that are no longer planned.
        shifted: ids of rows whose words and time hold, and until when they are of use now.
        rewritten: ids of rows that get other words and times.
        requeued: what is new, or is brought back.
    """

    void: list[int] = field(default_factory=list)
    shifted: list[tuple[int, datetime]] = field(default_factory=list)
    rewritten: list[tuple[int, NewMessage]] = field(default_factory=list)
    requeued: list[NewMessage] = field(default_factory=list)


def replan(
    tx: Transaction,
    house: House,
    contact_ids: Sequence[int],
    now: datetime,
    *,
    reworded: bool = False,
) -> int:
    """Plan anew the meetings ahead of these young people; return of how many the texts changed.

    Nobody is texted again because of it: what went, went, and no text is added for now.

    Args:
        reworded: what the texts may say changed, so all that wait are written again.
    """
    known = recipients.all_of(tx, house, contact_ids)
    changed = [
        one
        for one in _planned(tx, house, contact_ids, known, now=now)
        if reworded or not one.before.is_as(one.planned, one.reach)
    ]
    writing = _Writing()
    for one in changed:
        _weigh(house, one, writing, reworded=reworded)
    requeueing.void_planned(tx, writing.void)
    requeueing.shift(tx, writing.shifted)
    requeueing.rewrite(tx, writing.rewritten)
    requeueing.requeue(tx, writing.requeued, now)
    return len(changed)


def _planned(
    tx: Transaction,
    house: House,
    contact_ids: Sequence[int],
    known: Mapping[int, Recipient],
    *,
    now: datetime,
) -> Iterator[_Changed]:
    """Yield each meeting ahead as it is planned today, beside what was written of it."""
    written = standing.of(tx, contact_ids, now)
    had = _taken(tx, house, known.values(), now)
    for meeting in appointments.to_plan(tx, contact_ids, now):
        recipient = known[meeting.contact_id]
        reach = recipient.reach
        if reach is None:
            continue
        before = written.get(meeting.id) or Standing()
        planned = _plan(meeting, recipient, before, now, days=had.get(reach.address_id, ()))
        if not house.caps.off:
            had[reach.address_id] = (*had.get(reach.address_id, ()), *_days(meeting, planned))
        yield _Changed(meeting, recipient, reach, planned, before)


def _plan(
    meeting: Reminded,
    recipient: Recipient,
    before: Standing,
    now: datetime,
    *,
    days: Sequence[date],
) -> Plan:
    """Return what is to go of a meeting's texts, beside those that went.

    Args:
        days: of the texts they get already.
    """
    if days:
        preferences = replace(recipient.preferences, taken=tuple(days))
        recipient = replace(recipient, preferences=preferences)
    whole = reminding.plan(meeting, recipient, now, leads=meeting.leads, catch_up=before.catches_up)
    if not before.gone:
        return whole
    return replace(whole, texts=tuple(t for t in whole.texts if t.lead not in before.gone))


def _days(meeting: Reminded, planned: Plan) -> Iterator[date]:
    zone = ZoneInfo(meeting.zone)
    return (text.due_at.astimezone(zone).date() for text in planned.texts)


def _weigh(house: House, one: _Changed, writing: _Writing, *, reworded: bool) -> None:
    """Add what of one meeting is to be written: a text that waits is changed where it stands."""
    waiting = {text.lead: text for text in one.before.waiting}
    about = one.meeting, one.recipient, one.reach
    for text in one.planned.texts:
        had = waiting.pop(text.lead, None)
        if had is None:
            writing.requeued.append(reminding.reminder(house, *about, text=text))
        elif reworded or not _stays(house, one, had, text):
            writing.rewritten.append((had.id, reminding.reminder(house, *about, text=text)))
        elif had.not_after != text.not_after:
            writing.shifted.append((had.id, text.not_after))
    writing.void.extend(text.id for text in waiting.values())
    writing.void.extend(one.before.outdated)
    writing.requeued.extend(reminding.left_out(*about, planned=one.planned))


def _stays(house: House, one: _Changed, had: Waiting, text: PlannedText) -> bool:
    """Tell whether a text's words and place hold: its words hang on the meeting as it was, and on
    when it goes."""
    spoken = reminding.spoken_in(house, one.recipient, text)
    return had.goes_to(one.reach) and (had.due_at, had.language) == (text.due_at, spoken)


def _taken(
    tx: Transaction, house: House, known: Iterable[Recipient], now: datetime
) -> dict[int, tuple[date, ...]]:
    if house.caps.off:
        return {}
    places = [recipient.reach.address_id for recipient in known if recipient.reach is not None]
    return dict(recipients.taken(tx, places, house.zone, now, waiting=True, reminders=False))
