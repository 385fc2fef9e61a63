"""Who of the staff looked at a young person's record or changed it, for them to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store import theirs
from bot.store.database import Transaction
from bot.store.staff_tables import user
from bot.store.tables import audit

# No looks of staff: these are the young person's own acts, or Sayso's.
NO_LOOK = ("contact:", "worker", "command")


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody's look at their record, or change of it."""

    at: datetime
    who: str
    what: str


def looks(tx: Transaction, contact_id: int) -> tuple[Look, ...]:
    """Return who of the staff looked at their record or changed it, oldest first."""
    subjects = [f"contact:{contact_id}"]
    subjects += [f"concern:{one}" for one in theirs.whose(tx, contact_id).concerns]
    rows = tx.db.execute(
        select(audit.c.at, audit.c.actor, audit.c.action)
        .where(audit.c.subject.in_(subjects))
        .order_by(audit.c.id)
    ).all()
    names = {f"user:{row.id}": row.name for row in tx.db.execute(select(user.c.id, user.c.name))}
    return tuple(
        Look(row.at, names.get(row.actor, "Sayso"), row.action)
        for row in rows
        if not row.actor.startswith(NO_LOOK)
    )


def is_held(tx: Transaction, contact_id: int) -> bool:
    """Tell whether a concern keeps a part of what is theirs."""
    return theirs.whose(tx, contact_id).held
