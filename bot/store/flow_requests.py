"""Flows asked for and not begun: behind an open talk, behind the welcome, or in a later week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, or_, select, update

from bot.conversation.budget import BegunBy
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import contact_address, flow_request, session


@dataclass(frozen=True, slots=True)
class Request:
    """One flow that waits to be begun with a contact."""

    id: int
    contact_id: int
    flow: str
    begun_by: BegunBy


_WAITING = select(
    flow_request.c.id, flow_request.c.contact_id, flow_request.c.flow, flow_request.c.begun_by
).where(flow_request.c.begun_at.is_(None))
_NEXT = Prepared(
    _WAITING.where(flow_request.c.contact_id == bindparam("contact_id"))
    .order_by(flow_request.c.id)
    .limit(1)
)


def add(
    tx: Transaction,
    contact_id: int,
    flow: str,
    *,
    now: datetime,
    begun_by: BegunBy = BegunBy.STAFF,
    not_before: datetime | None = None,
) -> None:
    """Remember a flow to begin later; asking twice changes only when."""
    theirs = and_(
        flow_request.c.contact_id == contact_id,
        flow_request.c.flow == flow,
        flow_request.c.begun_at.is_(None),
    )
    waiting = tx.db.scalar(select(flow_request.c.id).where(theirs))
    if waiting is not None:
        if not_before is not None:
            tx.db.execute(update(flow_request).where(theirs).values(not_before=not_before))
        return
    tx.db.execute(
        flow_request.insert().values(
            contact_id=contact_id,
            flow=flow,
            requested_at=now,
            begun_by=begun_by,
            not_before=not_before,
        )
    )


def next_of(tx: Transaction, contact_id: int) -> Request | None:
    """Return the flow a contact was to have first, or None."""
    row = _NEXT.first(tx, {"contact_id": contact_id})
    if row is None:
        return None
    return Request(row.id, row.contact_id, row.flow, BegunBy(row.begun_by))


def postpone(tx: Transaction, request_id: int, not_before: datetime) -> None:
    """Let a flow wait longer."""
    tx.db.execute(
        update(flow_request).where(flow_request.c.id == request_id).values(not_before=not_before)
    )


def begun(tx: Transaction, contact_id: int, flow: str, now: datetime) -> None:
    """Record that a flow waits no longer."""
    tx.db.execute(
        update(flow_request)
        .where(
            flow_request.c.contact_id == contact_id,
            flow_request.c.flow == flow,
            flow_request.c.begun_at.is_(None),
        )
        .values(begun_at=now)
    )


def drop(tx: Transaction, contact_id: int, now: datetime) -> None:
    """Forget every flow waiting for this contact: they left."""
    tx.db.execute(
        update(flow_request)
        .where(flow_request.c.contact_id == contact_id, flow_request.c.begun_at.is_(None))
        .values(begun_at=now)
    )


def due(tx: Transaction, now: datetime, *, at_most: int) -> tuple[Request, ...]:
    """Return flows that may begin now: the number is confirmed and no other talk is open."""
    talking = exists().where(
        session.c.contact_id == flow_request.c.contact_id, session.c.ended_at.is_(None)
    )
    confirmed = exists().where(
        contact_address.c.contact_id == flow_request.c.contact_id,
        contact_address.c.confirmed_at.is_not(None),
        contact_address.c.ended_at.is_(None),
    )
    may = or_(flow_request.c.not_before.is_(None), flow_request.c.not_before <= now)
    rows = tx.db.execute(
        _WAITING.where(may, ~talking, confirmed).order_by(flow_request.c.id).limit(at_most)
    )
    return tuple(Request(r.id, r.contact_id, r.flow, BegunBy(r.begun_by)) for r in rows)
