"""Meetings that come again: the series, and each of its times as a meeting of its own."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update

from bot.store import appointments
from bot.store.appointments import Booking
from bot.store.database import Transaction
from bot.store.meeting_tables import series
from bot.store.tables import appointment


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A series to book. `times` and `skipped` are aware, UTC, in order.

    Args:
        gatherings: of a group's: one for each time, the same for everybody who is there.
    """

    first: Booking
    rule: str
    times: tuple[datetime, ...]
    skipped: tuple[datetime, ...]
    gatherings: tuple[str, ...] = ()


def add(tx: Transaction, new: NewSeries, now: datetime) -> tuple[int, tuple[int, ...]]:
    """Store a series and its times; return its id and theirs."""
    booking = new.first
    series_id = tx.db.execute(
        series.insert()
        .values(
            uid=f"{uuid.uuid4()}",
            contact_id=booking.contact_id,
            worker_id=booking.worker_id,
            kind=booking.kind,
            starts_at=booking.starts_at,
            zone=booking.zone,
            minutes=booking.minutes,
            rule=new.rule,
            skipped=json.dumps([at.isoformat() for at in new.skipped]),
            created_at=now,
            updated_at=now,
        )
        .returning(series.c.id)
    ).scalar_one()
    return int(series_id), tuple(
        _add_time(tx, new, int(series_id), place=place, now=now) for place in range(len(new.times))
    )


def after(tx: Transaction, appointment_id: int) -> tuple[int, ...]:
    """Return the meetings of the same series that come after one and are still on, in order."""
    which = select(appointment.c.series_id, appointment.c.starts_at).where(
        appointment.c.id == appointment_id
    )
    this = tx.db.execute(which).one()
    if this.series_id is None:
        return ()
    later = select(appointment.c.id).where(
        appointment.c.series_id == this.series_id,
        appointment.c.starts_at > this.starts_at,
        appointment.c.status == "booked",
    )
    return tuple(tx.db.scalars(later.order_by(appointment.c.starts_at)))


def _add_time(tx: Transaction, new: NewSeries, series_id: int, *, place: int, now: datetime) -> int:
    at, gathering = new.times[place], new.gatherings[place] if new.gatherings else None
    made = appointments.add(tx, replace(new.first, starts_at=at, gathering=gathering), now)
    tx.db.execute(
        update(appointment)
        .where(appointment.c.id == made)
        .values(series_id=series_id, occurs_at=at)
    )
    return made
