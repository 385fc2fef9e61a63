"""What took long to arrange, kept as rows and put back: the next test begins where that ended.

Rows go back as they lay, sealed and with their ids. Each test still has a store of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select

from bot.store.database import Store
from bot.store.metadata import metadata
from tests.factories import Clock

T = TypeVar("T")
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Arranged:
    made: Any
    now: datetime
    rows: Sequence[tuple[Table, Rows]]


@dataclass
class Arranged:
    """What was arranged so far in one database, by name. `kept` tables stay as they are."""

    store: Store
    clock: Clock
    kept: frozenset[str]
    _known: dict[str, _Arranged] = field(default_factory=dict)

    def once(self, name: str, arrange: Callable[[], T]) -> T:
        """Arrange it in an empty store, or put back what it came to; return what it returned.

        `arrange` returns values that hold for rows put back: ids and words, no browser.
        """
        if name not in self._known:
            with self.store.engine.connect() as db:
                assert not self._rows(db), "arrange it before anything else is there"
            made = arrange()
            with self.store.engine.connect() as db:
                self._known[name] = _Arranged(made, self.clock.now(), self._rows(db))
            return made
        found = self._known[name]
        with self.store.engine.begin() as db:
            for table, rows in found.rows:
                db.execute(table.insert(), rows)
        self.clock.forward(seconds=(found.now - self.clock.now()).total_seconds())
        kept: T = found.made
        return kept

    def _rows(self, db: Connection) -> Sequence[tuple[Table, Rows]]:
        tables = [table for table in metadata.sorted_tables if table.name not in self.kept]
        every = [
            (table, [dict(row._mapping) for row in db.execute(select(table))]) for table in tables
        ]
        return [(table, rows) for table, rows in every if rows]
