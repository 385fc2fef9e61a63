"""Questions an officer wrote: kept until somebody has read them, and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true, update

from bot.store.database import Transaction
from bot.store.round_tables import asked_thing


@dataclass(frozen=True, slots=True)
class AskedThing:
    """One to three questions as a flow's document."""

    id: int
    name: str
    document: str
    sensitive: bool
    written_by: int
    published: bool

    @property
    def key(self) -> str:
        """The key of the flow they are or become."""
        return key_of(self.id)


def key_of(thing_id: int) -> str:
    """Return the key of the flow that these questions become."""
    return f"ask-{thing_id}"


def add(
    tx: Transaction,
    *,
    name: str,
    document: Callable[[str], str],
    sensitive: bool,
    user_id: int,
    now: datetime,
) -> int:
    """Store questions and return their id. `document`: the flow's key -> its document."""
    made = tx.db.execute(
        asked_thing.insert()
        .values(name=name, document="", sensitive=sensitive, written_by=user_id, written_at=now)
        .returning(asked_thing.c.id)
    ).scalar_one()
    whole = document(key_of(made))
    tx.db.execute(update(asked_thing).where(asked_thing.c.id == made).values(document=whole))
    return int(made)


def one(tx: Transaction, thing_id: int) -> AskedThing | None:
    """Return one, or None."""
    return next(iter(_read(tx, asked_thing.c.id == thing_id)), None)


def every(tx: Transaction) -> tuple[AskedThing, ...]:
    """Return all, the newest first."""
    return _read(tx, true())


def _read(tx: Transaction, which: ColumnElement[bool]) -> tuple[AskedThing, ...]:
    rows = tx.db.execute(select(asked_thing).where(which).order_by(asked_thing.c.id.desc()))
    return tuple(
        AskedThing(
            row.id,
            row.name,
            row.document,
            row.sensitive,
            row.written_by,
            row.published_at is not None,
        )
        for row in rows
    )


def published(tx: Transaction, thing_id: int, *, user_id: int, now: datetime) -> None:
    """Record who read them last before they were published."""
    tx.db.execute(
        update(asked_thing)
        .where(asked_thing.c.id == thing_id)
        .values(read_by=user_id, published_at=now)
    )
