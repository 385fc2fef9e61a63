"""Concerns as their pages show them: the queue without words, and one whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, select

from bot.privacy.policy import Resource
from bot.store import concern_events, contacts
from bot.store.addresses import VALUE
from bot.store.care_tables import escalation
from bot.store.columns import AnyRow
from bot.store.concern_events import Event
from bot.store.concerns import OUTCOME, QUESTION
from bot.store.contacts import NICKNAME, Reach
from bot.store.database import Transaction
from bot.store.messages import BODY
from bot.store.outbox import BODY as SENT_BODY
from bot.store.queries.scope import Scope
from bot.store.shared_phones import sharers
from bot.store.staff_tables import user
from bot.store.tables import (
    address,
    concern,
    concern_message,
    contact,
    inbound_message,
    outbox,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One concern in the queue: no words."""

    id: int
    address_kind: str
    severity: str
    category: str
    state: str
    opened_at: datetime
    acknowledged_at: datetime | None
    review_due_at: datetime | None = None
    close_asked: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """One concern with its words: for safeguarding eyes only, and every look is audited.

    Args:
        may_be: who it may be, where several share the phone.
        came_from: the number it was texted from; None for a chat.
        told: what Sayso answered to its messages by itself: when, what, what became of it.
        written: what named people wrote to them about it: the same.
        next_told_at: when the next people are told, while nobody has acknowledged it.
        asked_to_close: the id of the first of two who close it.
    """

    line: Line
    address_id: int
    contact_id: int | None
    nickname: str | None = field(repr=False)
    may_be: tuple[str, ...] = field(repr=False)
    came_from: str | None = field(repr=False)
    age_band: str | None
    worker: str | None
    ways: tuple[Reach, ...]
    held: bool
    can_text: bool
    opted_out: bool
    question_before: str | None = field(repr=False)
    words: tuple[tuple[datetime, str], ...] = field(repr=False)
    told: tuple[tuple[datetime, str, str], ...] = field(repr=False)
    written: tuple[tuple[datetime, str, str], ...] = field(repr=False)
    events: tuple[Event, ...]
    acknowledged_by: str | None
    taken_by: int | None
    handed_to: str | None
    asked_to_close: int | None
    outcome: str | None = field(repr=False)
    real: bool | None
    reviewed_at: datetime | None
    next_told_at: datetime | None


def queue(tx: Transaction, scope: Scope, *, include_closed: bool = False) -> tuple[Line, ...]:
    """Return the concerns, gravest and oldest first; closed ones after the rest, if wanted.

    One that a single person closed stands with the open ones until its review is written.
    """
    scope.over(Resource.CONCERN)
    query = select(
        concern.c.id,
        address.c.scheme,
        concern.c.severity,
        concern.c.category,
        concern.c.state,
        concern.c.opened_at,
        concern.c.acknowledged_at,
        concern.c.review_due_at,
        concern.c.reviewed_at,
        concern.c.close_asked_by,
    ).join(address, address.c.id == concern.c.address_id)
    if not include_closed:
        owed = concern.c.review_due_at.is_not(None) & concern.c.reviewed_at.is_(None)
        query = query.where((concern.c.state != "closed") | owed)
    lines = [_line(row) for row in tx.db.execute(query).all()]
    ranked = sorted(
        lines, key=lambda one: (one.state == "closed", one.severity != "immediate", one.opened_at)
    )
    return tuple(ranked)


def _line(row: AnyRow) -> Line:
    return Line(
        row.id,
        row.scheme,
        row.severity,
        row.category,
        row.state,
        row.opened_at,
        row.acknowledged_at,
        row.review_due_at if row.reviewed_at is None else None,
        row.close_asked_by is not None and row.state != "closed",
    )


