"""The guest list of trials: contacts of a status of their own, in no audience and no caseload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.store.addresses import VALUE
from bot.store.database import Transaction
from bot.store.erasing import ERASED
from bot.store.tables import address, contact, contact_address
from bot.store.waves import GUEST

ENDING = 3  # digits of a number that tell one colleague from another


@dataclass(frozen=True, slots=True)
class Guest:
    """One of the list: the last digits of their number, and since when (UTC)."""

    id: int
    ending: str
    since: datetime


def every(tx: Transaction) -> tuple[Guest, ...]:
    """Return every guest, the first added first."""
    rows = tx.db.execute(
        select(contact.c.id, contact.c.created_at, address.c.value)
        .join(contact_address, contact_address.c.contact_id == contact.c.id)
        .join(address, address.c.id == contact_address.c.address_id)
        .where(contact.c.status == GUEST, address.c.scheme == "tel")
        .order_by(contact.c.id)
    )
    return tuple(
        Guest(row.id, tx.cipher.decrypt(row.value, VALUE)[-ENDING:], row.created_at) for row in rows
    )


def is_one(tx: Transaction, contact_id: int) -> bool:
    """Tell whether a contact is on the list."""
    found = select(contact.c.id).where(contact.c.id == contact_id, contact.c.status == GUEST)
    return tx.db.scalar(found) is not None


def leave(tx: Transaction, contact_id: int) -> None:
    """Take a contact off the list of whom a concern keeps a part."""
    tx.db.execute(update(contact).where(contact.c.id == contact_id).values(status=ERASED))


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
