"""Finish what a young person asked to be deleted: who they are goes after our last word to them.

Rows first, then what lies beside the database: notes of the spool, and the database's own log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.store import audits, cases, erasing
from bot.store.copied import Copied
from bot.store.database import Store, Transaction
from bot.store.queries import erasures
from bot.store.queries.erasures import Unfinished

LAST_WORD_STAYS = timedelta(minutes=1)  # on a page they may be reading
GIVES_UP_WAITING = timedelta(hours=12)  # for a last word that does not get through


class Aside(Protocol):
    """What is kept beside the database. Implementation: `bot.channels.spool.Spool`."""

    def has_any_of(self, urn: str) -> bool:
        """Tell whether a message of this address waits to be taken in."""
        ...

    def forget(self, urn: str) -> None:
        """Remove every note about this address."""
        ...


@dataclass(slots=True)
class FinishErasures:
    """Runs every few seconds, and harms nothing if it runs twice.

    Args:
        copied: the columnar copies of answers, which hold a number made of the pseudonym.

    Attributes:
        forgotten: of whom the copies were cleared, of those who wait for the rest.
        owes_scrub: rows went, and somebody was reading when the database's log was to be emptied.
    """

    store: Store
    aside: Aside
    pseudonym_key: bytes
    now: Callable[[], datetime]
    copied: Copied | None = None
    forgotten: set[int] = field(default_factory=set, init=False)
    owes_scrub: bool = field(default=False, init=False)

    def __call__(self) -> int:
        """Finish every erasure that can be; return how many."""
        with self.store.begin() as tx:
            waiting = erasures.unfinished(tx)
        self._forget_copies({one.contact_id for one in waiting})
        ready = [one for one in waiting if self._is_ready(one)]
        for one in ready:
            self._finish(one)
        if ready or self.owes_scrub:
            self.owes_scrub = not self.store.scrub(*erasing.TOUCHED)
        return len(ready)

    def _is_ready(self, one: Unfinished) -> bool:
        """What is spooled is screened before it goes; a last word is waited for, not for ever."""
        age = self.now() - one.opened_at
        if any(self.aside.has_any_of(urn) for urn in one.urns):
            return False
        if age > GIVES_UP_WAITING:
            return True
        return age >= LAST_WORD_STAYS and not one.under_way

    def _finish(self, one: Unfinished) -> None:
        now = self.now()
        with self.store.begin() as tx:
            held = erasing.erase_who_they_are(
                tx, one.contact_id, pseudonym_key=self.pseudonym_key, now=now
            )
            cases.close(tx, one.case_id, user_id=None, outcome=None, now=now)
            self._record(tx, one, held)
        for urn in () if held else one.urns:
            self.aside.forget(urn)

    def _forget_copies(self, contacts: set[int]) -> None:
        """Take out of the copies what they said: it is gone from the database since they asked."""
        if self.copied is not None:
            for contact_id in contacts - self.forgotten:
                self.copied.forget(self.pseudonym_key, contact_id)
        self.forgotten = contacts

    def _record(self, tx: Transaction, one: Unfinished, held: bool) -> None:
        audits.record(
            tx,
            actor="worker",
            action="contact.erased",
            subject=f"contact:{one.contact_id}",
            now=self.now(),
            detail={"case": one.case_id, "held": int(held)},
        )
