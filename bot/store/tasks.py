"""What is on a worker's list to do. No words of a young person's are kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.tables import contact, task


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, about one contact. `kind` is worded by the page."""

    id: int
    kind: str
    contact_id: int | None
    nickname: str | None
    appointment_id: int | None
    raised_at: datetime


def raise_for(
    tx: Transaction,
    *,
    worker_id: int | None,
    contact_id: int | None,
    kind: str,
    now: datetime,
    appointment_id: int | None = None,
) -> None:
    """Put one thing on a list; the same thing still to do is not put there twice."""
    same = tx.db.scalar(
        select(task.c.id).where(
            task.c.contact_id == contact_id,
            task.c.kind == kind,
            task.c.appointment_id == appointment_id,
            task.c.done_at.is_(None),
        )
    )
    if same is None:
        tx.db.execute(
            task.insert().values(
                worker_id=worker_id,
                contact_id=contact_id,
                kind=kind,
                appointment_id=appointment_id,
                raised_at=now,
            )
        )


def open_of(tx: Transaction, worker_id: int) -> tuple[Task, ...]:
    """Return what one worker has to do, oldest first."""
    rows = tx.db.execute(
        select(
            task.c.id,
            task.c.kind,
            task.c.contact_id,
            contact.c.nickname,
            task.c.appointment_id,
            task.c.raised_at,
        )
        .outerjoin(contact, contact.c.id == task.c.contact_id)
        .where(task.c.worker_id == worker_id, task.c.done_at.is_(None))
        .order_by(task.c.id)
    )
    return tuple(
        Task(
            id=row.id,
            kind=row.kind,
            contact_id=row.contact_id,
            nickname=tx.cipher.decrypt(row.nickname, NICKNAME) if row.nickname else None,
            appointment_id=row.appointment_id,
            raised_at=row.raised_at,
        )
        for row in rows
    )


def done(tx: Transaction, task_id: int, *, user_id: int, now: datetime) -> bool:
    """Take one thing off its own worker's list; tell whether it was there."""
    changed = tx.db.execute(
        update(task)
        .where(task.c.id == task_id, task.c.worker_id == user_id, task.c.done_at.is_(None))
        .values(done_at=now, done_by=user_id)
    )
    return changed.rowcount == 1
