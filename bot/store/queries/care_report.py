"""What the report of concerns counts: moments and outcomes, never a word or a name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.safeguarding.care_figures import Fact, Read
from bot.store.care_tables import double_read
from bot.store.database import Transaction
from bot.store.tables import concern


def facts(tx: Transaction, since: datetime) -> tuple[Fact, ...]:
    """Return what counts of each concern opened since then."""
    rows = tx.db.execute(
        select(
            concern.c.opened_at,
            concern.c.first_acknowledged_at,
            concern.c.resumed_at,
            concern.c.real,
        ).where(concern.c.opened_at >= since)
    )
    return tuple(Fact(*row) for row in rows)


def reads(tx: Transaction, since: datetime) -> tuple[Read, ...]:
    """Return what was found in each message read by lot since then."""
    rows = tx.db.execute(
        select(double_read.c.read_at, double_read.c.missed).where(double_read.c.read_at >= since)
    )
    return tuple(Read(row.read_at, bool(row.missed)) for row in rows)
