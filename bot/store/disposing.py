"""What goes when people dispose of a concern: all that it held, and that it was.

The rows of a concern are deleted here and nowhere else (decision 13).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, select, update

from bot.store import expiring
from bot.store.care_tables import concern_event, double_read, escalation
from bot.store.database import Transaction
from bot.store.tables import concern, concern_message, inbound_message, outbox
from bot.store.theme_tables import drawn_answer

GONE = "disposed"
TOUCHED = (
    "double_read",
    "inbound_message",
    "outbox",
    "concern_message",
    "concern_event",
    "escalation",
    "drawn_answer",
    "concern",
)


def asked_by(tx: Transaction, concern_id: int, kind: str) -> int | None:
    """Return who first asked that it be disposed of; None where nobody has."""
    asked = (
        select(concern_event.c.user_id)
        .where(concern_event.c.concern_id == concern_id, concern_event.c.kind == kind)
        .order_by(concern_event.c.id)
    )
    return tx.db.scalar(asked.limit(1))


def dispose(tx: Transaction, concern_id: int, now: datetime) -> Mapping[str, int]:
    """Delete a concern, its words and its history; return table -> how many rows went.

    What another concern holds as well stays with that one. A row that is the newest of its table
    stays for now, as one that no concern holds: the next night takes it.
    """
    held = tuple(
        tx.db.scalars(
            select(concern_message.c.message_id).where(concern_message.c.concern_id == concern_id)
        )
    )
    gone = _history(tx, concern_id)
    sent = tuple(tx.db.scalars(select(outbox.c.id).where(outbox.c.concern_id == concern_id)))
    tx.db.execute(update(outbox).where(outbox.c.id.in_(sent)).values(concern_id=None))
    elsewhere = exists(
        select(concern_message.c.message_id).where(
            concern_message.c.message_id == inbound_message.c.id
        )
    )
    theirs = inbound_message.c.id.in_(held) & ~elsewhere & expiring.but_newest(inbound_message)
    drawn = double_read.c.message_id.in_(select(inbound_message.c.id).where(theirs))
    gone |= expiring.expire(
        tx,
        [
            (double_read, drawn),
            (inbound_message, theirs),
            (outbox, outbox.c.id.in_(sent) & expiring.but_newest(outbox)),
        ],
        now,
    )
    return gone | _concern(tx, concern_id)


def _history(tx: Transaction, concern_id: int) -> dict[str, int]:
    return {
        table.name: tx.db.execute(delete(table).where(table.c.concern_id == concern_id)).rowcount
        for table in (concern_message, concern_event, escalation, drawn_answer)
    }


def _concern(tx: Transaction, concern_id: int) -> dict[str, int]:
    """Delete the row; the newest is emptied instead, and tells nothing of anybody."""
    which = concern.c.id == concern_id
    went = tx.db.execute(delete(concern).where(which & expiring.but_newest(concern))).rowcount
    if not went:
        nothing = {"contact_id": None, "question_before": None, "outcome": None, "real": None}
        tx.db.execute(update(concern).where(which).values(category=GONE, closed_at=None, **nothing))
    return {concern.name: 1}
