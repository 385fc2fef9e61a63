"""Mail administrators when this month's segments are nearly used up, and when they are.

What nobody asked for waits from then on; answers, and what keeps somebody safe, always go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.store import addresses, outbox, pace
from bot.store.database import Store, Transaction
from bot.store.outbox import NewMessage
from bot.store.rotas import with_role
from bot.store.staff_tables import RoleName

NEARLY = 0.8
SUBJECT = "Sayso: this month's texts"
SAYS = {
    80: "{spent:,} of this month's {most:,} text segments are used. When all are, reminders and "
    "invitations wait until next month, or until SAYSO_SPEND_CAP is raised.",
    100: "All {most:,} of this month's text segments are used. Reminders and invitations now wait; "
    "answers and help still go. Raise SAYSO_SPEND_CAP to send them, and tell workers.",
}


@dataclass(frozen=True, slots=True)
class WatchSpending:
    """Compares what was offered this month with the most there may be; 0 is no limit."""

    store: Store
    house: House
    most: int
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Return how many people were written to."""
        if not self.most:
            return 0
        now = self.now()
        with self.store.begin() as tx:
            spent = pace.spent(tx, self.house.zone, now)
            if spent < NEARLY * self.most:
                return 0
            level = 100 if spent >= self.most else 80
            body = SAYS[level].format(spent=spent, most=self.most)
            key = f"spending:{pace.month_of(self.house.zone, now)}:{level}"
            mails = [self._mail(tx, urn, body, key) for urn in self._urns(tx)]
            return sum(outbox.enqueue(tx, mail, now) is not None for mail in mails)

    def _urns(self, tx: Transaction) -> list[str]:
        people = [f"mailto:{one.email}" for one in with_role(tx, RoleName.ADMINISTRATOR)]
        return people or [urn for urn in self.house.last_resort if urn.startswith("mailto:")]

    def _mail(self, tx: Transaction, urn: str, body: str, key: str) -> NewMessage:
        now = self.now()
        address_id = addresses.ensure(tx, urn, now)
        return NewMessage(
            address_id=address_id,
            channel="email",
            kind="review",
            subject=SUBJECT,
            body=body,
            dedupe_key=f"{key}:{address_id}",
            due_at=now,
        )
