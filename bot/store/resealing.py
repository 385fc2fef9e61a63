"""Seal every stored value anew with the newest key, a few rows at a time, while others write.

Every sealed column is marked as one (`columns.sealed`), so that none can be forgotten. A row that
somebody changes meanwhile keeps their change; what is left is found again at the next pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func, or_, select, tuple_, update

from bot.errors import DecryptionError
from bot.store.access_tables import known_key
from bot.store.columns import SEALED, AnyRow
from bot.store.database import Store, Transaction
from bot.store.metadata import metadata

BATCH = 200  # rows in one transaction: a turn waits no longer than for these


@dataclass(frozen=True, slots=True)
class Passed:
    """What one batch came to: rows looked at, values sealed anew, values no key opens."""

    rows: int
    sealed: int
    unreadable: int


def sealed_tables() -> tuple[Table, ...]:
    """Return the tables that hold sealed values. What tells a wrong key comes last: until all is
    sealed anew, nothing starts without the old one."""
    found = [table for table in metadata.sorted_tables if _sealed(table)]
    return tuple(sorted(found, key=lambda table: table is known_key))


def left(tx: Transaction) -> int:
    """Return how many rows hold a value that an older key sealed."""
    return sum(
        tx.db.scalar(select(func.count()).select_from(table).where(_older(tx, table))) or 0
        for table in sealed_tables()
    )


def reseal(store: Store) -> Iterator[Passed]:
    """Seal what older keys sealed, batch by batch, each its own transaction; safe to break off."""
    for table in sealed_tables():
        last: tuple[Any, ...] | None = None
        while True:
            with store.begin() as tx:
                rows = _batch(tx, table, last)
                done = [_reseal_row(tx, table, row) for row in rows]
            if not rows:
                break
            last = _key_of(table, rows[-1])
            yield Passed(len(rows), sum(one for one, _ in done), sum(bad for _, bad in done))


def _sealed(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.info.get(SEALED)]


def _older(tx: Transaction, table: Table) -> ColumnElement[bool]:
    mark = tx.cipher.mark
    return or_(*(func.substr(column, 1, len(mark)) != mark for column in _sealed(table)))


def _batch(tx: Transaction, table: Table, last: tuple[Any, ...] | None) -> Sequence[AnyRow]:
    key = list(table.primary_key.columns)
    query = select(table).where(_older(tx, table)).order_by(*key).limit(BATCH)
    # What a turn holds is left for the next pass: whoever waits for nobody blocks nobody.
    query = query.with_for_update(skip_locked=True)
    if last is not None:
        query = query.where(tuple_(*key) > tuple_(*last))
    return tx.db.execute(query).all()


def _reseal_row(tx: Transaction, table: Table, row: AnyRow) -> tuple[int, int]:
    sealed = unreadable = 0
    mine = [column == getattr(row, column.name) for column in table.primary_key.columns]
    for column in _sealed(table):
        old = getattr(row, column.name)
        if old is None or bytes(old).startswith(tx.cipher.mark):
            continue
        place = f"{table.name}.{column.name}"
        try:
            new = tx.cipher.encrypt(tx.cipher.decrypt(old, place), place)
        except DecryptionError:
            unreadable += 1  # told of at the end: nothing of it is lost
            continue
        changed = update(table).where(*mine, column == old).values({column: new})
        sealed += tx.db.execute(changed).rowcount
    return sealed, unreadable


def _key_of(table: Table, row: AnyRow) -> tuple[Any, ...]:
    return tuple(getattr(row, column.name) for column in table.primary_key.columns)
