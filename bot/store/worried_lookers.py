"""A concern that is opened because somebody looked at a drawing; the rota is told as ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.safeguarding.assess import Assessment, Severity
from bot.store import (
    addresses,
    alerts,
    concern_events,
    concerns,
    contacts,
    escalations,
    messages,
    outbox,
    rotas,
)
from bot.store.concern_events import Kind
from bot.store.database import Transaction
from bot.store.drawn_answers import Sender
from bot.store.worries import QUESTIONS

DRAWING = "drawing"  # the category of such a concern


@dataclass(frozen=True, slots=True)
class Worrier:
    """Whoever looked and is worried, and when."""

    house: House
    user_id: int
    now: datetime

    def opens(self, tx: Transaction, by: Sender, severity: Severity) -> int:
        """Open a concern about whoever drew it, or add to theirs; return its id."""
        state = addresses.state_of(tx, by.address_id)
        opened = concerns.open_or_add(
            tx,
            address_id=by.address_id,
            contact_id=by.contact_id,
            message_id=by.message_id if messages.is_kept(tx, by.message_id) else None,
            assessment=Assessment(severity, DRAWING),
            can_text=not state.opted_out,
            question_before=None,
            resumed=not state.held,
            now=self.now,
        )
        self._pause(tx, by, opened.id)
        if opened.new:
            kind = Kind.OPENED if opened.first else Kind.NEWS
            concern_events.add(tx, opened.id, kind, now=self.now, user_id=self.user_id)
            escalations.begin(tx, self.house, opened.id, severity=severity, now=self.now)
        else:
            self._tell_whoever_has_it(tx, opened.id)
        return opened.id

    def _pause(self, tx: Transaction, by: Sender, concern_id: int) -> None:
        ways = (way.address_id for way in contacts.ways_to_reach(tx, by.contact_id))
        for address_id in dict.fromkeys((by.address_id, *ways)):
            addresses.hold(tx, address_id, concern_id)
            outbox.void_kinds(tx, address_id, QUESTIONS, "a concern was opened")

    def _tell_whoever_has_it(self, tx: Transaction, concern_id: int) -> None:
        """Where it is no news to the rota, whoever took the concern hears that there is more."""
        taken_by = concerns.taken_by(tx, concern_id)
        if taken_by is not None:
            alerts.tell(
                tx,
                self.house,
                rotas.urns_of_user(tx, taken_by),
                concern_id=concern_id,
                what=alerts.MORE,
                about=f"drawing{int(self.now.timestamp())}",
                now=self.now,
            )
