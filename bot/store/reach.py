"""Who was asked a flow in one wave and whom it reached, counted by group. Nobody is named here, and
nothing of it says whether anybody answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from bot.conversation.budget import BegunBy
from bot.insight.books import Reach
from bot.store.answers import WAVE
from bot.store.database import Transaction
from bot.store.round_tables import consultation, invitation
from bot.store.tables import contact, inbound_message, outbox, session
from bot.store.waves import TRIAL

EVER = datetime(2000, 1, 1, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
ARRIVED = ("delivered", "read")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a talk that began belongs to a wave."""

    since: datetime = EVER
    until: datetime = NEVER

    def holds(self, moment: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Return the condition that a moment is within it."""
        return and_(moment >= self.since, moment < self.until)


def span_of(tx: Transaction, family: str, wave: int) -> Span:
    """Return when a wave was: from its round's launch to the next one's; the first from ever."""
    rows = tx.db.execute(
        select(consultation.c.wave, consultation.c.launched_at)
        .where(consultation.c.family == family, consultation.c.wave != TRIAL)
        .order_by(consultation.c.wave)
    )
    launched = {row.wave: row.launched_at for row in rows}
    later = [moment for number, moment in launched.items() if number > wave]
    since = EVER if wave <= WAVE else launched.get(wave, NEVER)
    return Span(since, min(later, default=NEVER))


def count(tx: Transaction, flow: str, family: str, wave: int) -> tuple[Reach, ...]:
    """Return how many young people are known, were asked, and were reached, by group."""
    begun = _begun(flow, span_of(tx, family, wave))
    asked = set(tx.db.scalars(_invited(family, wave))) | set(tx.db.scalars(begun))
    reached = set(tx.db.scalars(begun.where(_has_reached())))
    known: Counter[tuple[str | None, str | None, str | None]] = Counter()
    counts = {"asked": known.copy(), "reached": known.copy()}
    rows = tx.db.execute(
        select(contact.c.id, contact.c.age_band, contact.c.gender, contact.c.area).where(
            contact.c.status == "active"
        )
    )
    for contact_id, *who in rows:
        group = who[0], who[1], who[2]
        known[group] += 1
        counts["asked"][group] += contact_id in asked
        counts["reached"][group] += contact_id in reached
    return tuple(
        Reach(*group, people, counts["asked"][group], counts["reached"][group])
        for group, people in known.items()
    )


def areas(tx: Transaction) -> tuple[str, ...]:
    """Return the areas young people on the books live in, by the alphabet."""
    found = select(contact.c.area).where(
        contact.c.status == "active", contact.c.area.is_not(None), contact.c.area != ""
    )
    return tuple(sorted(tx.db.scalars(found.distinct())))


def _invited(family: str, wave: int) -> Select[tuple[int]]:
    return (
        select(invitation.c.contact_id)
        .join(consultation, consultation.c.id == invitation.c.consultation_id)
        .where(
            consultation.c.family == family,
            consultation.c.wave == wave,
            consultation.c.wave != TRIAL,
            invitation.c.invited_at.is_not(None),
        )
    )


def _begun(flow: str, span: Span) -> Select[tuple[int]]:
    return select(session.c.contact_id).where(
        session.c.flow == flow, span.holds(session.c.started_at)
    )


def _has_reached() -> ColumnElement[bool]:
    """A text of the talk arrived, they wrote since it began, or they began it themselves."""
    arrived = exists().where(
        outbox.c.contact_id == session.c.contact_id,
        outbox.c.kind == "prompt",
        outbox.c.created_at >= session.c.started_at,
        outbox.c.delivery.in_(ARRIVED),
    )
    wrote = exists().where(
        inbound_message.c.address_id == session.c.address_id,
        inbound_message.c.received_at >= session.c.started_at,
    )
    return or_(session.c.begun_by == BegunBy.KEYWORD, arrived, wrote)
