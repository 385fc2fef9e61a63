"""The last look at a text nobody asked for: is it a quiet time, have they had enough?"""

from __future__ import annotations

from datetime import date, datetime

from bot.conversation.house import House
from bot.meetings.holding_back import HoldBack, Unasked, hold_back
from bot.meetings.preferences import USUAL_TIMES, quiet_for
from bot.store import dispatch, recipients, tasks
from bot.store.appointments import one
from bot.store.database import Transaction
from bot.store.dispatch import Due
from bot.store.lanes import UNASKED
from bot.store.reminding import TELL_THEM


def held_back(tx: Transaction, house: House, message: Due, now: datetime) -> bool:
    """Put off or void a claimed message that must not go now; tell whether it was.

    Answers, alerts and what keeps somebody safe are never held back; nor is a web chat, which
    waits for them to look.
    """
    if message.kind not in UNASKED or message.channel == "chat":
        return False
    hold = _weigh(tx, house, message, now)
    if hold is None:
        return False
    if hold.until is not None:
        dispatch.put_off(tx, message, hold.until)
        return True
    dispatch.void(tx, message, hold.why)
    if message.kind == "notice":
        _ask_worker_to_tell(tx, message, now)
    return True


def _weigh(tx: Transaction, house: House, message: Due, now: datetime) -> HoldBack | None:
    times = USUAL_TIMES
    if message.contact_id is not None:
        times = recipients.times_of(tx, [message.contact_id]).get(message.contact_id, USUAL_TIMES)
    had: tuple[date, ...] = ()
    if not house.caps.off:
        recipients.lock(tx, message.address_id)
        went = recipients.taken(tx, [message.address_id], house.zone, now, waiting=False)
        had = went.get(message.address_id, ())
    return hold_back(
        Unasked(message.not_after, capped=message.kind != "notice", waits=message.kind == "prompt"),
        now,
        quiet=quiet_for(times, house.quiet, house.school_year),
        zone=house.zone,
        caps=house.caps,
        taken=had,
    )


def _ask_worker_to_tell(tx: Transaction, message: Due, now: datetime) -> None:
    meeting = one(tx, message.appointment_id) if message.appointment_id is not None else None
    if meeting is not None:
        tasks.raise_for(
            tx,
            worker_id=meeting.worker_id,
            contact_id=meeting.contact_id,
            kind=TELL_THEM,
            now=now,
            appointment_id=meeting.id,
        )
