"""Which numbers must be asked about again: after six months, and when a text did not arrive (D4.2).

A number is asked about a little before its six months are over, and is not used once they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from bot.store.database import Transaction
from bot.store.tables import address, contact, contact_address

GOOD_FOR = timedelta(days=183)
ASK_AFTER = timedelta(days=166)
AT_ONCE = 50
DOUBTFUL = ("suspect", "invalid")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One contact's number to ask about. `reachable`: a text may still get there."""

    contact_id: int
    address_id: int
    worker_id: int | None
    reachable: bool


def _live() -> ColumnElement[bool]:
    return (
        contact_address.c.ended_at.is_(None)
        & (address.c.scheme == "tel")
        & address.c.opted_out_at.is_(None)
        & address.c.held_by.is_(None)
        & (contact.c.status != "archived")
    )


def in_doubt(tx: Transaction, now: datetime) -> tuple[Doubt, ...]:
    """Return the numbers to ask about now, each once for each time it was confirmed."""
    asked = contact_address.c.asked_again_at
    old = (contact_address.c.confirmed_at < now - ASK_AFTER) & (
        asked.is_(None) | (asked < contact_address.c.confirmed_at)
    )
    broken = contact_address.c.confirmed_at.is_not(None) & address.c.trouble.in_(DOUBTFUL)
    rows = tx.db.execute(
        select(
            contact_address.c.contact_id,
            contact_address.c.address_id,
            contact.c.worker_id,
            address.c.trouble,
        )
        .join(address, address.c.id == contact_address.c.address_id)
        .join(contact, contact.c.id == contact_address.c.contact_id)
        .where(_live(), old | broken)
        .order_by(contact_address.c.contact_id)
        .limit(AT_ONCE)
    )
    return tuple(
        Doubt(row.contact_id, row.address_id, row.worker_id, row.trouble != "invalid")
        for row in rows
    )


def asked(tx: Transaction, doubt: Doubt, now: datetime) -> None:
    """Remember that it was asked about; one that is in trouble is not used until it is answered."""
    this = (contact_address.c.contact_id == doubt.contact_id) & (
        contact_address.c.address_id == doubt.address_id
    )
    tx.db.execute(update(contact_address).where(this).values(asked_again_at=now))
    trouble = tx.db.scalar(select(address.c.trouble).where(address.c.id == doubt.address_id))
    if trouble in DOUBTFUL:
        tx.db.execute(update(contact_address).where(this).values(confirmed_at=None))


def run_out(tx: Transaction, now: datetime) -> int:
    """Stop using every number that nobody confirmed within six months; return how many."""
    ended = update(contact_address).where(
        contact_address.c.confirmed_at < now - GOOD_FOR,
        contact_address.c.address_id.in_(select(address.c.id).where(address.c.scheme == "tel")),
    )
    return tx.db.execute(ended.values(confirmed_at=None)).rowcount