def whole(tx: Transaction, scope: Scope, concern_id: int) -> Whole | None:
    """Return one concern with the words of its messages, oldest first."""
    scope.over(Resource.CONCERN)
    taker = user.alias("taker")
    worker = user.alias("worker")
    receiver = user.alias("receiver")
    row = tx.db.execute(
        select(
            concern,
            address.c.scheme,
            address.c.value.label("address_value"),
            address.c.opted_out_at,
            contact.c.nickname,
            contact.c.age_band,
            worker.c.name.label("worker"),
            taker.c.name.label("taker"),
            receiver.c.name.label("receiver"),
        )
        .select_from(
            concern.join(address, address.c.id == concern.c.address_id)
            .outerjoin(contact, contact.c.id == concern.c.contact_id)
            .outerjoin(worker, worker.c.id == contact.c.worker_id)
            .outerjoin(taker, taker.c.id == concern.c.acknowledged_by)
            .outerjoin(receiver, receiver.c.id == concern.c.handed_to)
        )
        .where(concern.c.id == concern_id)
    ).first()
    return _whole(tx, row) if row is not None else None


def _whole(tx: Transaction, row: AnyRow) -> Whole:
    def opened(value: bytes | None, place: str) -> str | None:
        return tx.cipher.decrypt(value, place) if value is not None else None

    known = row.contact_id is not None
    return Whole(
        line=_line(row),
        address_id=row.address_id,
        contact_id=row.contact_id,
        nickname=opened(row.nickname, NICKNAME),
        may_be=() if known else tuple(one.nickname for one in sharers(tx, row.address_id)),
        came_from=opened(row.address_value, VALUE) if row.scheme == "tel" else None,
        age_band=row.age_band,
        worker=row.worker,
        ways=contacts.ways_to_reach(tx, row.contact_id) if known else (),
        held=_is_holding(tx, row.id),
        can_text=row.can_text,
        opted_out=row.opted_out_at is not None,
        question_before=opened(row.question_before, QUESTION),
        words=tuple(_words(tx, row.id)),
        told=tuple(_told(tx, row.id)),
        written=tuple(_written(tx, row.id)),
        events=concern_events.of_concern(tx, row.id),
        acknowledged_by=row.taker,
        taken_by=row.acknowledged_by,
        handed_to=row.receiver,
        asked_to_close=row.close_asked_by,
        outcome=opened(row.outcome, OUTCOME),
        real=row.real,
        reviewed_at=row.reviewed_at,
        next_told_at=_next_told_at(tx, row.id),
    )


def _is_holding(tx: Transaction, concern_id: int) -> bool:
    held = select(address.c.id).where(address.c.held_by == concern_id).limit(1)
    return tx.db.scalar(held) is not None


def _words(tx: Transaction, concern_id: int) -> Iterator[tuple[datetime, str]]:
    rows = tx.db.execute(
        select(inbound_message.c.received_at, inbound_message.c.body)
        .join(concern_message, concern_message.c.message_id == inbound_message.c.id)
        .where(concern_message.c.concern_id == concern_id)
        .order_by(inbound_message.c.id)
    )
    for row in rows:
        yield row.received_at, tx.cipher.decrypt(row.body, BODY)


def _told(tx: Transaction, concern_id: int) -> Iterator[tuple[datetime, str, str]]:
    messages = tx.db.scalars(
        select(concern_message.c.message_id).where(concern_message.c.concern_id == concern_id)
    )
    return _sent(tx, outbox.c.dedupe_key.in_([f"re:{one}" for one in messages]))


def _written(tx: Transaction, concern_id: int) -> Iterator[tuple[datetime, str, str]]:
    return _sent(tx, (outbox.c.concern_id == concern_id) & (outbox.c.kind == "staff"))


def _sent(tx: Transaction, which: ColumnElement[bool]) -> Iterator[tuple[datetime, str, str]]:
    rows = tx.db.execute(
        select(outbox.c.created_at, outbox.c.body, outbox.c.state)
        .where(which)
        .order_by(outbox.c.id)
    )
    for row in rows:
        yield row.created_at, tx.cipher.decrypt(row.body, SENT_BODY), row.state


def _next_told_at(tx: Transaction, concern_id: int) -> datetime | None:
    return tx.db.scalar(
        select(escalation.c.due_at).where(
            escalation.c.concern_id == concern_id, escalation.c.ended_at.is_(None)
        )
    )
