"""Texts of which the provider must forget the words: a row each until it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.store.database import Transaction
from bot.store.rights_tables import redaction
from bot.store.upserts import insert_for

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Redaction:
    """One text at the provider, by the provider's id."""

    id: int
    external_id: str
    attempts: int


def ask_for(tx: Transaction, external_ids: Iterable[str], now: datetime) -> int:
    """Have the provider forget these texts, each once; return how many."""
    wanted = sorted(set(external_ids))
    for external_id in wanted:
        tx.db.execute(
            insert_for(tx.db, redaction)
            .values(external_id=external_id, asked_at=now, due_at=now)
            .on_conflict_do_nothing(index_elements=["external_id"])
        )
    return len(wanted)


def due(tx: Transaction, now: datetime) -> tuple[Redaction, ...]:
    """Return what is to be asked for now, longest due first."""
    rows = tx.db.execute(
        select(redaction.c.id, redaction.c.external_id, redaction.c.attempts)
        .where(redaction.c.due_at <= now, redaction.c.gave_up_at.is_(None))
        .order_by(redaction.c.due_at, redaction.c.id)
        .limit(AT_ONCE)
    )
    return tuple(Redaction(row.id, row.external_id, row.attempts) for row in rows)


def done(tx: Transaction, redaction_id: int) -> None:
    """The provider has forgotten it: nothing of it is kept here either."""
    tx.db.execute(delete(redaction).where(redaction.c.id == redaction_id))


def again(tx: Transaction, redaction_id: int, *, due_at: datetime, code: str | None) -> None:
    """Ask once more at another time."""
    tx.db.execute(
        update(redaction)
        .where(redaction.c.id == redaction_id)
        .values(due_at=due_at, attempts=redaction.c.attempts + 1, error_code=code)
    )


def give_up(tx: Transaction, redaction_id: int, *, code: str | None, now: datetime) -> None:
    """The provider refuses for good: a person must ask it."""
    tx.db.execute(
        update(redaction)
        .where(redaction.c.id == redaction_id)
        .values(gave_up_at=now, attempts=redaction.c.attempts + 1, error_code=code)
    )


def waiting(tx: Transaction) -> tuple[int, int]:
    """Return how many wait, and how many the provider refused."""
    row = tx.db.execute(
        select(func.count(redaction.c.id), func.count(redaction.c.gave_up_at))
    ).one()
    return int(row[0]) - int(row[1]), int(row[1])
