"""How somebody gets to one meeting: the way in plain words, a lift, or a fare; and telling them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from bot.conversation.house import House
from bot.conversation.phrases import phrase
from bot.errors import BadInput
from bot.meetings.wording import Style, say_when
from bot.store import appointments, contacts, places, recipients, talking
from bot.store.appointments import Appointment
from bot.store.database import Transaction
from bot.store.meeting_requests import Kind
from bot.store.meeting_tables import meeting_request
from bot.store.tables import appointment
from bot.store.talking import Telling

TRAVEL = ("lift", "fare")


def sort_out(
    tx: Transaction,
    house: House,
    appointment_id: int,
    *,
    way: str | None,
    travel: str | None,
    user_id: int,
    now: datetime,
) -> bool:
    """Write the way or note a lift or fare, settle the wish for help, and tell them; tell if so.

    Raises:
        BadInput: there is nothing to tell, or the way is too long for one text.
    """
    meeting = appointments.one(tx, appointment_id)
    if meeting is None or not (way or travel):
        raise BadInput("write the way, or choose a lift or a fare")
    if way:
        places.write(tx, meeting.place, way, user_id=user_id, now=now)
    if travel:
        chosen = update(appointment).where(appointment.c.id == appointment_id)
        tx.db.execute(chosen.values(travel=travel))
    tx.db.execute(
        update(meeting_request)
        .where(
            meeting_request.c.appointment_id == appointment_id,
            meeting_request.c.kind == Kind.WAY,
            meeting_request.c.settled_at.is_(None),
        )
        .values(settled_at=now, settled_by=user_id, outcome="agreed")
    )
    said = _said(tx, house, meeting, way=way, travel=travel, now=now)
    if said is None:
        return False
    telling = Telling(
        words=said,
        key=f"way:{appointment_id}:{now.isoformat()}",
        appointment_id=appointment_id,
        not_after=meeting.starts_at,
    )
    return talking.tell(tx, house, meeting.contact_id, telling, now=now)


def _said(
    tx: Transaction,
    house: House,
    meeting: Appointment,
    *,
    way: str | None,
    travel: str | None,
    now: datetime,
) -> str | None:
    """Return the text; None where others often see the phone, for it would name the place."""
    person = contacts.person(tx, meeting.contact_id)
    known = recipients.all_of(tx, house, [meeting.contact_id])[meeting.contact_id]
    language = person.language if person else "en"
    if travel:
        when = say_when(meeting.starts_at, now, house.zone)
        text = phrase(travel, house.drafts).text.to(language)
        return house.fill(text, meeting.worker, language, when=when)
    if known.preferences.style is Style.PLAIN or way is None:
        return None
    text = phrase("way", house.drafts).text.to(language)
    said = " ".join(way.split())
    return house.fill(text, meeting.worker, language, place=meeting.place, way=said)
