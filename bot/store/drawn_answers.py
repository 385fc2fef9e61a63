"""Pictures that answered a question, sealed. Who sent one is sealed beside it until a person has
looked; then it leads to nobody, or is a concern's. Nothing here goes from a picture to a name.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.conversation.model import Drawing
from bot.store.answers import Sitting
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.theme_answers import Place, of
from bot.store.theme_tables import drawn_answer

PICTURE = "drawn_answer.picture"
SENDER = "drawn_answer.sender"
DESCRIBED = "drawn_answer.described"


class State(StrEnum):
    """Where a picture stands. What was kept out is not here: it is deleted."""

    WAITING = "waiting"
    RELEASED = "released"
    WORRIED = "worried"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a picture, from where, as which message."""

    contact_id: int
    address_id: int
    message_id: int


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


def keep(
    tx: Transaction, sitting: Sitting, question: str, drawing: Drawing, *, by: Sender, on: date
) -> None:
    """Keep a picture as the answer to a question, in place of an earlier one of theirs."""
    drop(tx, sitting, question)
    tx.db.execute(
        drawn_answer.insert().values(
            id=secrets.token_hex(16),
            pseudonym=sitting.pseudonym,
            family=sitting.family,
            wave=sitting.wave,
            question=question,
            flow_version_id=sitting.flow_version_id,
            state=State.WAITING,
            may_show=drawing.may_show,
            picture=_sealed(tx, drawing),
            sender=tx.cipher.encrypt(
                json.dumps([by.contact_id, by.address_id, by.message_id]), SENDER
            ),
            sent_on=on,
        )
    )


def keep_with(tx: Transaction, concern_id: int, drawing: Drawing, *, on: date) -> None:
    """Keep a picture that came while a concern was open: it stands under it, with what they say."""
    tx.db.execute(
        drawn_answer.insert().values(
            id=secrets.token_hex(16),
            family="",
            wave=0,
            question="",
            state=State.WORRIED,
            may_show=False,
            picture=_sealed(tx, drawing),
            sent_on=on,
            concern_id=concern_id,
        )
    )


def drop(tx: Transaction, sitting: Sitting, question: str) -> None:
    """Delete what somebody drew before: they answered otherwise. What a concern holds stays."""
    place = Place(sitting.family, sitting.wave, question)
    theirs = drawn_answer.c.pseudonym == sitting.pseudonym
    tx.db.execute(delete(drawn_answer).where(theirs, of(drawn_answer, place)))


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


def release(
    tx: Transaction, drawn_id: str, *, described: str, user_id: int, on: date
) -> Place | None:
    """Let one be shown to others, and erase who sent it; None where that may not be (any more)."""
    row = tx.db.execute(
        update(drawn_answer)
        .where(_undecided(drawn_id), drawn_answer.c.may_show.is_(True))
        .values(
            state=State.RELEASED,
            sender=None,
            described=tx.cipher.encrypt(described, DESCRIBED),
            sent_on=on.replace(day=1),
            decided_by=user_id,
            decided_on=on,
        )
        .returning(drawn_answer.c.family, drawn_answer.c.wave, drawn_answer.c.question)
    ).first()
    return _place(row)


def keep_out(tx: Transaction, drawn_id: str) -> Place | None:
    """Delete one that nobody is to see, with who sent it; None where somebody decided before."""
    row = tx.db.execute(
        delete(drawn_answer)
        .where(_undecided(drawn_id))
        .returning(drawn_answer.c.family, drawn_answer.c.wave, drawn_answer.c.question)
    ).first()
    return _place(row)


def sender(tx: Transaction, drawn_id: str) -> tuple[Sender, Place] | None:
    """Open who sent one, for a concern to be opened about them; None where somebody decided."""
    row = tx.db.execute(
        select(
            drawn_answer.c.family,
            drawn_answer.c.wave,
            drawn_answer.c.question,
            drawn_answer.c.sender,
        )
        .where(_undecided(drawn_id))
        .with_for_update()
    ).first()
    if row is None:
        return None
    return Sender(*json.loads(tx.cipher.decrypt(row.sender, SENDER))), Place(*row[:3])


def hand_over(tx: Transaction, drawn_id: str, *, concern_id: int, user_id: int, on: date) -> None:
    """Have a concern hold one: it is nobody's answer any more, and the concern knows who."""
    tx.db.execute(
        update(drawn_answer)
        .where(drawn_answer.c.id == drawn_id)
        .values(
            state=State.WORRIED,
            concern_id=concern_id,
            pseudonym=None,
            sender=None,
            decided_by=user_id,
            decided_on=on,
        )
    )


def _undecided(drawn_id: str) -> ColumnElement[bool]:
    return (drawn_answer.c.id == drawn_id) & (drawn_answer.c.state == State.WAITING)


def _sealed(tx: Transaction, drawing: Drawing) -> bytes:
    return tx.cipher.encrypt(base64.b64encode(drawing.picture).decode(), PICTURE)


def _opened(tx: Transaction, stored: bytes) -> bytes:
    return base64.b64decode(tx.cipher.decrypt(stored, PICTURE))


def _place(row: AnyRow | None) -> Place | None:
    return Place(*row) if row is not None else None
