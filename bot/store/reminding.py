"""Write the texts about a meeting into the outbox: reminders as planned, and news of a change.

Planning itself is pure (`bot.meetings`). One that will not go, for a reason its worker would ask
about, is written as void with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.conversation.house import House
from bot.conversation.phrases import phrase
from bot.meetings.holding_back import ENOUGH, QUIET
from bot.meetings.lead_times import parse_lead
from bot.meetings.planning import Meeting, Plan, PlannedText, Reason
from bot.meetings.preferences import plan_reminders
from bot.meetings.quiet_hours import next_allowed
from bot.meetings.recurrence import MeetingKind
from bot.meetings.wording import Style, Wording, moved_wording, say_when
from bot.store import appointments, outbox, recipients, tasks
from bot.store.appointments import Appointment, Booking, Reminded
from bot.store.contacts import Reach
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from bot.store.recipients import Recipient
from bot.store.tables import outbox as outbox_table
from bot.text.gsm import measure

TOLD = {Reason.QUIET: QUIET, Reason.ENOUGH: ENOUGH}
TELL_THEM = "tell_them_yourself"
PHONE = MeetingKind.PHONE


class Change(Enum):
    """What one text tells of a meeting that is not as it was."""

    MOVED = auto()
    OFF = auto()
    OFF_FROM_HERE = auto()  # it, and all after it


@dataclass(frozen=True, slots=True)
class Previewed:
    """One text as it would go: when, its words, how many segments they take.

    Args:
        why_not: why it would not go; its words are empty then.
    """

    due_at: datetime
    words: str
    segments: int
    why_not: str | None = None


def remind(
    tx: Transaction, house: House, appointment_id: int, now: datetime, *, catch_up: bool
) -> None:
    """Plan the reminders of a meeting just booked or moved, and queue them."""
    about = _about(tx, house, appointment_id)
    if about is None:
        return
    meeting, recipient, reach = about
    planned = plan(
        meeting, _with_taken(tx, house, recipient, now), now, leads=meeting.leads, catch_up=catch_up
    )
    for message in _messages(house, meeting, recipient, reach, planned=planned):
        outbox.enqueue(tx, message, now)


def preview(
    tx: Transaction, house: House, booking: Booking, now: datetime
) -> tuple[Previewed, ...]:
    """Return the texts a booking would send, in the order they go. Nothing is written."""
    recipient = recipients.all_of(tx, house, [booking.contact_id])[booking.contact_id]
    reach = recipient.reach
    if reach is None:
        return ()
    meeting = appointments.as_booked(tx, booking)
    planned = plan(
        meeting, _with_taken(tx, house, recipient, now), now, leads=booking.leads, catch_up=True
    )
    return tuple(
        Previewed(message.due_at, message.body, measure(message.body).count, message.void_because)
        for message in _messages(house, meeting, recipient, reach, planned=planned)
    )


def tell_change(
    tx: Transaction, house: House, appointment_id: int, news: Change, *, now: datetime
) -> None:
    """Queue the one text that says what changed of a meeting.

    Where quiet times leave no time for it, its worker is asked to tell them.
    """
    about = _about(tx, house, appointment_id)
    if about is None:
        return
    meeting, recipient, reach = about
    quiet, zone = recipient.preferences.quiet, ZoneInfo(meeting.zone)
    due_at = now if reach.channel == "chat" else next_allowed(now, quiet, zone)
    said = phrase(_change_wording(news, meeting, recipient), house.drafts).text
    text = house.fill(
        said.to(recipient.language),
        meeting.worker,
        recipient.language,
        when=say_when(meeting.starts_at, due_at, zone, said.spoken(recipient.language)),
        place=meeting.place,
    )
    if due_at >= meeting.starts_at:
        tasks.raise_for(
            tx,
            worker_id=meeting.worker_id,
            contact_id=meeting.contact_id,
            kind=TELL_THEM,
            now=now,
            appointment_id=meeting.id,
        )
    message = NewMessage(
        address_id=reach.address_id,
        contact_id=recipient.contact_id,
        channel=reach.channel,
        kind="notice",
        body=house.body(text, (), channel=reach.channel),
        language=recipient.language,
        dedupe_key=f"appointment:{meeting.id}:v{meeting.version}:notice",
        due_at=due_at,
        not_after=meeting.starts_at,
        appointment_id=meeting.id,
        appointment_version=meeting.version,
    )
    outbox.enqueue(tx, message, now)


def _change_wording(news: Change, meeting: Appointment, recipient: Recipient) -> Wording:
    if news is not Change.MOVED:
        return Wording.CALLED_OFF if news is Change.OFF else Wording.OFF_FROM_HERE
    if meeting.kind == PHONE:
        return Wording.BY_PHONE
    return moved_wording(recipient.preferences.style)


def _about(
    tx: Transaction, house: House, appointment_id: int
) -> tuple[Appointment, Recipient, Reach] | None:
    """Return a meeting, whom it is with and how they are reached; None where they are not."""
    meeting = appointments.one(tx, appointment_id)
    if meeting is None:
        return None
    recipient = recipients.all_of(tx, house, [meeting.contact_id])[meeting.contact_id]
    return None if recipient.reach is None else (meeting, recipient, recipient.reach)


def _with_taken(tx: Transaction, house: House, recipient: Recipient, now: datetime) -> Recipient:
    """Return the recipient with every text they have had or will have unasked."""
    if house.caps.off or recipient.reach is None:
        return recipient
    place = recipient.reach.address_id
    days = recipients.taken(tx, [place], house.zone, now, waiting=True, reminders=True)
    return replace(recipient, preferences=replace(recipient.preferences, taken=days.get(place, ())))


def plan(
    meeting: Reminded,
    recipient: Recipient,
    now: datetime,
    *,
    leads: Sequence[str],
    catch_up: bool,
) -> Plan:
    """Plan the reminders of one meeting the way this young person wants them."""
    about = Meeting(meeting.starts_at, ZoneInfo(meeting.zone), style_of(meeting, recipient))
    wanted = tuple(parse_lead(lead) for lead in leads)
    return plan_reminders(about, recipient.preferences, now, leads=wanted, catch_up=catch_up)


def style_of(meeting: Reminded, recipient: Recipient) -> Style:
    """Return how much a text about a meeting may say: a call has no place to be at."""
    style = recipient.preferences.style
    return Style.DISCREET if meeting.kind == PHONE and style is Style.FULL else style


def _messages(
    house: House, meeting: Reminded, recipient: Recipient, reach: Reach, *, planned: Plan
) -> Iterator[NewMessage]:
    """Yield the texts of a plan as they are to stand in the outbox, those left out as void."""
    for text in planned.texts:
        yield reminder(house, meeting, recipient, reach, text=text)
    yield from left_out(meeting, recipient, reach, planned=planned)


def left_out(
    meeting: Reminded, recipient: Recipient, reach: Reach, *, planned: Plan
) -> Iterator[NewMessage]:
    """Yield what a plan leaves out for a reason that can be told, as void texts."""
    for left in planned.dropped:
        if left.reason in TOLD:
            yield NewMessage(
                address_id=reach.address_id,
                contact_id=recipient.contact_id,
                channel=reach.channel,
                kind="reminder",
                body="",
                dedupe_key=_key(meeting, left.lead),
                due_at=meeting.starts_at,
                not_after=meeting.starts_at,
                appointment_id=meeting.id,
                appointment_version=meeting.version,
                void_because=TOLD[left.reason],
            )


def spoken_in(house: House, recipient: Recipient, text: PlannedText) -> str:
    """Return the language one text of a plan is said in."""
    return phrase(text.wording, house.drafts).text.spoken(recipient.language)


def reminder(
    house: House, meeting: Reminded, recipient: Recipient, reach: Reach, *, text: PlannedText
) -> NewMessage:
    """Return one text of a plan as it is to stand in the outbox."""
    said = phrase(text.wording, house.drafts)
    plain = phrase(Wording.PLAIN, house.drafts)
    spoken, zone = said.text.spoken(recipient.language), ZoneInfo(meeting.zone)
    gaps = {
        "when": say_when(meeting.starts_at, text.due_at, zone, spoken),
        "place": meeting.place,
    }
    labels = said.labels(recipient.language)
    body = house.fill(said.text.to(recipient.language), meeting.worker, recipient.language, **gaps)
    unasking = house.fill(
        plain.text.to(recipient.language), meeting.worker, recipient.language, **gaps
    )
    return NewMessage(
        address_id=reach.address_id,
        contact_id=recipient.contact_id,
        channel=reach.channel,
        kind="reminder",
        body=house.body(body, labels, channel=reach.channel),
        plain_body=unasking if labels else None,
        options=labels if reach.channel == "chat" else (),
        language=spoken,
        dedupe_key=_key(meeting, text.lead),
        due_at=text.due_at,
        not_after=text.not_after,
        appointment_id=meeting.id,
        appointment_version=meeting.version,
    )


def _key(meeting: Reminded, lead: str) -> str:
    return f"appointment:{meeting.id}:v{meeting.version}:{lead}"


def lead_of(dedupe_key: str) -> str:
    """Return the lead time a text was written for: it may hold a colon, "evening@19:30"."""
    return dedupe_key.split(":", 3)[3]


def last_said(tx: Transaction, appointment_id: int | None, *, contact_id: int) -> str | None:
    """Return the newest reminder that went out about a meeting of this contact, or None."""
    table = outbox_table
    which = (table.c.appointment_id == appointment_id) & (table.c.contact_id == contact_id)
    body = tx.db.scalar(
        select(table.c.body)
        .where(which, table.c.kind == "reminder", table.c.sent_at.is_not(None))
        .order_by(table.c.sent_at.desc())
        .limit(1)
    )
    return tx.cipher.decrypt(body, outbox.BODY) if body is not None else None
