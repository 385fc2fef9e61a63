"""Whether a meeting happened, recorded once; and what follows from it. Within a transaction."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.conversation.budget import BegunBy
from bot.conversation.house import House
from bot.conversation.phrases import options_of, phrase
from bot.errors import BadInput
from bot.store import appointments, audits, contacts, flow_requests, talking
from bot.store.appointments import Appointment
from bot.store.beginnings import AFTER_MEETING
from bot.store.database import Transaction
from bot.store.talking import Telling

MET, MISSED, MOVED = "met", "missed", "moved"
ATTENDED = (MET, MISSED, MOVED)
MORNING = time(10)
ASKED_WITHIN = timedelta(days=5)


def attended(
    tx: Transaction, house: House, appointment_id: int, how: str, *, actor: str, now: datetime
) -> None:
    """Record whether they met. Whoever was missed is asked after, once, the next day.

    Raises:
        BadInput: it is not over, or somebody has said already.
    """
    if how not in ATTENDED:
        raise BadInput("say whether you met, or it was moved")
    meeting = appointments.one(tx, appointment_id)
    if meeting is None or meeting.starts_at > now:
        raise BadInput("this meeting has not begun yet")
    if not appointments.record_attendance(tx, appointment_id, how, now):
        raise BadInput("somebody has said that already")
    if how == MISSED:
        _ask_after(tx, house, meeting, now)
    if how == MET:
        flow_requests.add(tx, meeting.contact_id, AFTER_MEETING, now=now, begun_by=BegunBy.SCHEDULE)
    subject = f"appointment:{appointment_id}"
    audits.record(tx, actor=actor, action=f"appointment.{how}", subject=subject, now=now)


def _ask_after(tx: Transaction, house: House, meeting: Appointment, now: datetime) -> None:
    person = contacts.person(tx, meeting.contact_id)
    language = person.language if person else "en"
    said = phrase("missed", house.drafts)
    day = meeting.starts_at.astimezone(house.zone).date() + timedelta(days=1)
    telling = Telling(
        words=house.fill(said.text.to(language), meeting.worker, language),
        key=f"missed:{meeting.id}",
        step="missed",
        options=options_of(said, language),
        appointment_id=meeting.id,
        not_after=now + ASKED_WITHIN,
    )
    at = datetime.combine(day, MORNING, house.zone)
    talking.tell(tx, house, meeting.contact_id, telling, now=now, not_before=at)
