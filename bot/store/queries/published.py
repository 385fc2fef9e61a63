"""Which conversations are published."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.database import Transaction
from bot.store.tables import flow_version


def keys(tx: Transaction) -> tuple[str, ...]:
    """Return the key of every published flow, in order."""
    return tuple(
        tx.db.scalars(select(flow_version.c.flow).distinct().order_by(flow_version.c.flow))
    )
