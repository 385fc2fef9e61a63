"""The guest list of trials: contacts of a status of their own, in no audience and no caseload."""

from __future__ import annotations

from sqlalchemy import func, select, update

from bot.store.database import Transaction
from bot.store.tables import address, contact, contact_address
from bot.store.waves import GUEST


def count(tx: Transaction) -> int:
    """Return how many guests there are."""
    found = select(func.count()).select_from(contact).where(contact.c.status == GUEST)
    return int(tx.db.execute(found).scalar_one())


def is_known(tx: Transaction, urn: str) -> bool:
    """Tell whether anybody has this number now."""
    found = (
        select(contact_address.c.contact_id)
        .join(address, address.c.id == contact_address.c.address_id)
        .where(address.c.digest == tx.digest(urn), contact_address.c.ended_at.is_(None))
    )
    return tx.db.scalar(found.limit(1)) is not None


def make(tx: Transaction, contact_id: int) -> None:
    """Make a contact a guest."""
    tx.db.execute(update(contact).where(contact.c.id == contact_id).values(status=GUEST))
