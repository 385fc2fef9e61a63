"""Flows asked for and not begun: behind an open talk, behind the welcome, or in a later week."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import and_, bindparam, exists, or_, select, update

from bot.conversation.budget import BegunBy
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import contact_address, flow_request, session

TOLD = "flow_request.told"
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
# "tomorrow at 4pm" is not true any more when its turn comes: the day is looked up then.
_OF_THE_DAY = frozenset({"when", "place"})


@dataclass(frozen=True, slots=True)
class Request:
    """One flow that waits to be begun with a contact.

    Args:
        told: what it is to be begun about: {"promise": "find a course"}.
    """

    id: int
    contact_id: int
    flow: str
    begun_by: BegunBy
    told: Mapping[str, str] = field(repr=False)


_WAITING = select(
    flow_request.c.id,
    flow_request.c.contact_id,
    flow_request.c.flow,
    flow_request.c.begun_by,
    flow_request.c.told,
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
    told: Mapping[str, str] = NOTHING_TOLD,
) -> None:
    """Remember a flow to begin later; asking twice changes only when, and what it is about.

    Args:
        told: what it is to be begun about; what holds for one day alone is not kept.
    """
    lasting = {name: said for name, said in told.items() if name not in _OF_THE_DAY}
    about = tx.cipher.encrypt(json.dumps(lasting), TOLD) if lasting else None
    theirs = and_(
        flow_request.c.contact_id == contact_id,
        flow_request.c.flow == flow,
        flow_request.c.begun_at.is_(None),
    )
    waiting = tx.db.scalar(select(flow_request.c.id).where(theirs))
    if waiting is not None:
        changed = {"not_before": not_before, "told": about}
        changed = {name: value for name, value in changed.items() if value is not None}
        if changed:
            tx.db.execute(update(flow_request).where(theirs).values(**changed))
        return
    tx.db.execute(
        flow_request.insert().values(
            contact_id=contact_id,
            flow=flow,
            requested_at=now,
            begun_by=begun_by,
            not_before=not_before,
            told=about,
        )
    )


def next_of(tx: Transaction, contact_id: int) -> Request | None:
    """Return the flow a contact was to have first, or None."""
    row = _NEXT.first(tx, {"contact_id": contact_id})
    return _request(tx, row) if row is not None else None


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
        .values(begun_at=now, told=None)
    )


def drop(tx: Transaction, contact_id: int, now: datetime) -> None:
    """Forget every flow waiting for this contact: they left."""
    tx.db.execute(
        update(flow_request)
        .where(flow_request.c.contact_id == contact_id, flow_request.c.begun_at.is_(None))
        .values(begun_at=now, told=None)
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
    return tuple(_request(tx, row) for row in rows)


def _request(tx: Transaction, row: AnyRow) -> Request:
    told = json.loads(tx.cipher.decrypt(row.told, TOLD)) if row.told is not None else NOTHING_TOLD
    return Request(row.id, row.contact_id, row.flow, BegunBy(row.begun_by), told)
