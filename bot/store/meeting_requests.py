"""What young people asked of their meetings, until their worker has settled each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select, update

from bot.privacy.policy import Resource
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.meeting_tables import meeting_request
from bot.store.queries.scope import Scope
from bot.store.tables import appointment, contact
from bot.store.whose import with_names

WORDS = "meeting_request.words"


class Kind(StrEnum):
    """What is asked."""

    CHANGE = "change"
    CANNOT = "cannot"
    LATE = "late"
    MEET = "meet"
    COMPANY = "company"
    WAY = "way"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Asking:
    """One thing asked. `starts_at` is a time they would like; `words` are for their worker."""

    contact_id: int
    worker_id: int | None
    kind: Kind
    appointment_id: int | None = None
    starts_at: datetime | None = None
    by_phone: bool = False
    minutes: int | None = None
    words: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked and not settled yet, as its worker sees it."""

    id: int
    contact_id: int
    nickname: str
    worker_id: int | None
    appointment_id: int | None
    kind: Kind
    starts_at: datetime | None
    by_phone: bool
    minutes: int | None
    has_words: bool
    raised_at: datetime
    settled: bool
    meets_at: datetime | None


def add(tx: Transaction, asking: Asking, now: datetime) -> int:
    """Write down what is asked; what is open about the same meeting is made fuller instead."""
    words = tx.cipher.encrypt(asking.words, WORDS) if asking.words else None
    values: dict[str, Any] = {
        "kind": asking.kind,
        "starts_at": asking.starts_at,
        "by_phone": asking.by_phone,
        "minutes": asking.minutes,
        "words": words,
        "raised_at": now,
    }
    open_one = tx.db.scalar(
        select(meeting_request.c.id).where(
            meeting_request.c.contact_id == asking.contact_id,
            meeting_request.c.appointment_id == asking.appointment_id,
            meeting_request.c.kind.in_(_joins(asking.kind)),
            meeting_request.c.settled_at.is_(None),
        )
    )
    if open_one is not None:
        changes = {name: value for name, value in values.items() if value is not None}
        tx.db.execute(
            update(meeting_request).where(meeting_request.c.id == open_one).values(changes)
        )
        return int(open_one)
    made = tx.db.execute(
        meeting_request.insert()
        .values(
            contact_id=asking.contact_id,
            worker_id=asking.worker_id,
            appointment_id=asking.appointment_id,
            **values,
        )
        .returning(meeting_request.c.id)
    ).scalar_one()
    return int(made)


def _joins(kind: Kind) -> tuple[Kind, ...]:
    """A time found after "I can't come" is a change of the same meeting."""
    both = (Kind.CHANGE, Kind.CANNOT)
    return both if kind in both else (kind,)


def open_in(tx: Transaction, scope: Scope) -> tuple[Request, ...]:
    """Return what is asked of this worker, or of this lead's team, oldest first."""
    rows = tx.db.execute(
        _whole(scope)
        .where(meeting_request.c.settled_at.is_(None))
        .order_by(meeting_request.c.raised_at, meeting_request.c.id)
    )
    return tuple(_read(tx, row) for row in rows)


def one(tx: Transaction, scope: Scope, request_id: int) -> Request | None:
    """Return one request in scope, settled or not; None where there is none of that id."""
    row = tx.db.execute(_whole(scope).where(meeting_request.c.id == request_id)).first()
    return _read(tx, row) if row is not None else None


def words_of(tx: Transaction, scope: Scope, request_id: int) -> str | None:
    """Return what they wrote. Whoever shows it records the look."""
    words = tx.db.scalar(
        select(meeting_request.c.words)
        .join(contact, contact.c.id == meeting_request.c.contact_id)
        .where(meeting_request.c.id == request_id, scope.over(Resource.WORDS).contacts())
    )
    return tx.cipher.decrypt(words, WORDS) if words is not None else None


def settle(tx: Transaction, request_id: int, *, outcome: str, user_id: int, now: datetime) -> bool:
    """Take a request off the list; tell whether it was still on it."""
    changed = tx.db.execute(
        update(meeting_request)
        .where(meeting_request.c.id == request_id, meeting_request.c.settled_at.is_(None))
        .values(settled_at=now, settled_by=user_id, outcome=outcome)
    )
    return changed.rowcount == 1


def settle_about(
    tx: Transaction, appointment_id: int, *, user_id: int | None, now: datetime
) -> None:
    """Settle whatever was asked about a meeting that has just been moved or called off."""
    tx.db.execute(
        update(meeting_request)
        .where(
            meeting_request.c.appointment_id == appointment_id,
            meeting_request.c.kind.in_((Kind.CHANGE, Kind.CANNOT, Kind.LATE)),
            meeting_request.c.settled_at.is_(None),
        )
        .values(settled_at=now, settled_by=user_id, outcome="other")
    )


def _whole(scope: Scope) -> Select[Any]:
    return (
        with_names(meeting_request)
        .add_columns(appointment.c.starts_at.label("meets_at"))
        .outerjoin(appointment, appointment.c.id == meeting_request.c.appointment_id)
        .where(scope.over(Resource.ARRANGEMENTS).contacts())
    )


def _read(tx: Transaction, row: AnyRow) -> Request:
    return Request(
        id=row.id,
        contact_id=row.contact_id,
        nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
        worker_id=row.worker_id,
        appointment_id=row.appointment_id,
        kind=Kind(row.kind),
        starts_at=row.starts_at,
        by_phone=row.by_phone,
        minutes=row.minutes,
        has_words=row.words is not None,
        raised_at=row.raised_at,
        settled=row.settled_at is not None,
        meets_at=row.meets_at,
    )
