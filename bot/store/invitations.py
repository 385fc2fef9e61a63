"""Who is asked in a round and what they were sent. It never says whether anybody answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select, update

from bot.rounds.prompting import HEADS_UP_BEFORE, SECOND_AFTER, Invitation
from bot.store.database import Transaction
from bot.store.round_tables import consultation, invitation
from bot.store.rounds import Round
from bot.store.tables import contact, flow_request
from bot.store.waves import GUEST


@dataclass(frozen=True, slots=True)
class Due:
    """One person's place in a round that something may be due in."""

    contact_id: int
    place: Invitation


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are to be asked, and how many were."""

    planned: int
    invited: int


def plan(
    tx: Transaction, round_id: int, contact_ids: Sequence[int], times: Sequence[datetime]
) -> None:
    """Write when each of these people is asked."""
    rows = [
        {"consultation_id": round_id, "contact_id": contact_id, "due_at": at}
        for contact_id, at in zip(contact_ids, times, strict=True)
    ]
    if rows:
        tx.db.execute(invitation.insert(), rows)


def due(tx: Transaction, of: Round, now: datetime, *, at_most: int) -> tuple[Due, ...]:
    """Return those of a round for whom something may be due, the longest due first.

    A trial reaches guests and nobody else, whoever is on its list; a round never reaches a guest.
    """
    first = invitation.c.invited_at.is_(None) & (invitation.c.due_at <= now)
    ahead = and_(
        invitation.c.invited_at.is_(None),
        invitation.c.heads_up_at.is_(None),
        invitation.c.due_at <= now + HEADS_UP_BEFORE,
    )
    second = and_(invitation.c.prompted_at.is_(None), invitation.c.invited_at <= now - SECOND_AFTER)
    rows = tx.db.execute(
        select(invitation)
        .join(contact, contact.c.id == invitation.c.contact_id)
        .where(
            invitation.c.consultation_id == of.id,
            contact.c.status == (GUEST if of.trial else "active"),
            or_(first, ahead if of.heads_up else first, second),
        )
        .order_by(invitation.c.due_at, invitation.c.contact_id)
        .limit(at_most)
    )
    return tuple(
        Due(r.contact_id, Invitation(r.due_at, r.heads_up_at, r.invited_at, r.prompted_at))
        for r in rows
    )


def mark(tx: Transaction, round_id: int, contact_id: int, **values: datetime | None) -> None:
    """Record what somebody was sent, or when they are asked instead.

    `prompted_at` is when a second prompt was thought of, sent or not: so it tells nothing.
    """
    tx.db.execute(
        update(invitation)
        .where(invitation.c.consultation_id == round_id, invitation.c.contact_id == contact_id)
        .values(**values)
    )


def counts(tx: Transaction, round_id: int) -> Counts:
    """Return how many are to be asked, and how many were."""
    row = tx.db.execute(
        select(func.count(), func.count(invitation.c.invited_at)).where(
            invitation.c.consultation_id == round_id
        )
    ).one()
    return Counts(row[0], row[1])


def still_to_ask(tx: Transaction, round_id: int) -> tuple[int, ...]:
    """Return the contacts not asked yet, in the order they would be."""
    return tuple(
        tx.db.scalars(
            select(invitation.c.contact_id)
            .where(invitation.c.consultation_id == round_id, invitation.c.invited_at.is_(None))
            .order_by(invitation.c.due_at, invitation.c.contact_id)
        )
    )


def withdraw(tx: Transaction, of: Round, now: datetime) -> None:
    """Take back what the round asked for and has not begun; those people were not asked."""
    theirs = and_(
        flow_request.c.flow == of.flow,
        flow_request.c.begun_at.is_(None),
        flow_request.c.begun_by == "schedule",
        flow_request.c.requested_at >= of.launched_at,
    )
    asked = exists().where(theirs, flow_request.c.contact_id == invitation.c.contact_id)
    tx.db.execute(
        update(invitation)
        .where(invitation.c.consultation_id == of.id, asked)
        .values(invited_at=None)
    )
    invited = select(invitation.c.contact_id).where(invitation.c.consultation_id == of.id)
    tx.db.execute(
        update(flow_request)
        .where(theirs, flow_request.c.contact_id.in_(invited))
        .values(begun_at=now)
    )


def over(tx: Transaction, now: datetime, *, within: timedelta) -> tuple[int, ...]:
    """Return the rounds whose time ran out lately."""
    return tuple(
        tx.db.scalars(
            select(consultation.c.id).where(
                consultation.c.closes_at <= now, consultation.c.closes_at > now - within
            )
        )
    )
