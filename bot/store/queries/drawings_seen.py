"""Drawings as they are looked at: what waits for a person, what was let out, what a concern holds,
and a young person's own. None of it says who drew what.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from bot.store.database import Transaction
from bot.store.drawn_answers import DESCRIBED, PICTURE, State
from bot.store.theme_answers import Place, of
from bot.store.theme_tables import drawn_answer


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A picture nobody has looked at. `may_show`: who drew it said that others may see it."""

    id: str
    may_show: bool
    flow_version_id: int
    question: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture a person let out, and what is in it in words."""

    id: str
    described: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many pictures wait for a person, and since which day; None where none does."""

    count: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as it is kept, and whether a person let it out."""

    content: bytes = field(repr=False)
    is_released: bool


def waiting(tx: Transaction) -> Waiting:
    """Return how many pictures nobody has looked at."""
    found = select(func.count(), func.min(drawn_answer.c.sent_on))
    return Waiting(*tx.db.execute(found.where(drawn_answer.c.state == State.WAITING)).one())


def next_unchecked(tx: Transaction) -> Unchecked | None:
    """Return one to look at, those of the oldest day first; their ids tell no order."""
    row = tx.db.execute(
        select(
            drawn_answer.c.id,
            drawn_answer.c.may_show,
            drawn_answer.c.flow_version_id,
            drawn_answer.c.question,
        )
        .where(drawn_answer.c.state == State.WAITING)
        .order_by(drawn_answer.c.sent_on, drawn_answer.c.id)
        .limit(1)
    ).first()
    return Unchecked(*row) if row is not None else None


def released(tx: Transaction, place: Place) -> tuple[Shown, ...]:
    """Return what was let out of one question, in an order that says nothing of who or when."""
    rows = tx.db.execute(
        select(drawn_answer.c.id, drawn_answer.c.described)
        .where(of(drawn_answer, place), drawn_answer.c.state == State.RELEASED)
        .order_by(drawn_answer.c.id)
    )
    return tuple(Shown(row.id, tx.cipher.decrypt(row.described, DESCRIBED)) for row in rows)


def of_concern(tx: Transaction, concern_id: int) -> tuple[str, ...]:
    """Return the ids of the pictures that one concern holds."""
    found = select(drawn_answer.c.id).where(drawn_answer.c.concern_id == concern_id)
    return tuple(tx.db.scalars(found.order_by(drawn_answer.c.id)))


def picture(tx: Transaction, drawn_id: str, *, concern_id: int | None) -> Picture | None:
    """Return one picture; None where there is none of that id to see.

    Args:
        concern_id: the concern that must hold it; None: no concern may.
    """
    row = tx.db.execute(
        select(drawn_answer.c.picture, drawn_answer.c.state).where(
            drawn_answer.c.id == drawn_id,
            drawn_answer.c.concern_id.is_not_distinct_from(concern_id),
        )
    ).first()
    if row is None:
        return None
    return Picture(_opened(tx, row.picture), is_released=row.state == State.RELEASED)


def theirs(tx: Transaction, pseudonyms: tuple[str, ...]) -> tuple[bytes, ...]:
    """Return the pictures of one young person's pseudonyms, for themselves alone."""
    rows = tx.db.scalars(
        select(drawn_answer.c.picture)
        .where(drawn_answer.c.pseudonym.in_(pseudonyms))
        .order_by(drawn_answer.c.family, drawn_answer.c.question)
    )
    return tuple(_opened(tx, stored) for stored in rows)


def _opened(tx: Transaction, stored: bytes) -> bytes:
    return base64.b64decode(tx.cipher.decrypt(stored, PICTURE))
