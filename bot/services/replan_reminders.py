"""Plan reminders anew: of everybody after a settings change, of one who said when to text them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.meetings.preferences import USUAL_TIMES, TextTimes, quiet_for
from bot.store import appointments, audits, contacts, recipients, replanning
from bot.store.database import Store, Transaction
from bot.store.following_wishes import follow_leads
from bot.store.recipients import Recipient

PAGE = 50  # contacts a transaction: short enough for a message that comes in to wait


@dataclass(frozen=True, slots=True)
class ReplanReminders:
    """Nobody is texted because of it: only what is still to go moves, goes or comes."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Plan every meeting ahead by today's settings; return of how many the texts changed.

        It may be stopped half way and begun again.
        """
        changed, last = 0, 0
        while True:
            now = self.now()
            with self.store.begin() as tx:
                page = appointments.with_meetings_ahead(tx, now, after=last, limit=PAGE)
                changed += replanning.replan(tx, self.house, page, now)
            if len(page) < PAGE:
                return changed
            last = page[-1]

    def set_times(self, contact_id: int, times: TextTimes, *, actor: str) -> None:
        """Record when a young person wants texts, and plan theirs anew.

        Lead times that were chosen for a meeting stay; those that came from their wish follow it.

        Raises:
            BadInput: there is no such contact, or the times leave no time to text.
        """
        quiet_for(times, self.house.quiet, self.house.school_year)
        now = self.now()
        with self.store.begin() as tx:
            if contacts.person(tx, contact_id) is None:
                raise BadInput(f"there is no contact {contact_id}")
            before = self._recipient(tx, contact_id)
            recipients.set_times(tx, contact_id, times, now)
            follow_leads(tx, before, self._recipient(tx, contact_id), now)
            replanning.replan(tx, self.house, [contact_id], now)
            audits.record(
                tx, actor=actor, action="contact.times", subject=f"contact:{contact_id}", now=now
            )

    def times(self, contact_id: int) -> TextTimes:
        """Return when a young person wants texts."""
        with self.store.reading() as tx:
            return recipients.times_of(tx, [contact_id]).get(contact_id, USUAL_TIMES)

    def _recipient(self, tx: Transaction, contact_id: int) -> Recipient:
        return recipients.all_of(tx, self.house, [contact_id])[contact_id]
