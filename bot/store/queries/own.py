"""What one young person is shown of themselves. Names of colleagues' notes are not among it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select, union

from bot.engine.model import Ask, Flow
from bot.errors import FlowError
from bot.store import erasing
from bot.store.addresses import VALUE
from bot.store.answers import TOTALS_WORDS, WORDS
from bot.store.appointments import PLACE
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.messages import BODY
from bot.store.outbox import BODY as SENT_BODY
from bot.store.tables import (
    address,
    answer,
    appointment,
    audit,
    contact,
    contact_address,
    inbound_message,
    outbox,
    respondent,
    totals_answer,
)
from bot.store.users import User

user = User.__table__
# Nobody reads these looks for staff: they are the young person's own, or Sayso's.
NO_LOOK = ("contact:", "worker", "command")


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


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody's look at their record, or change of it."""

    at: datetime
    who: str
    what: str


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


def looks(tx: Transaction, contact_id: int) -> tuple[Look, ...]:
    """Return who of the staff looked at their record or changed it, oldest first."""
    subjects = [f"contact:{contact_id}"]
    subjects += [f"concern:{one}" for one in erasing.whose(tx, contact_id).concerns]
    rows = tx.db.execute(
        select(audit.c.at, audit.c.actor, audit.c.action)
        .where(audit.c.subject.in_(subjects))
        .order_by(audit.c.id)
    ).all()
    names = {f"user:{row.id}": row.name for row in tx.db.execute(select(user.c.id, user.c.name))}
    return tuple(
        Look(row.at, names.get(row.actor, "Sayso"), row.action)
        for row in rows
        if not row.actor.startswith(NO_LOOK)
    )


def is_held(tx: Transaction, contact_id: int) -> bool:
    """Tell whether a concern keeps a part of what is theirs."""
    return erasing.whose(tx, contact_id).held
