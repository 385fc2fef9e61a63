"""What one young person is shown of themselves. Names of colleagues' notes are not among it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select, union

from bot.engine.model import Ask, Flow
from bot.errors import FlowError
from bot.store.addresses import VALUE
from bot.store.answers import TOTALS_WORDS, WORDS
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.staff_tables import user
from bot.store.tables import (
    address,
    answer,
    contact,
    contact_address,
    respondent,
    totals_answer,
)


@dataclass(frozen=True, slots=True)
class About:
    """Who they are to us."""

    contact_id: int
    nickname: str = field(repr=False)
    age_band: str
    gender: str | None
    area: str | None
    language: str
    worker: str | None
    numbers: tuple[str, ...] = field(repr=False)
    since: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: what was asked, and what they said, as labels or in their own words."""

    about: str
    asked: str
    said: tuple[str, ...] = field(repr=False)
    status: str
    sees: str
    on: date

    def filled(self, fill: Callable[[str], str]) -> Said:
        """Return it with the gaps of Sayso's own sentences filled; their words stay as they are."""
        try:
            return replace(self, asked=fill(self.asked), said=tuple(map(fill, self.said)))
        except FlowError:
            return self


def about(tx: Transaction, contact_id: int) -> About | None:
    """Return who one contact is to us; None after an erasure."""
    row = tx.db.execute(
        select(contact, user.c.name.label("worker"))
        .outerjoin(user, user.c.id == contact.c.worker_id)
        .where(contact.c.id == contact_id, contact.c.erased_at.is_(None))
    ).first()
    if row is None:
        return None
    return About(
        contact_id=row.id,
        nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
        age_band=row.age_band,
        gender=row.gender,
        area=row.area,
        language=row.language,
        worker=row.worker,
        numbers=_numbers(tx, contact_id),
        since=row.created_at,
    )


def _numbers(tx: Transaction, contact_id: int) -> tuple[str, ...]:
    stored = tx.db.scalars(
        select(address.c.value)
        .join(contact_address, contact_address.c.address_id == address.c.id)
        .where(contact_address.c.contact_id == contact_id, address.c.scheme == "tel")
        .order_by(address.c.id)
    )
    return tuple(tx.cipher.decrypt(value, VALUE) for value in stored)


def families(tx: Transaction) -> tuple[str, ...]:
    """Return every family of flows that anybody answered for totals."""
    return tuple(tx.db.scalars(union(select(respondent.c.family), select(totals_answer.c.family))))


def answers(tx: Transaction, shelf: Shelf, contact_id: int) -> tuple[Said, ...]:
    """Return what they answered for their worker, oldest first."""
    rows = tx.db.execute(
        select(answer)
        .where(answer.c.contact_id == contact_id)
        .order_by(answer.c.answered_at, answer.c.question)
    )
    return tuple(_said(tx, shelf, row, place=WORDS, on=row.answered_at.date()) for row in rows)


def counted(tx: Transaction, shelf: Shelf, pseudonyms: Sequence[str]) -> tuple[Said, ...]:
    """Return what these pseudonyms of one person said for totals."""
    rows = tx.db.execute(
        select(totals_answer)
        .where(totals_answer.c.pseudonym.in_(pseudonyms))
        .order_by(totals_answer.c.family, totals_answer.c.question)
    )
    return tuple(_said(tx, shelf, row, place=TOTALS_WORDS, on=row.answered_on) for row in rows)


def _said(tx: Transaction, shelf: Shelf, row: AnyRow, *, place: str, on: date) -> Said:
    flow = shelf.version(tx, row.flow_version_id).flow
    node = flow.nodes.get(row.question)
    asked = node.text.to(row.language) if isinstance(node, Ask) else row.question
    if row.words is not None:
        # Their own words are never read as gaps.
        words = tx.cipher.decrypt(row.words, place).replace("{", "(").replace("}", ")")
        said: tuple[str, ...] = (words,)
    else:
        said = _labels(flow, row)
    sees = row.shared or row.sees if hasattr(row, "sees") else "counted"
    return Said(flow.about.name, asked, said, row.status, sees, on)


def _labels(flow: Flow, row: AnyRow) -> tuple[str, ...]:
    value = json.loads(row.value) if row.value is not None else []
    keys = [str(key) for key in value] if isinstance(value, list) else [str(value)]
    node = flow.nodes.get(row.question)
    labels = (
        {choice.key: choice.label.to(row.language) for choice in node.choices}
        if isinstance(node, Ask)
        else {}
    )
    return tuple(labels.get(key, key) for key in keys)
