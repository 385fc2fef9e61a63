"""Concerns: opening one, adding to it, and who has it. Nothing here closes one on its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from bot.errors import BadInput
from bot.safeguarding.assess import OPEN_ENDED, Assessment, Severity
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.messages import BODY
from bot.store.tables import address, concern, concern_message, contact, inbound_message
from bot.store.users import User

QUESTION = "concern.question_before"
OUTCOME = "concern.outcome"


@dataclass(frozen=True, slots=True)
class Opened:
    """The concern a message belongs to. `new`: it was opened, or became graver, just now."""

    id: int
    new: bool


def open_or_add(
    tx: Transaction,
    *,
    address_id: int,
    contact_id: int | None,
    message_id: int,
    assessment: Assessment,
    can_text: bool,
    question_before: str | None,
    resumed: bool,
    now: datetime,
) -> Opened:
    """Add a message to the open concern of this address, or open one.

    It is news again where it is graver, where somebody took the concern and danger is told of
    now, or where a human had let questions go on: what they took was not this.

    Args:
        resumed: nothing is paused at this address.
    """
    row = tx.db.execute(
        select(concern.c.id, concern.c.severity, concern.c.category, concern.c.state)
        .where(concern.c.address_id == address_id, concern.c.state != "closed")
        .order_by(concern.c.id.desc())
        .limit(1)
        .with_for_update()
    ).first()
    if row is None:
        values = {
            "address_id": address_id,
            "contact_id": contact_id,
            "severity": assessment.severity,
            "category": assessment.category,
            "can_text": can_text,
            "question_before": tx.cipher.encrypt(question_before, QUESTION)
            if question_before
            else None,
            "opened_at": now,
        }
        concern_id = int(
            tx.db.execute(concern.insert().values(values).returning(concern.c.id)).scalar_one()
        )
        new = True
    else:
        concern_id = row.id
        graver = assessment.severity is Severity.IMMEDIATE and row.severity != Severity.IMMEDIATE
        more_than_help = row.category in OPEN_ENDED and assessment.category not in OPEN_ENDED
        taken = row.state == "acknowledged"
        again = taken and (resumed or assessment.severity is Severity.IMMEDIATE)
        new = graver or more_than_help or again
        if new:
            tx.db.execute(
                update(concern)
                .where(concern.c.id == concern_id)
                .values(
                    severity=assessment.severity if graver else row.severity,
                    category=assessment.category,
                    can_text=can_text,
                    state="open",
                    acknowledged_at=None,
                    acknowledged_by=None,
                )
            )
    tx.db.execute(concern_message.insert().values(concern_id=concern_id, message_id=message_id))
    return Opened(concern_id, new)


def has_been(tx: Transaction, address_id: int, category: str) -> bool:
    """Tell whether this address ever had a concern of one kind, open or closed."""
    return (
        tx.db.scalar(
            select(concern.c.id)
            .where(concern.c.address_id == address_id, concern.c.category == category)
            .limit(1)
        )
        is not None
    )


def can_be_texted(tx: Transaction, address_id: int) -> None:
    """Record that whoever wrote may be answered by text again: they came back."""
    tx.db.execute(
        update(concern)
        .where(concern.c.address_id == address_id, concern.c.state != "closed")
        .values(can_text=True)
    )


def add_message(tx: Transaction, address_id: int, message_id: int) -> None:
    """Put one more message under the open concern of this address, if there is one."""
    concern_id = tx.db.scalar(
        select(concern.c.id)
        .where(concern.c.address_id == address_id, concern.c.state != "closed")
        .order_by(concern.c.id.desc())
        .limit(1)
    )
    if concern_id is not None:
        tx.db.execute(concern_message.insert().values(concern_id=concern_id, message_id=message_id))


def acknowledge(tx: Transaction, concern_id: int, *, user_id: int, now: datetime) -> bool:
    """Record who has taken it; tell whether it was still free to take."""
    changed = tx.db.execute(
        update(concern)
        .where(concern.c.id == concern_id, concern.c.state == "open")
        .values(state="acknowledged", acknowledged_at=now, acknowledged_by=user_id)
    )
    return changed.rowcount == 1


def close(tx: Transaction, concern_id: int, *, user_id: int, outcome: str, now: datetime) -> int:
    """Close it with what was done, and return its address.

    Raises:
        BadInput: it was closed already, or nobody has acknowledged it.
    """
    address_id = tx.db.scalar(
        update(concern)
        .where(concern.c.id == concern_id, concern.c.state == "acknowledged")
        .values(
            state="closed",
            closed_at=now,
            closed_by=user_id,
            outcome=tx.cipher.encrypt(outcome, OUTCOME),
        )
        .returning(concern.c.address_id)
    )
    if address_id is None:
        raise BadInput("This concern is closed already, or nobody has taken it yet.")
    return int(address_id)


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


def queue(tx: Transaction, *, include_closed: bool = False) -> tuple[Line, ...]:
    """Return the concerns, gravest and oldest first; closed ones after the rest, if wanted."""
    query = select(
        concern.c.id,
        address.c.scheme,
        concern.c.severity,
        concern.c.category,
        concern.c.state,
        concern.c.opened_at,
        concern.c.acknowledged_at,
    ).join(address, address.c.id == concern.c.address_id)
    if not include_closed:
        query = query.where(concern.c.state != "closed")
    rows = tx.db.execute(query).all()
    ranked = sorted(
        rows, key=lambda row: (row.state == "closed", row.severity != "immediate", row.opened_at)
    )
    return tuple(Line(*row) for row in ranked)


@dataclass(frozen=True, slots=True)
class Whole:
    """One concern with its words: for safeguarding eyes only, and every look is audited."""

    line: Line
    address_id: int
    contact_id: int | None
    nickname: str | None = field(repr=False)
    age_band: str | None
    worker: str | None
    held: bool
    can_text: bool
    opted_out: bool
    question_before: str | None = field(repr=False)
    words: tuple[tuple[datetime, str], ...] = field(repr=False)
    acknowledged_by: str | None
    outcome: str | None = field(repr=False)


def whole(tx: Transaction, concern_id: int) -> Whole | None:
    """Return one concern with the words of its messages, oldest first."""
    taker = User.__table__.alias("taker")
    worker = User.__table__.alias("worker")
    row = tx.db.execute(
        select(
            concern,
            address.c.scheme,
            address.c.held_by,
            address.c.opted_out_at,
            contact.c.nickname,
            contact.c.age_band,
            worker.c.name.label("worker"),
            taker.c.name.label("taker"),
        )
        .select_from(
            concern.join(address, address.c.id == concern.c.address_id)
            .outerjoin(contact, contact.c.id == concern.c.contact_id)
            .outerjoin(worker, worker.c.id == contact.c.worker_id)
            .outerjoin(taker, taker.c.id == concern.c.acknowledged_by)
        )
        .where(concern.c.id == concern_id)
    ).first()
    if row is None:
        return None

    def opened(value: bytes | None, place: str) -> str | None:
        return tx.cipher.decrypt(value, place) if value is not None else None

    return Whole(
        line=Line(
            row.id,
            row.scheme,
            row.severity,
            row.category,
            row.state,
            row.opened_at,
            row.acknowledged_at,
        ),
        address_id=row.address_id,
        contact_id=row.contact_id,
        nickname=opened(row.nickname, NICKNAME),
        age_band=row.age_band,
        worker=row.worker,
        held=row.held_by is not None,
        can_text=row.can_text,
        opted_out=row.opted_out_at is not None,
        question_before=opened(row.question_before, QUESTION),
        words=_words(tx, concern_id),
        acknowledged_by=row.taker,
        outcome=opened(row.outcome, OUTCOME),
    )


def _words(tx: Transaction, concern_id: int) -> tuple[tuple[datetime, str], ...]:
    rows = tx.db.execute(
        select(inbound_message.c.received_at, inbound_message.c.body)
        .join(concern_message, concern_message.c.message_id == inbound_message.c.id)
        .where(concern_message.c.concern_id == concern_id)
        .order_by(inbound_message.c.id)
    )
    return tuple((row.received_at, tx.cipher.decrypt(row.body, BODY)) for row in rows)
