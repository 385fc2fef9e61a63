"""Joining codes: made for one young person, texted from their own phone, good once and for a while.

Only a keyed digest is kept. A code proves the number it came from.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.meetings.joining import GOOD_FOR, draw, read_code
from bot.store import contacts, outbox
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.meeting_tables import join_code
from bot.store.tables import contact_address

OVER = 0


def make(
    tx: Transaction, contact_id: int, *, made_by: int, moves: bool, now: datetime
) -> tuple[str, datetime]:
    """Make a code for somebody; those before it are over. Return it and until when it is good.

    Args:
        moves: the number it comes from takes the place of those they had.
    """
    tx.db.execute(
        update(join_code)
        .where(join_code.c.contact_id == contact_id, join_code.c.used_at.is_(None))
        .values(until=now)
    )
    code, until = draw(), now + GOOD_FOR
    tx.db.execute(
        join_code.insert().values(
            digest=_digest(tx, code),
            contact_id=contact_id,
            made_by=made_by,
            moves=moves,
            made_at=now,
            until=until,
        )
    )
    return code, until


def code_of(tx: Transaction, text: str, now: datetime) -> int | None:
    """Return the id of the code a message is: OVER if it ran out, None if it is none."""
    code = read_code(text)
    row = _row(tx, code) if code is not None else None
    if row is None:
        return None
    return OVER if row.used_at is not None or row.until <= now else int(row.id)


def use(
    tx: Transaction, code_id: int, *, address_id: int, urn: str, now: datetime
) -> AnyRow | None:
    """Join the address to whom the code is for; return the code's row, None if it was used."""
    row = tx.db.execute(
        update(join_code)
        .where(join_code.c.id == code_id, join_code.c.used_at.is_(None), join_code.c.until > now)
        .values(used_at=now)
        .returning(join_code.c.contact_id, join_code.c.moves, join_code.c.made_by)
    ).first()
    if row is None:
        return None
    contacts.give_address(tx, row.contact_id, urn, confirmed_by="self", now=now)
    here = (contact_address.c.contact_id == row.contact_id) & (
        contact_address.c.address_id == address_id
    )
    tx.db.execute(
        update(contact_address)
        .where(here)
        .values(confirmed_at=now, confirmed_by="self", ended_at=None)
    )
    contacts.hold_as_elsewhere(tx, row.contact_id, address_id)
    if row.moves:
        had = contacts.end_other_numbers(tx, row.contact_id, address_id, now)
        outbox.follow(tx, row.contact_id, had, address_id)
    return row


def _row(tx: Transaction, code: str) -> AnyRow | None:
    return tx.db.execute(select(join_code).where(join_code.c.digest == _digest(tx, code))).first()


def _digest(tx: Transaction, code: str) -> str:
    return tx.digest(f"join:{code}")
