"""How fast texts that nobody asked for may leave one sender, counted in segments (T4.14).

The row is locked from the look to the charge, so that any number of workers keep one pace. What
answers somebody, and what keeps somebody safe, never comes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sqlalchemy import case, select, update

from bot.store.database import Transaction
from bot.store.sending_tables import sending_pace
from bot.store.upserts import insert_for

CHANNEL = "sms"
AT_ONCE = timedelta(seconds=1)  # how much of its rate a rested sender may use in one go
CLOCK_RAN_AHEAD = timedelta(seconds=30)  # no batch keeps a sender busy for longer


@dataclass(frozen=True, slots=True)
class Pace:
    """What a sender may do: `rate` in segments a second, `most` segments a month; 0 is no limit."""

    rate: int = 0
    most: int = 0
    zone: tzinfo = UTC


def room(tx: Transaction, rate: int, now: datetime) -> int:
    """Return how many segments may leave now; the row stays locked until the transaction ends."""
    idle_for = AT_ONCE - (_free_at(tx, now) - now)
    return int(idle_for.total_seconds() * rate)


def charge(tx: Transaction, rate: int, segments: int, now: datetime) -> None:
    """Keep the sender busy for as long as these segments take."""
    busy_until = _free_at(tx, now) + timedelta(seconds=segments / rate)
    _set(tx, free_at=busy_until)


def spent(tx: Transaction, zone: tzinfo, now: datetime) -> int:
    """Return the segments offered to the provider this month."""
    which = (sending_pace.c.channel == CHANNEL) & (sending_pace.c.month == month_of(zone, now))
    return tx.db.scalar(select(sending_pace.c.segments).where(which)) or 0


def is_spent(tx: Transaction, pace: Pace, now: datetime) -> bool:
    """Tell whether this month's segments are used up: what nobody asked for waits then."""
    return spent(tx, pace.zone, now) >= pace.most


def count(tx: Transaction, pace: Pace, segments: int, now: datetime) -> None:
    """Count segments into this month: last in a transaction, for all senders share the row."""
    month = month_of(pace.zone, now)
    new = insert_for(tx.db, sending_pace).values(
        channel=CHANNEL, free_at=now, month=month, segments=segments
    )
    before = case((sending_pace.c.month == month, sending_pace.c.segments), else_=0)
    tx.db.execute(
        new.on_conflict_do_update(
            index_elements=["channel"], set_={"month": month, "segments": before + segments}
        )
    )


def month_of(zone: tzinfo, now: datetime) -> str:
    """Return "2026-11", where the organisation is."""
    return f"{now.astimezone(zone):%Y-%m}"


def _free_at(tx: Transaction, now: datetime) -> datetime:
    tx.db.execute(
        insert_for(tx.db, sending_pace)
        .values(channel=CHANNEL, free_at=now)
        .on_conflict_do_nothing(index_elements=["channel"])
    )
    which = select(sending_pace.c.free_at).where(sending_pace.c.channel == CHANNEL)
    free_at: datetime | None = tx.db.scalar(which.with_for_update())
    if free_at is None or not now < free_at < now + CLOCK_RAN_AHEAD:
        return now
    return free_at


def _set(tx: Transaction, **values: object) -> None:
    tx.db.execute(update(sending_pace).where(sending_pace.c.channel == CHANNEL).values(**values))
