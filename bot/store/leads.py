"""Team leads, and what goes to them and to nobody else: the wish for a different worker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.conversation.house import House
from bot.store import staff_news, tasks
from bot.store.database import Transaction
from bot.store.deeds import initial
from bot.store.staff_tables import RoleName, role, roles_users, user
from bot.store.tables import contact

OTHER_WORKER = "other_worker"


def lead_of(tx: Transaction, contact_id: int) -> int | None:
    """Return who leads the team of a young person, but never the worker it is about."""
    about = tx.db.execute(
        select(contact.c.team_id, contact.c.worker_id).where(contact.c.id == contact_id)
    ).one()
    query = (
        select(user.c.id)
        .join(roles_users, roles_users.c.user_id == user.c.id)
        .join(role, role.c.id == roles_users.c.role_id)
        .where(
            role.c.name == RoleName.LEAD,
            user.c.team_id == about.team_id,
            user.c.active.is_(True),
        )
        .order_by(user.c.id)
    )
    if about.worker_id is not None:
        query = query.where(user.c.id != about.worker_id)
    return tx.db.scalars(query.limit(1)).first()


def asks_for_another_worker(tx: Transaction, house: House, contact_id: int, now: datetime) -> None:
    """Put the wish on the lead's list and tell the lead; the worker learns nothing of it."""
    lead = lead_of(tx, contact_id)
    tasks.raise_for(tx, worker_id=lead, contact_id=contact_id, kind=OTHER_WORKER, now=now)
    news = f"{initial(tx, contact_id)} asks for a different worker"
    staff_news.tell(tx, house, lead, news, key=f"other:{contact_id}:{now.date()}", now=now)
