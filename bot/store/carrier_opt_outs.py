"""Keeping with what the carrier keeps: who stopped there gets no more from here either (21610)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.store import addresses, outbox, tasks
from bot.store.database import Transaction
from bot.store.tables import contact

LEFT = "they asked for no more texts"


def mirror(tx: Transaction, address_id: int, contact_id: int | None, now: datetime) -> None:
    """Record the opt-out, take back what waits for this address, and tell their worker."""
    addresses.opt_out(tx, address_id, how="carrier", now=now)
    outbox.void_address(tx, address_id, LEFT)
    if contact_id is not None:
        worker = tx.db.scalar(select(contact.c.worker_id).where(contact.c.id == contact_id))
        tasks.raise_for(tx, worker_id=worker, contact_id=contact_id, kind="opted_out", now=now)
