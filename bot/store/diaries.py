"""What is taken of the time of a worker and a young person, for offers and for clashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from bot.conversation.house import House
from bot.meetings.offers import LOOKS_AHEAD, Busy, Wanted, offers
from bot.store.appointments import Appointment
from bot.store.database import Transaction
from bot.store.queries import wishes
from bot.store.tables import appointment

LONGEST = timedelta(days=1)  # no meeting is longer


def busy(
    tx: Transaction,
    *,
    worker_id: int | None,
    contact_id: int,
    since: datetime,
    until: datetime,
    but: Sequence[int] = (),
) -> tuple[Busy, ...]:
    """Return what either of them has booked that touches [since, until), soonest first.

    Args:
        but: meetings left out, such as the one about to be moved.
    """
    theirs = or_(appointment.c.contact_id == contact_id, appointment.c.worker_id == worker_id)
    query = select(appointment.c.starts_at, appointment.c.minutes).where(
        theirs,
        appointment.c.status == "booked",
        appointment.c.starts_at >= since - LONGEST,
        appointment.c.starts_at < until,
    )
    if but:
        query = query.where(appointment.c.id.not_in(but))
    rows = tx.db.execute(query.order_by(appointment.c.starts_at))
    return tuple(Busy(row.starts_at, row.minutes) for row in rows)


def when_is_good(tx: Transaction, contact_id: int) -> frozenset[str]:
    """Return what they said to "When is good?"; empty where they have not said."""
    return wishes.keys_chosen(tx, contact_id, wishes.WHEN_IS_GOOD)


def offers_for(
    tx: Transaction,
    house: House,
    *,
    contact_id: int,
    worker_id: int | None,
    now: datetime,
    about: Appointment | None = None,
    not_before: datetime | None = None,
) -> tuple[datetime, ...]:
    """Return up to three times that fit both, soonest first, in UTC.

    Args:
        about: the meeting to find another time for: the same length, near its time of day.
    """
    clock = about.starts_at.astimezone(house.zone).time() if about is not None else None
    wanted = Wanted(
        wishes=when_is_good(tx, contact_id),
        minutes=about.minutes if about is not None else 60,
        not_before=not_before,
        clock=clock,
    )
    until = max(now, not_before or now) + timedelta(days=LOOKS_AHEAD + 2)
    taken = busy(
        tx,
        worker_id=worker_id,
        contact_id=contact_id,
        since=now,
        until=until,
        but=(about.id,) if about is not None else (),
    )
    if about is not None:  # the very time they cannot come is no offer
        taken = (*taken, Busy(about.starts_at, about.minutes))
    return offers(wanted, taken, now, house.zone, year=house.school_year)
