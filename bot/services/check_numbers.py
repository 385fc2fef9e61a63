"""Ask again whether a number is still good, and stop using one that nobody says is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import BadInput
from bot.store import number_checks, tasks
from bot.store.beginnings import NUMBER_CHECK
from bot.store.database import Store
from bot.store.number_checks import Doubt

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckNumbers:
    """The six-monthly look at every number.

    Args:
        start: begins a flow with a contact: `start(flow=…, contact_id=…)`.
    """

    store: Store
    start: Callable[..., object]
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Ask about every number that is due, or have a worker ask; return how many."""
        now = self.now()
        with self.store.begin() as tx:
            number_checks.run_out(tx, now)
            doubts = number_checks.in_doubt(tx, now)
            for doubt in doubts:
                number_checks.asked(tx, doubt, now)
        for doubt in doubts:
            if not (doubt.reachable and self._ask(doubt)):
                self._have_a_worker_ask(doubt)
        return len(doubts)

    def _ask(self, doubt: Doubt) -> bool:
        try:
            self.start(flow=NUMBER_CHECK, contact_id=doubt.contact_id)
        except BadInput as reason:
            log.info("contact %s is not asked about the number: %s", doubt.contact_id, reason)
            return False
        return True

    def _have_a_worker_ask(self, doubt: Doubt) -> None:
        with self.store.begin() as tx:
            tasks.raise_for(
                tx,
                worker_id=doubt.worker_id,
                contact_id=doubt.contact_id,
                kind="check_number",
                now=self.now(),
            )
