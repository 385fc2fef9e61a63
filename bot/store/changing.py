"""A meeting moves, is called off, or goes to another worker: what was queued about it is void, its
version rises, and whoever it concerns is told. Whoever calls holds the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.store import appointments, gatherings, meeting_requests, outbox, reminding, staff_news
from bot.store.database import Transaction
from bot.store.reminding import Change


def move(
    tx: Transaction,
    house: House,
    appointment_id: int,
    *,
    starts_at: datetime,
    place: str,
    now: datetime,
    by: int | None = None,
    together: bool = False,
) -> None:
    """Change when and where; the young person is told once, and reminded of the new time.

    Args:
        together: all of its group move; else it leaves the group.

    Raises:
        BadInput: it was called off, or they are at another meeting then.
    """
    meeting = appointments.one(tx, appointment_id)
    if meeting is not None and appointments.clashes(
        tx, meeting.contact_id, starts_at, meeting.minutes, but=appointment_id
    ):
        raise BadInput("They have another meeting at that time. Choose one that is free.")
    if not appointments.move(tx, appointment_id, starts_at=starts_at, place=place, now=now):
        raise BadInput("This meeting was called off, so it cannot be moved. Book a new one.")
    if not together:
        gatherings.leave(tx, appointment_id)
    outbox.void_appointment(tx, appointment_id, "the meeting was moved")
    meeting_requests.settle_about(tx, appointment_id, user_id=by, now=now)
    reminding.tell_change(tx, house, appointment_id, Change.MOVED, now=now)
    reminding.remind(tx, house, appointment_id, now, catch_up=False)
    staff_news.send_calendar(tx, house, appointment_id, now)


def call_off(
    tx: Transaction,
    house: House,
    appointment_id: int,
    *,
    now: datetime,
    by: int | None = None,
    and_after: Sequence[int] = (),
) -> None:
    """Call a meeting off: nothing more goes out about it but one line that says so.

    Args:
        and_after: the meetings after it that are off too. The one line says both.

    Raises:
        BadInput: it was called off already.
    """
    news = Change.OFF_FROM_HERE if and_after else Change.OFF
    if not _off(tx, appointment_id, by=by, now=now):
        raise BadInput("This meeting was called off already.")
    reminding.tell_change(tx, house, appointment_id, news, now=now)
    for each in (appointment_id, *(one for one in and_after if _off(tx, one, by=by, now=now))):
        staff_news.send_calendar(tx, house, each, now)


def _off(tx: Transaction, appointment_id: int, *, by: int | None, now: datetime) -> bool:
    """Have one meeting be off, with what was queued about it; tell whether it was still on."""
    if not appointments.call_off(tx, appointment_id, now):
        return False
    outbox.void_appointment(tx, appointment_id, "the meeting was called off")
    meeting_requests.settle_about(tx, appointment_id, user_id=by, now=now)
    return True
