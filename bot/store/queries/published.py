"""Which conversations are published."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.database import Transaction
from bot.store.round_tables import consultation
from bot.store.tables import flow_version
from bot.store.theme_tables import focus_group


def keys(tx: Transaction) -> tuple[str, ...]:
    """Return the key of every published flow, in order."""
    return tuple(
        tx.db.scalars(select(flow_version.c.flow).distinct().order_by(flow_version.c.flow))
    )


def votes(tx: Transaction) -> frozenset[str]:
    """Return the keys of votes on a focus group, which have a page of their own."""
    return frozenset(
        tx.db.scalars(
            select(consultation.c.flow).join(
                focus_group, focus_group.c.consultation_id == consultation.c.id
            )
        )
    )
