"""Open the record of somebody else's young person, with a reason: for an hour, and others are told.

Nothing of what they said for totals, and nothing they texted, is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.house import House
from bot.errors import BadInput
from bot.safeguarding.rota import everybody
from bot.store import addresses, audits, openings, outbox, rotas, tasks
from bot.store.database import Store, Transaction
from bot.store.openings import Found, Opening
from bot.store.outbox import NewMessage
from bot.store.queries.scope import Scope
from bot.text.phone import parse_mobile

LASTS = timedelta(hours=1)
SHORTEST, LONGEST = 15, 500
LONGEST_NUMBER = 6  # digits of a record's number: a phone has more
SUBJECT = "Sayso: somebody opened a record that is not theirs"
TASK = "record_opened"


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """Opening, and who looks at what was opened."""

    store: Store
    house: House
    now: Callable[[], datetime]
    allow_drama: bool = False

    def __call__(self, whose: str, *, reason: str, user_id: int) -> int:
        """Open a record for an hour; return the contact's id. The leads are told at once.

        Args:
            whose: the young person's phone number, or the number of their record.

        Raises:
            BadInput: nobody has that number, or several do, or the reason says too little.
        """
        said, now = reason.strip(), self.now()
        if not SHORTEST <= len(said) <= LONGEST:
            raise BadInput(f"Say why you need it, in {SHORTEST} to {LONGEST} letters.")
        with self.store.begin() as tx:
            found = self._one(tx, whose.strip())
            opening = openings.add(
                tx,
                user_id=user_id,
                contact_id=found.contact_id,
                reason=said,
                now=now,
                until=now + LASTS,
            )
            audits.record(
                tx,
                actor=f"user:{user_id}",
                action="record.open",
                subject=f"contact:{found.contact_id}",
                now=now,
                detail={"opening": opening},
            )
            self._tell(tx, found, opening, user_id=user_id)
        return found.contact_id

    def open_now(self, user_id: int) -> frozenset[int]:
        """Return the contacts whose records an account has open now."""
        with self.store.reading() as tx:
            return openings.open_now(tx, user_id, self.now())

    def recent(self, scope: Scope) -> tuple[Opening, ...]:
        """Return what was opened, of those in scope, and record who read the reasons."""
        with self.store.begin() as tx:
            found = openings.recent(tx, scope)
            if found:
                self._audit(tx, scope.user_id, "openings.look", "openings")
            return found

    def seen(self, opening_id: int, scope: Scope) -> bool:
        """Record that somebody looked into an opening; False if it is not theirs to look into."""
        with self.store.begin() as tx:
            contact_id = openings.seen(tx, opening_id, scope, self.now())
            if contact_id is not None:
                self._audit(tx, scope.user_id, "opening.seen", f"contact:{contact_id}")
            return contact_id is not None

    def _one(self, tx: Transaction, whose: str) -> Found:
        if whose.isascii() and whose.isdecimal() and len(whose) <= LONGEST_NUMBER:
            found = openings.find(tx, number=int(whose))
        else:
            number = parse_mobile(whose, allow_drama=self.allow_drama)
            found = openings.find(tx, urn=f"tel:{number}")
        if not found:
            raise BadInput("Nobody here has that number.")
        if len(found) > 1:
            raise BadInput("Several people share this phone. Ask for the number of the record.")
        return found[0]

    def _tell(self, tx: Transaction, found: Found, opening: int, *, user_id: int) -> None:
        """Tell the leads of the team on their lists, and safeguarding by e-mail. No name in it."""
        now = self.now()
        for lead_id in openings.leads_of(tx, found.team_id):
            if lead_id != user_id:
                tasks.raise_for(
                    tx, worker_id=lead_id, contact_id=found.contact_id, kind=TASK, now=now
                )
        link = f"{self.house.base_url}/admin/open-records"
        for urn in everybody(rotas.load(tx, self.house), now):
            if urn.startswith("mailto:"):
                message = NewMessage(
                    address_id=addresses.ensure(tx, urn, now),
                    channel="email",
                    kind="opened",
                    subject=SUBJECT,
                    body=f"A member of staff opened a record outside their caseload: {link}",
                    dedupe_key=f"opened:{opening}:{urn}"[:120],
                    due_at=now,
                )
                outbox.enqueue(tx, message, now)

    def _audit(self, tx: Transaction, user_id: int, action: str, subject: str) -> None:
        audits.record(tx, actor=f"user:{user_id}", action=action, subject=subject, now=self.now())
