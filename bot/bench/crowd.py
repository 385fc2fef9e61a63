"""What a house full of made-up young people is filled with: whose they are, when, and each sentence
sealed once. Everything about the n-th of them follows from n.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table

from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.queries.own_pages import FLOW as OWN_PAGE
from bot.store.queries.wishes import FLOW as MEETINGS

FIRST = 1_000_000  # their ids begin here, out of the way of those the store gives
AT_ONCE = 2_000  # rows of one statement
TEXTS, PAST, AHEAD = 8, 4, 1  # of each: texts in, and meetings that were and will be


@dataclass(frozen=True, slots=True)
class Caseload:
    """Who looks after whom: workers in turn, each with the team they are in."""

    workers: Sequence[tuple[int, int]]  # account, team

    def of(self, number: int) -> tuple[int, int]:
        """Return the worker of the n-th young person, and the team."""
        return self.workers[number % len(self.workers)]

    def place(self, number: int) -> int:
        """Return the place of the n-th young person in their caseload, from 0."""
        return number // len(self.workers)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The house as it is filled: whose, when, and each sentence sealed once."""

    tx: Transaction
    caseload: Caseload
    now: datetime
    versions: Mapping[str, int]
    _sealed: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def seal(self, words: str, place: str) -> bytes:
        """Return words sealed for a column; the same words every time the same."""
        if (words, place) not in self._sealed:
            self._sealed[words, place] = self.tx.cipher.encrypt(words, place)
        return self._sealed[words, place]

    def ago(self, **back: float) -> datetime:
        """Return a moment before now."""
        return self.now - timedelta(**back)

    def fill(self, table: Table, rows: Iterator[dict[str, Any]]) -> None:
        """Insert rows that all have the same columns."""
        while some := list(islice(rows, AT_ONCE)):
            self.tx.db.execute(table.insert(), some)


def crowd_of(tx: Transaction, shelf: Shelf, caseload: Caseload, now: datetime) -> Crowd:
    """Return what fills the house, with the conversations as they are published."""
    versions = {
        key: shelf.newest(tx, key).id for key in (MEETINGS, OWN_PAGE, "ideas", "good-place")
    }
    return Crowd(tx, caseload, now, versions)
