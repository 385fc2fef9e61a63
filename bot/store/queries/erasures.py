"""Erasures that young people confirmed and that are not finished: whose, and what they wait for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from bot.store import erasing, theirs
from bot.store.addresses import VALUE
from bot.store.cases import CaseKind
from bot.store.database import Transaction
from bot.store.rights_tables import rights_case
from bot.store.tables import address, contact_address


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One erasure. `under_way`: a text to them has not gone yet; `urns` are theirs alone."""

    case_id: int
    contact_id: int
    opened_at: datetime
    under_way: bool
    urns: tuple[str, ...] = field(repr=False)


def unfinished(tx: Transaction) -> tuple[Unfinished, ...]:
    """Return every erasure that is not finished, the oldest first."""
    rows = tx.db.execute(
        select(rights_case.c.id, rights_case.c.contact_id, rights_case.c.opened_at)
        .where(rights_case.c.kind == CaseKind.ERASURE, rights_case.c.closed_at.is_(None))
        .order_by(rights_case.c.id)
    ).all()
    return tuple(
        Unfinished(
            row.id,
            row.contact_id,
            row.opened_at,
            under_way=erasing.is_under_way(tx, row.contact_id),
            urns=_urns(tx, row.contact_id),
        )
        for row in rows
    )


def _urns(tx: Transaction, contact_id: int) -> tuple[str, ...]:
    rows = tx.db.execute(
        select(address.c.scheme, address.c.value)
        .join(contact_address, contact_address.c.address_id == address.c.id)
        .where(
            contact_address.c.contact_id == contact_id,
            address.c.id.in_(theirs.whose(tx, contact_id).addresses),
        )
    )
    return tuple(f"{row.scheme}:{tx.cipher.decrypt(row.value, VALUE)}" for row in rows)
