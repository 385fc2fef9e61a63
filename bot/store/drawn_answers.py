"""Pictures that answered a question, sealed. Who sent one is sealed beside it until a person has
looked; then it leads to nobody, or is a concern's. Nothing here goes from a picture to a name.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update

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


def _place(row: AnyRow | None) -> Place | None:
    return Place(*row) if row is not None else None
