"""What was promised after meetings: open, kept, or said to be wrong. Words are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from bot.meetings.promises import Promised
from bot.privacy.policy import Resource
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.meeting_tables import promise
from bot.store.queries.scope import Scope
from bot.store.tables import appointment
from bot.store.whose import with_names

WORDS = "promise.words"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise as a worker sees it."""

    id: int
    contact_id: int
    nickname: str = field(repr=False)
    worker_id: int
    worker: str
    who: str
    words: str = field(repr=False)
    due_on: date | None
    made_at: datetime
    disputed: bool
    done: bool


def add(
    tx: Transaction,
    contact_id: int,
    worker_id: int,
    promised: Sequence[Promised],
    *,
    appointment_id: int | None,
    now: datetime,
) -> None:
    """Write down what was promised, in order."""
    for one in promised:
        tx.db.execute(
            promise.insert().values(
                contact_id=contact_id,
                worker_id=worker_id,
                appointment_id=appointment_id,
                who=one.who,
                words=tx.cipher.encrypt(one.words, WORDS),
                due_on=one.due_on,
                made_at=now,
            )
        )


def open_in(
    tx: Transaction, scope: Scope, *, contact_id: int | None = None
) -> tuple[PromiseLine, ...]:
    """Return what is open in scope: what is due first, then what has no day."""
    query = _whole(scope).where(promise.c.done_at.is_(None))
    if contact_id is not None:
        query = query.where(promise.c.contact_id == contact_id)
    rows = tx.db.execute(query.order_by(promise.c.due_on.is_(None), promise.c.due_on, promise.c.id))
    return tuple(_read(tx, row) for row in rows)


def one(tx: Transaction, scope: Scope, promise_id: int) -> PromiseLine | None:
    """Return one promise in scope; None where there is none of that id."""
    row = tx.db.execute(_whole(scope).where(promise.c.id == promise_id)).first()
    return _read(tx, row) if row is not None else None


def oldest_open(tx: Transaction, contact_id: int) -> str | None:
    """Return the words of the oldest open promise a worker made to somebody, or None.

    What was promised at the meeting they had last is too young to be asked about.
    """
    last_met = (
        select(func.max(appointment.c.starts_at))
        .where(appointment.c.contact_id == contact_id, appointment.c.attended == "met")
        .scalar_subquery()
    )
    words = tx.db.scalars(
        select(promise.c.words)
        .where(
            promise.c.contact_id == contact_id,
            promise.c.who == "worker",
            promise.c.done_at.is_(None),
            promise.c.disputed_at.is_(None),
            last_met.is_(None) | (promise.c.made_at < last_met),
        )
        .order_by(promise.c.id)
        .limit(1)
    ).first()
    return tx.cipher.decrypt(words, WORDS) if words is not None else None


def keep(tx: Transaction, promise_id: int, *, user_id: int, now: datetime) -> bool:
    """Mark a promise as kept; tell whether it was still open."""
    changed = tx.db.execute(
        update(promise)
        .where(promise.c.id == promise_id, promise.c.done_at.is_(None))
        .values(done_at=now, done_by=user_id)
    )
    return changed.rowcount == 1


def dispute_newest(tx: Transaction, contact_id: int, now: datetime) -> None:
    """Note that somebody says the promises made last are not what was said."""
    last = tx.db.scalar(
        select(func.max(promise.c.made_at)).where(promise.c.contact_id == contact_id)
    )
    tx.db.execute(
        update(promise)
        .where(
            promise.c.contact_id == contact_id,
            promise.c.made_at == last,
            promise.c.done_at.is_(None),
        )
        .values(disputed_at=now)
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many promises were kept and are open, and to how many different young people."""

    kept: int
    open: int
    young_people: int


def counts(tx: Transaction) -> Counts:
    """Count what workers promised, over everybody."""
    row = tx.db.execute(
        select(
            func.count(promise.c.done_at),
            func.count(promise.c.id),
            func.count(promise.c.contact_id.distinct()),
        ).where(promise.c.who == "worker", promise.c.disputed_at.is_(None))
    ).one()
    return Counts(row[0], row[1] - row[0], row[2])


def _whole(scope: Scope) -> Select[Any]:
    return with_names(promise).where(scope.over(Resource.ARRANGEMENTS).contacts())


def _read(tx: Transaction, row: AnyRow) -> PromiseLine:
    return PromiseLine(
        id=row.id,
        contact_id=row.contact_id,
        nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
        worker_id=row.worker_id,
        worker=row.worker,
        who=row.who,
        words=tx.cipher.decrypt(row.words, WORDS),
        due_on=row.due_on,
        made_at=row.made_at,
        disputed=row.disputed_at is not None,
        done=row.done_at is not None,
    )
