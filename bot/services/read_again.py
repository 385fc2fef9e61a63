"""Read by lot what no rule flagged: what the rules miss becomes a concern, and then a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.privacy.policy import Action, Resource
from bot.safeguarding.assess import Assessment, Severity
from bot.store import addresses, audits, concern_events, concerns, double_reads, escalations
from bot.store.concern_events import Kind
from bot.store.database import Store, Transaction
from bot.store.double_reads import Drawn, Found
from bot.store.queries.scope import of_account

WORRIED = Assessment(Severity.CONCERN, "read")


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The double reading of unflagged messages (S14)."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def draw(self) -> int:
        """Draw from what came since the last time; return how many more there are to read."""
        with self.store.begin() as tx:
            return double_reads.draw(tx, self.now())

    def waiting(self, *, user_id: int) -> tuple[Drawn, ...]:
        """Return what is to be read, and record who looked."""
        with self.store.begin() as tx:
            of_account(tx, user_id, Resource.UNFLAGGED, Action.SEE)
            found = double_reads.waiting(tx)
            if found:
                self._audit(tx, user_id, "double_read.look")
            return found

    def answer(self, drawn_id: int, *, user_id: int, missed: bool) -> int | None:
        """Record that one is fine, or open a concern about it and tell people; return its id."""
        with self.store.begin() as tx:
            of_account(tx, user_id, Resource.UNFLAGGED, Action.CHANGE)
            found = double_reads.read(tx, drawn_id, user_id=user_id, missed=missed, now=self.now())
            self._audit(tx, user_id, "double_read.missed" if missed else "double_read.fine")
            return self._open(tx, found, user_id) if found is not None and missed else None

    def _open(self, tx: Transaction, found: Found, user_id: int) -> int:
        now = self.now()
        state = addresses.state_of(tx, found.address_id)
        opened = concerns.open_or_add(
            tx,
            address_id=found.address_id,
            contact_id=found.contact_id,
            message_id=found.message_id,
            assessment=WORRIED,
            can_text=not state.opted_out,
            question_before=None,
            resumed=not state.held,
            now=now,
        )
        addresses.hold(tx, found.address_id, opened.id)
        if opened.new:
            concern_events.add(tx, opened.id, Kind.OPENED, now=now, user_id=user_id)
            escalations.begin(tx, self.house, opened.id, severity=WORRIED.severity, now=now)
        return opened.id

    def _audit(self, tx: Transaction, user_id: int, action: str) -> None:
        audits.record(
            tx, actor=f"user:{user_id}", action=action, subject="double_read", now=self.now()
        )
