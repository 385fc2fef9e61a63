"""A worker who was away is back: their young people are theirs again, each told by a text they can
answer. Whoever calls holds the transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from bot.conversation.house import House
from bot.store import audits
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.handing_over import hand_over
from bot.store.staff_tables import user
from bot.store.tables import contact

BY_THE_CLOCK = "schedule"


def hand_back(tx: Transaction, house: House, now: datetime) -> int:
    """Give back whoever is due back today or before; return how many.

    Where the worker has left meanwhile, their young people stay where they are.
    """
    today = now.astimezone(house.zone).date()
    due = _due(tx, today)
    for row in due:
        hand_over(tx, house, [row.id], row.back_to, away=False, now=now, words="handover_back")
        subject = f"contact:{row.id}"
        audits.record(tx, actor=BY_THE_CLOCK, action="contact.hand_back", subject=subject, now=now)
    return len(due)


def _due(tx: Transaction, today: date) -> list[AnyRow]:
    return list(
        tx.db.execute(
            select(contact.c.id, contact.c.back_to)
            .join(user, user.c.id == contact.c.back_to)
            .where(contact.c.back_on <= today, user.c.active.is_(True))
            .order_by(contact.c.id)
        )
    )
