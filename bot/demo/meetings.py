"""Write the sample meetings: those that are over as they were; those ahead are booked as ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.demo.people import Staff, sample_people
from bot.demo.week import REMINDED, SampleMeeting, reminder_due, sample_week
from bot.meetings.lead_times import DEFAULT_LEADS
from bot.store import appointments, meeting_requests, staff
from bot.store.appointments import Booking
from bot.store.database import Transaction
from bot.store.meeting_requests import Asking, Kind
from bot.wiring import Services

ACTOR = "demo"
ASKED = {"change": Kind.CHANGE, "cannot": Kind.CANNOT}  # as the real reply asks it
BOOKED_BEFORE, REPLIED_BEFORE = timedelta(days=7), timedelta(days=1)

Ids = Mapping[str, int]  # nickname -> contact id


def keep_past(services: Services, ids: Ids) -> None:
    """Write the meetings of the last days, with what was replied to their reminders."""
    now = _local_now(services)
    with services.store.begin() as tx:
        for meeting in sample_week(now):
            worker = _worker_of(meeting)
            if meeting.starts_at <= now:
                _keep(tx, meeting, ids[meeting.nickname], staff.by_email(tx, worker.email).id)


def book_ahead(services: Services, ids: Ids) -> datetime | None:
    """Book a meeting for each young person of the week who has none ahead.

    Returns:
        When the one reminder that is due at once will go, in the demo's zone; None if its
        young person has a meeting ahead from an earlier start.
    """
    now = _local_now(services)
    reminder_at: datetime | None = None
    for meeting in sample_week(now):
        contact_id = ids[meeting.nickname]
        if meeting.starts_at <= now or _has_one_ahead(services, contact_id, now):
            continue
        _book(services, meeting, contact_id)
        if meeting.nickname == REMINDED:
            reminder_at = reminder_due(now)
    return reminder_at


def _local_now(services: Services) -> datetime:
    return services.now().astimezone(services.settings.timezone)


def _worker_of(meeting: SampleMeeting) -> Staff:
    (worker,) = (p.worker for p in sample_people() if p.nickname == meeting.nickname and p.worker)
    return worker


def _has_one_ahead(services: Services, contact_id: int, now: datetime) -> bool:
    with services.store.reading() as tx:
        return appointments.next_of(tx, contact_id, now) is not None


def _keep(tx: Transaction, meeting: SampleMeeting, contact_id: int, worker_id: int) -> None:
    booking = Booking(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=meeting.starts_at,
        zone=str(meeting.starts_at.tzinfo),
        place=meeting.place,
        leads=tuple(lead.key for lead in DEFAULT_LEADS),
    )
    appointment_id = appointments.add(tx, booking, meeting.starts_at - BOOKED_BEFORE)
    replied_at = meeting.starts_at - REPLIED_BEFORE
    _reply(tx, meeting, appointment_id, contact_id=contact_id, worker_id=worker_id, at=replied_at)


def _book(services: Services, meeting: SampleMeeting, contact_id: int) -> None:
    with services.store.reading() as tx:
        worker_id = staff.by_email(tx, _worker_of(meeting).email).id
    appointment_id = services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=meeting.starts_at,
        place=meeting.place,
        leads=meeting.leads,
        actor=ACTOR,
    )
    at = services.now()
    with services.store.begin() as tx:
        _reply(tx, meeting, appointment_id, contact_id=contact_id, worker_id=worker_id, at=at)


def _reply(
    tx: Transaction,
    meeting: SampleMeeting,
    appointment_id: int,
    *,
    contact_id: int,
    worker_id: int,
    at: datetime,
) -> None:
    if meeting.reply is None:
        return
    appointments.record_reply(tx, appointment_id, meeting.reply, at)
    if meeting.reply in ASKED:
        asking = Asking(contact_id, worker_id, ASKED[meeting.reply], appointment_id)
        meeting_requests.add(tx, asking, at)
