"""Closing a concern: people do it, with what was done; a grave one takes two of them, or a review.

No code closes one by itself, and none reopens or changes what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.conversation.house import House
from bot.errors import BadInput
from bot.privacy.policy import Action, Resource
from bot.safeguarding.assess import Severity
from bot.store import audits, concern_events, concerns, rotas
from bot.store.concern_events import Kind
from bot.store.database import Store, Transaction
from bot.store.queries import concerns as pages
from bot.store.queries.concerns import Whole
from bot.store.queries.scope import of_account

SHORTEST_OUTCOME = 10
REVIEW_WITHIN = timedelta(days=5)


class Closed(StrEnum):
    """What came of asking to close a concern."""

    NOW = "now"
    BY_A_SECOND_PERSON = "by a second person"
    REVIEW_DUE = "review due"


@dataclass(frozen=True, slots=True)
class CloseConcern:
    """Closes and reviews concerns.

    Args:
        resume: lets questions go on, in the same transaction, with a line from whoever closes.
    """

    store: Store
    house: House
    resume: Callable[..., None]
    now: Callable[[], datetime]

    def __call__(
        self, concern_id: int, *, user_id: int, outcome: str, real: bool = True, line: str = ""
    ) -> Closed:
        """Close a concern, or ask a second person to; questions may go on once it is closed.

        Args:
            real: whether it told of harm, as people found it: for the report of false alarms.

        Raises:
            BadInput: nobody has taken it, it is closed, nothing is said of what was done, or the
                same person asked to close it.
        """
        said = _enough(outcome)
        with self.store.begin() as tx:
            scope = of_account(tx, user_id, Resource.CONCERN, Action.CHANGE)
            found = pages.whole(tx, scope, concern_id)
            if found is None or found.line.state != "acknowledged":
                raise BadInput("This concern is closed already, or nobody has taken it yet.")
            grave = found.line.severity == Severity.IMMEDIATE
            two = rotas.rules_of(tx).two_to_close
            if grave and two and found.asked_to_close is None:
                concerns.ask_to_close(tx, concern_id, user_id=user_id)
                self._happened(tx, concern_id, Kind.CLOSE_ASKED, user_id=user_id, words=said)
                return Closed.BY_A_SECOND_PERSON
            if grave and two and found.asked_to_close == user_id:
                raise BadInput("You asked to close it. Somebody else must look at it and close it.")
            review = self.now() + REVIEW_WITHIN if grave and not two else None
            self._close(tx, found, user_id=user_id, said=said, real=real, review=review)
            self.resume(tx, found, user_id=user_id, line=line)
            return Closed.REVIEW_DUE if review else Closed.NOW

    def review(self, concern_id: int, *, user_id: int, words: str) -> None:
        """Write the review of a grave concern that one person closed.

        Raises:
            BadInput: none is due, or nothing is said.
        """
        said = _enough(words)
        with self.store.begin() as tx:
            of_account(tx, user_id, Resource.CONCERN, Action.CHANGE)
            if not concerns.reviewed(tx, concern_id, self.now()):
                raise BadInput("No review of this concern is due.")
            self._happened(tx, concern_id, Kind.REVIEWED, user_id=user_id, words=said)

    def _close(
        self,
        tx: Transaction,
        found: Whole,
        *,
        user_id: int,
        said: str,
        real: bool,
        review: datetime | None,
    ) -> None:
        concerns.close(
            tx,
            found.line.id,
            user_id=user_id,
            outcome=said,
            real=real,
            review_due_at=review,
            now=self.now(),
        )
        self._happened(tx, found.line.id, Kind.CLOSED, user_id=user_id, words=said)

    def _happened(
        self, tx: Transaction, concern_id: int, kind: Kind, *, user_id: int, words: str
    ) -> None:
        now = self.now()
        concern_events.add(tx, concern_id, kind, now=now, user_id=user_id, words=words)
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=f"concern.{kind}",
            subject=f"concern:{concern_id}",
            now=now,
        )


def _enough(words: str) -> str:
    said = words.strip()
    if len(said) < SHORTEST_OUTCOME:
        raise BadInput("Say in a sentence what was done and why it can be closed.")
    return said
