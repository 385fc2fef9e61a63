"""Short talks about a meeting: the one question each is at, and the options it was put with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from bot.conversation.model import Asked, Situation
from bot.store import addresses
from bot.store.database import Transaction
from bot.store.meeting_tables import meeting_talk
from nlu.port import Option

TALK = "talk"
OPTIONS = "meeting_talk.options"
BY_WORKER = "book"  # a worker's own, about a booking: the young person knows nothing of it


def begin(
    tx: Transaction,
    contact_id: int,
    step: str,
    options: Sequence[Option],
    *,
    appointment_id: int | None,
    now: datetime,
) -> int:
    """Write a question down and return its id; those before it with this contact are over."""
    if step != BY_WORKER:
        end_of(tx, contact_id, now)
    made = tx.db.execute(
        meeting_talk.insert()
        .values(
            contact_id=contact_id,
            appointment_id=appointment_id,
            step=step,
            options=_sealed(tx, options),
            made_at=now,
        )
        .returning(meeting_talk.c.id)
    ).scalar_one()
    return int(made)


def reword(tx: Transaction, talk_id: int, options: Sequence[Option]) -> None:
    """Write the options of a question anew: the same, called another way."""
    tx.db.execute(
        update(meeting_talk)
        .where(meeting_talk.c.id == talk_id)
        .values(options=_sealed(tx, options))
    )


def _sealed(tx: Transaction, options: Sequence[Option]) -> bytes:
    written = json.dumps([[option.key, option.label] for option in options])
    return tx.cipher.encrypt(written, OPTIONS)


def end_of(tx: Transaction, contact_id: int, now: datetime) -> None:
    """End whatever talk is open with this contact."""
    tx.db.execute(
        update(meeting_talk)
        .where(
            meeting_talk.c.contact_id == contact_id,
            meeting_talk.c.step != BY_WORKER,
            meeting_talk.c.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


def end_one(tx: Transaction, talk_id: int, now: datetime) -> None:
    """End one talk."""
    tx.db.execute(update(meeting_talk).where(meeting_talk.c.id == talk_id).values(ended_at=now))


def one(tx: Transaction, talk_id: int) -> Asked | None:
    """Return one question; None where it is over."""
    row = tx.db.execute(
        select(meeting_talk).where(meeting_talk.c.id == talk_id, meeting_talk.c.ended_at.is_(None))
    ).first()
    if row is None:
        return None
    written = tx.cipher.decrypt(row.options, OPTIONS)
    options = tuple(Option(key, label) for key, label in json.loads(written))
    return Asked(row.id, row.contact_id, row.appointment_id, row.step, options)


def with_question(tx: Transaction, situation: Situation) -> Situation:
    """Return a situation with the question of a talk that was put last, if one was."""
    address = situation.address
    if address is None or address.asking_kind != TALK or address.asking_id is None:
        return situation
    asked = one(tx, address.asking_id)
    if asked is not None:
        return replace(situation, asked=asked)
    return replace(situation, address=replace(address, asking_kind=None, asking_id=None))


def put(tx: Transaction, address_id: int, talk_id: int, now: datetime) -> None:
    """Remember that this is the latest question at an address."""
    addresses.ask(tx, address_id, kind=TALK, about=talk_id, now=now)
