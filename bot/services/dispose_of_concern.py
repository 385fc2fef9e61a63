"""Disposing of a concern whose schedule date has come: people do it, with why, and two of them.

No code disposes of one by itself (decision 13). Whoever would rather keep one does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import BadInput
from bot.privacy.policy import Action, Resource
from bot.privacy.retention import Kind, Retention
from bot.store import audits, concern_events, disposing, expiring, rotas
from bot.store.concern_events import Kind as Happened
from bot.store.database import Store, Transaction
from bot.store.queries.scope import of_account

SHORTEST_WHY = 10


class Disposed(StrEnum):
    """What came of asking to dispose of a concern."""

    NOW = "now"
    BY_A_SECOND_PERSON = "by a second person"


@dataclass(frozen=True, slots=True)
class DisposeOfConcern:
    """The end of a concern's time."""

    store: Store
    retention: Retention
    now: Callable[[], datetime]

    def due(self) -> frozenset[int]:
        """Return the ids of closed concerns that have been kept as long as the schedule says."""
        with self.store.reading() as tx:
            return self._due(tx)

    def __call__(self, concern_id: int, *, user_id: int, why: str) -> Disposed:
        """Dispose of a concern for good, or ask a second person to.

        Raises:
            BadInput: its date has not come, too little is said, or the same person asked before.
            NotYours: they may not act on concerns.
        """
        said, now = why.strip(), self.now()
        if len(said) < SHORTEST_WHY:
            raise BadInput("Say in a sentence why it need not be kept any longer.")
        with self.store.begin() as tx:
            of_account(tx, user_id, Resource.CONCERN, Action.CHANGE)
            if concern_id not in self._due(tx):
                raise BadInput("Its time is not over: it is kept.")
            first = disposing.asked_by(tx, concern_id, Happened.DISPOSE_ASKED)
            if rotas.rules_of(tx).two_to_close and first in (None, user_id):
                if first is not None:
                    raise BadInput("You asked for it. Somebody else must look at it and agree.")
                concern_events.add(
                    tx, concern_id, Happened.DISPOSE_ASKED, now=now, user_id=user_id, words=said
                )
                self._audit(tx, concern_id, user_id, "concern.dispose_asked")
                return Disposed.BY_A_SECOND_PERSON
            disposing.dispose(tx, concern_id, now)
            self._audit(tx, concern_id, user_id, "concern.disposed", first=first)
        self.store.scrub(*disposing.TOUCHED)
        return Disposed.NOW

    def _due(self, tx: Transaction) -> frozenset[int]:
        before = self.retention.of(Kind.CONCERNS).before(self.now())
        return frozenset(expiring.due_for_disposal(tx, before))

    def _audit(
        self,
        tx: Transaction,
        concern_id: int,
        user_id: int,
        action: str,
        *,
        first: int | None = None,
    ) -> None:
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=action,
            subject=f"concern:{concern_id}",
            now=self.now(),
            detail={"asked_by": first} if first is not None else None,
        )
