"""What happened to a concern, in order. Append-only: there is no function here that changes a row,
and the database refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.store.care_tables import concern_event
from bot.store.database import Transaction
from bot.store.staff_tables import user

WORDS = "concern_event.words"


class Kind(StrEnum):
    """What happened."""

    OPENED = "opened"
    NEWS = "news"
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    NOTE = "note"
    ACTION = "action"
    HANDED_OVER = "handed_over"
    WROTE = "wrote"
    RESUMED = "resumed"
    CLOSE_ASKED = "close_asked"
    CLOSED = "closed"
    REVIEWED = "reviewed"
    DISPOSE_ASKED = "dispose_asked"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `who` is None where Sayso did it; `words` are a colleague's."""

    kind: Kind
    at: datetime
    who: str | None
    words: str | None = field(repr=False)


def add(
    tx: Transaction,
    concern_id: int,
    kind: Kind,
    *,
    now: datetime,
    user_id: int | None = None,
    words: str | None = None,
) -> None:
    """Write down one thing that happened."""
    tx.db.execute(
        concern_event.insert().values(
            concern_id=concern_id,
            kind=kind,
            at=now,
            user_id=user_id,
            words=tx.cipher.encrypt(words, WORDS) if words else None,
        )
    )


def of_concern(tx: Transaction, concern_id: int) -> tuple[Event, ...]:
    """Return all that happened to a concern, oldest first."""
    rows = tx.db.execute(
        select(concern_event.c.kind, concern_event.c.at, concern_event.c.words, user.c.name)
        .outerjoin(user, user.c.id == concern_event.c.user_id)
        .where(concern_event.c.concern_id == concern_id)
        .order_by(concern_event.c.id)
    )
    return tuple(
        Event(
            Kind(row.kind),
            row.at,
            row.name,
            tx.cipher.decrypt(row.words, WORDS) if row.words else None,
        )
        for row in rows
    )
