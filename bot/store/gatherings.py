"""One meeting with several young people: each has a row of their own, told apart from nobody's."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.store.database import Transaction
from bot.store.tables import appointment


def all_of(tx: Transaction, appointment_id: int) -> tuple[int, ...]:
    """Return the ids of everybody's meeting that is this one and still on; it alone if no group."""
    which = tx.db.scalar(select(appointment.c.gathering).where(appointment.c.id == appointment_id))
    if which is None:
        return (appointment_id,)
    together = tx.db.scalars(
        select(appointment.c.id)
        .where(appointment.c.gathering == which, appointment.c.status == "booked")
        .order_by(appointment.c.id)
    )
    return tuple(dict.fromkeys((appointment_id, *together)))


def leave(tx: Transaction, appointment_id: int) -> None:
    """Take one young person's meeting out of its group: it goes another way from now on."""
    tx.db.execute(
        update(appointment).where(appointment.c.id == appointment_id).values(gathering=None)
    )
