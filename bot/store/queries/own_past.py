"""What one young person wrote and was sent, and their meetings, for themselves to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from bot.store.appointments import PLACE
from bot.store.database import Transaction
from bot.store.messages import BODY
from bot.store.outbox import BODY as SENT_BODY
from bot.store.staff_tables import user
from bot.store.tables import appointment, inbound_message, outbox


@dataclass(frozen=True, slots=True)
class Message:
    """One message, theirs or ours."""

    at: datetime
    mine: bool
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of theirs."""

    starts_at: datetime
    place: str = field(repr=False)
    status: str
    reply: str | None
    worker: str | None


def messages(tx: Transaction, contact_id: int) -> tuple[Message, ...]:
    """Return what they wrote and what they were sent, oldest first."""
    heard = tx.db.execute(
        select(inbound_message.c.received_at, inbound_message.c.body).where(
            inbound_message.c.contact_id == contact_id
        )
    )
    said = tx.db.execute(
        select(outbox.c.sent_at, outbox.c.body).where(
            outbox.c.contact_id == contact_id,
            outbox.c.state == "sent",
            outbox.c.kind != "alert",
            outbox.c.sent_at.is_not(None),
        )
    )
    theirs = [Message(row.received_at, True, tx.cipher.decrypt(row.body, BODY)) for row in heard]
    ours = [Message(row.sent_at, False, tx.cipher.decrypt(row.body, SENT_BODY)) for row in said]
    return tuple(sorted(theirs + ours, key=lambda one: (one.at, not one.mine)))


def meetings(tx: Transaction, contact_id: int) -> tuple[Meeting, ...]:
    """Return their meetings, the soonest first."""
    rows = tx.db.execute(
        select(appointment, user.c.name.label("worker"))
        .outerjoin(user, user.c.id == appointment.c.worker_id)
        .where(appointment.c.contact_id == contact_id)
        .order_by(appointment.c.starts_at)
    )
    return tuple(
        Meeting(
            row.starts_at,
            tx.cipher.decrypt(row.place, PLACE),
            row.status,
            row.reply,
            row.worker,
        )
        for row in rows
    )
