"""Let ten more sample young people answer, and release the totals if the rule allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.demo.sitting import known_samples, sit
from bot.services.release_totals import ReleaseTotals
from bot.store import audits
from bot.store.database import Store
from bot.store.flows import Shelf

FLOW = "good-place"
TEN = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many answered, and whether the totals were made anew."""

    answered: int
    released: bool


@dataclass(frozen=True, slots=True)
class LetTenMoreAnswer:
    """The demo's button on the board. Only sample young people answer, and only once."""

    store: Store
    house: House
    release: ReleaseTotals
    now: Callable[[], datetime]

    def __call__(self, *, actor: str) -> Outcome:
        """Let up to ten answer; totals change only by the same rule as ever.

        Args:
            actor: how the audit log names whoever pressed the button: "user:3".
        """
        answered = 0
        with self.store.begin() as tx:
            published = Shelf().newest(tx, FLOW)
            for sample in known_samples(tx):
                if answered < TEN:
                    answered += sit(tx, self.house, published, sample, now=self.now())
        released = self.release(FLOW) is not None
        if released:
            with self.store.begin() as tx:
                subject = f"flow:{FLOW}"
                audits.record(
                    tx, actor=actor, action="totals.release", subject=subject, now=self.now()
                )
        return Outcome(answered, released)
