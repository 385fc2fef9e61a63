"""Turn to the next people about every concern that nobody has acknowledged in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.store import concerns, escalations
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class EscalateConcerns:
    """The clock of concerns. It never acknowledges, closes or judges anything."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Take every step whose time has come, one a concern; return how many."""
        with self.store.reading() as tx:  # most of the time nothing is open: no lock is taken then
            if not concerns.is_any_open(tx):
                return 0
        with self.store.begin() as tx:
            return escalations.take_due(tx, self.house, self.now())
