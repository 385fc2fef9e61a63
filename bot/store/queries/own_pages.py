"""The one page a young person made for a meeting, in their words. Whoever else reads it, reads only
what they released: `released_to` is the only way for staff."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select, true

from bot.conversation.house import House
from bot.engine.model import AnswerStatus, Ask, Flow, Sees, Shared
from bot.store.answers import WORDS
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.staff_tables import user
from bot.store.tables import answer, contact, session

FLOW = "getting-ready"
A_LINE = 60  # letters in a line of the largest print: what a line's end may cost
# The most letters of each size of print that one side holds, the largest first.
PRINT_SIZES = ((800, "large"), (2200, "middle"))
SMALLEST = "small"
STAFF = (Shared.WORKER, Shared.MEETING)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page: each line its short name and what they said; whom they let see it, if anybody."""

    lines: tuple[tuple[str, str], ...] = field(repr=False)
    language: str
    shared: Shared | None = None

    @property
    def print_size(self) -> str:
        """How large it is printed, so that whatever they wrote fits one side of A4."""
        written = sum(len(short) + len(said) for short, said in self.lines)
        line_ends = sum(said.count("\n") for _, said in self.lines)
        long = written + A_LINE * line_ends
        return next((size for most, size in PRINT_SIZES if long <= most), SMALLEST)


def own(tx: Transaction, shelf: Shelf, house: House, contact_id: int) -> OwnPage | None:
    """Return the newest page of a young person, for their own eyes; None before the first."""
    return _newest(tx, shelf, house, contact_id, which=true())


def released_to(tx: Transaction, shelf: Shelf, house: House, contact_id: int) -> OwnPage | None:
    """Return the newest page they released to their worker, or to all at a meeting; else None."""
    return _newest(tx, shelf, house, contact_id, which=answer.c.shared.in_(STAFF))


def _newest(
    tx: Transaction, shelf: Shelf, house: House, contact_id: int, *, which: ColumnElement[bool]
) -> OwnPage | None:
    rows = tx.db.execute(
        select(
            *(answer.c.session_id, answer.c.question, answer.c.value, answer.c.words),
            *(answer.c.shared, answer.c.flow_version_id, answer.c.language),
            user.c.name.label("worker"),
        )
        .select_from(
            answer.join(session, session.c.id == answer.c.session_id)
            .join(contact, contact.c.id == answer.c.contact_id)
            .outerjoin(user, user.c.id == contact.c.worker_id)
        )
        .where(
            answer.c.contact_id == contact_id,
            answer.c.flow == FLOW,
            answer.c.sees == Sees.ASK,
            answer.c.status == AnswerStatus.ANSWERED,
            which,
        )
        .order_by(answer.c.session_id.desc())
    ).all()
    newest = [row for row in rows if row.session_id == rows[0].session_id]
    if not newest:
        return None
    flow = shelf.version(tx, newest[0].flow_version_id).flow
    said = {row.question: _line(tx, flow, house, row) for row in newest}
    lines = tuple(said[key] for key in flow.nodes if key in said)
    shared = Shared(newest[0].shared) if newest[0].shared else None
    return OwnPage(lines, newest[0].language, shared)


def _line(tx: Transaction, flow: Flow, house: House, row: AnyRow) -> tuple[str, str]:
    node = flow.nodes.get(row.question)
    if not isinstance(node, Ask):
        return row.question, ""
    short = (node.short or node.text).to(row.language)
    if row.words is not None:
        return short, tx.cipher.decrypt(row.words, WORDS)
    value = json.loads(row.value)
    labels = {choice.key: choice.label.to(row.language) for choice in node.choices}
    keys = value if isinstance(value, list) else [value]
    said = ", ".join(labels.get(str(key), str(key)) for key in keys)
    return short, house.fill(said, row.worker, row.language)
