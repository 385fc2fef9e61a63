"""Mail whoever must look when a day has come: replies to be read again, places to be checked.

Until somebody does, they hear of it once a week. Nothing that runs stops for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.safeguarding import dates
from bot.safeguarding.signposts import Signpost
from bot.store import addresses, outbox, sign_offs
from bot.store.database import Store, Transaction
from bot.store.outbox import NewMessage
from bot.store.rotas import with_role
from bot.store.staff_tables import RoleName

SUBJECT = "Sayso: texts or numbers that must be looked at again"


@dataclass(frozen=True, slots=True)
class RemindOfReviews:
    """Tells every administrator and safeguarding account, at most once a week."""

    store: Store
    house: House
    now: Callable[[], datetime]
    signposts: Sequence[Signpost] | None = None

    def __call__(self) -> int:
        """Look at what is overdue today; return how many people were written to."""
        now = self.now()
        with self.store.begin() as tx:
            overdue = self._overdue(tx, now)
            if not overdue:
                return 0
            to = with_role(tx, RoleName.ADMINISTRATOR, RoleName.SAFEGUARDING)
            last_resort = [urn for urn in self.house.last_resort if urn.startswith("mailto:")]
            urns = [f"mailto:{one.email}" for one in to] or last_resort
            return sum(self._told(tx, urn, overdue, now) for urn in dict.fromkeys(urns))

    def _overdue(self, tx: Transaction, now: datetime) -> list[str]:
        today = now.date()
        found = [f"{one.message}." for one in dates.faults(today, self.signposts)]
        late = [one for one in sign_offs.newest(tx).values() if one.next_review <= today]
        if late:
            found.append(
                f"{len(late)} of the fixed replies are due to be read and signed again: "
                f"{self.house.base_url}/admin/concerns"
            )
        return found

    def _told(self, tx: Transaction, urn: str, overdue: Sequence[str], now: datetime) -> bool:
        address_id = addresses.ensure(tx, urn, now)
        year, week, _ = now.isocalendar()
        message = NewMessage(
            address_id=address_id,
            channel="email",
            kind="review",
            subject=SUBJECT,
            body="\n\n".join(overdue),
            dedupe_key=f"reviews:{year}-{week:02}:{address_id}",
            due_at=now,
        )
        return outbox.enqueue(tx, message, now) is not None
