"""What is still to do in a lead's team, on lists other than the lead's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.queries.scope import Scope
from bot.store.staff_tables import user
from bot.store.tables import contact, task


@dataclass(frozen=True, slots=True)
class TeamTask:
    """One thing on a colleague's list; `worker` is None where the young person has none."""

    kind: str
    contact_id: int
    nickname: str
    appointment_id: int | None
    worker: str | None


def of_team(tx: Transaction, scope: Scope) -> tuple[TeamTask, ...]:
    """Return what others in the team have to do, oldest first; nothing for a worker."""
    if scope.team_id is None:
        return ()
    rows = tx.db.execute(
        select(
            task.c.kind,
            task.c.appointment_id,
            contact.c.id,
            contact.c.nickname,
            user.c.name.label("worker"),
        )
        .join(contact, contact.c.id == task.c.contact_id)
        .outerjoin(user, user.c.id == task.c.worker_id)
        .where(
            contact.c.team_id == scope.team_id,
            or_(task.c.worker_id.is_(None), task.c.worker_id != scope.user_id),
            task.c.done_at.is_(None),
        )
        .order_by(task.c.id)
    )
    return tuple(
        TeamTask(
            kind=row.kind,
            contact_id=row.id,
            nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
            appointment_id=row.appointment_id,
            worker=row.worker,
        )
        for row in rows
    )
