"""What a person does about a concern: take it, let questions go on, close it with what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import BadInput
from bot.store import addresses, audits, concerns
from bot.store.concerns import Line, Whole
from bot.store.database import Store, Transaction

SHORTEST_OUTCOME = 10


@dataclass(frozen=True, slots=True)
class CareForConcern:
    """The safeguarding side of a concern. Every look at its words is audited."""

    store: Store
    now: Callable[[], datetime]

    def queue(self, *, include_closed: bool = False) -> tuple[Line, ...]:
        """Return the concerns, gravest and oldest first; no words."""
        with self.store.reading() as tx:
            return concerns.queue(tx, include_closed=include_closed)

    def read(self, concern_id: int, *, user_id: int) -> Whole:
        """Return one concern with its words, and record who looked.

        Raises:
            BadInput: there is none of that id.
        """
        with self.store.begin() as tx:
            found = concerns.whole(tx, concern_id)
            if found is None:
                raise BadInput(f"there is no concern {concern_id}")
            self._audit(tx, user_id, "concern.read", concern_id)
            return found

    def acknowledge(self, concern_id: int, *, user_id: int) -> bool:
        """Take a concern; tell whether it was still free to take."""
        with self.store.begin() as tx:
            taken = concerns.acknowledge(tx, concern_id, user_id=user_id, now=self.now())
            if taken:
                self._audit(tx, user_id, "concern.acknowledge", concern_id)
            return taken

    def resume(self, concern_id: int, *, user_id: int) -> None:
        """Let questions go on at the address of this concern.

        Raises:
            BadInput: there is none of that id.
        """
        with self.store.begin() as tx:
            found = concerns.whole(tx, concern_id)
            if found is None:
                raise BadInput(f"there is no concern {concern_id}")
            addresses.resume(tx, found.address_id)
            self._audit(tx, user_id, "concern.resume", concern_id)

    def close(self, concern_id: int, *, user_id: int, outcome: str) -> None:
        """Close a concern with what was done; questions may go on.

        Raises:
            BadInput: nobody has taken it, it is closed, or nothing is said of what was done.
        """
        if len(outcome.strip()) < SHORTEST_OUTCOME:
            raise BadInput("Say in a sentence what was done and why it can be closed.")
        with self.store.begin() as tx:
            address_id = concerns.close(
                tx, concern_id, user_id=user_id, outcome=outcome.strip(), now=self.now()
            )
            addresses.resume(tx, address_id)
            self._audit(tx, user_id, "concern.close", concern_id)

    def _audit(self, tx: Transaction, user_id: int, action: str, concern_id: int) -> None:
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=action,
            subject=f"concern:{concern_id}",
            now=self.now(),
        )
