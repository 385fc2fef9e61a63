"""What one turn reads first and writes after, through one connection of PostgreSQL's.

Taking a connection from the pool and giving it back cost a tenth of a turn (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import libpq

if TYPE_CHECKING:
    from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class OneConnection:
    """A connection that begins nothing of itself: each statement alone, or those in `begin`."""

    tx: Transaction

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Read: no transaction, each statement stands alone."""
        yield self.tx

    @contextmanager
    def begin(self, *, urgent: bool = False) -> Iterator[Transaction]:  # as Store has it
        """Open one transaction: leaving commits, an exception rolls back."""
        db = self.tx.db
        if db.in_transaction():  # so SQLAlchemy calls it once a statement was read
            db.rollback()
        with db.begin():
            libpq.begin(db)
            yield self.tx
