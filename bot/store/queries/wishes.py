"""How young people like to meet: their newest answers to `my-meetings`, of those workers see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from bot.engine.model import AnswerStatus, Ask, Flow, Sees
from bot.privacy.policy import Resource
from bot.store.answers import WORDS
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.queries.scope import Scope
from bot.store.tables import answer, contact

FLOW = "my-meetings"
REMIND_ME = "m8"  # its question about when to be reminded
WHERE_IS_GOOD, HOW_IS_BEST, WHEN_IS_GOOD = "m1", "m2", "m3"


@dataclass(frozen=True, slots=True)
class Wish:
    """One answer. `said` has the labels of the version it was given to, gaps not yet filled.

    Args:
        in_words: it is in their own words, which `words_of` alone reads.
    """

    question: str
    asked: str
    keys: tuple[str, ...]
    said: tuple[str, ...]
    in_words: bool


def newest(
    tx: Transaction, scope: Scope, shelf: Shelf, contact_ids: Sequence[int]
) -> Mapping[int, tuple[Wish, ...]]:
    """Return contact id -> the newest answer to each question, in the order they are asked.

    Of those in scope alone.
    """
    rows = tx.db.execute(
        select(
            answer.c.contact_id,
            answer.c.question,
            answer.c.flow_version_id,
            answer.c.value,
            answer.c.words.is_not(None).label("in_words"),
        )
        .join(contact, contact.c.id == answer.c.contact_id)
        .where(*_seen_by_worker(contact_ids), scope.over(Resource.ARRANGEMENTS).contacts())
        .order_by(answer.c.session_id)
    )
    latest: dict[int, dict[str, tuple[int, Wish]]] = {}
    for row in rows:
        flow = shelf.version(tx, row.flow_version_id).flow
        placed = _place(flow, row.question), _wish(flow, row)
        latest.setdefault(row.contact_id, {})[row.question] = placed
    return {
        contact_id: tuple(wish for _, wish in sorted(found.values(), key=lambda pair: pair[0]))
        for contact_id, found in latest.items()
    }


def words_of(tx: Transaction, scope: Scope, contact_id: int) -> Mapping[str, str]:
    """Return question -> what one young person wrote. Whoever shows it records the look."""
    rows = tx.db.execute(
        select(answer.c.question, answer.c.words)
        .join(contact, contact.c.id == answer.c.contact_id)
        .where(*_seen_by_worker([contact_id]), scope.over(Resource.WORDS).contacts())
        .order_by(answer.c.session_id)
    )
    latest = {row.question: row.words for row in rows}
    return {
        question: tx.cipher.decrypt(words, WORDS)
        for question, words in latest.items()
        if words is not None
    }


def _seen_by_worker(contact_ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        answer.c.contact_id.in_(contact_ids),
        answer.c.flow == FLOW,
        answer.c.sees == Sees.WORKER,
        answer.c.status == AnswerStatus.ANSWERED,
    )


def _wish(flow: Flow, row: AnyRow) -> Wish:
    node = flow.nodes.get(row.question)
    value = json.loads(row.value) if row.value is not None else []
    keys = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    if not isinstance(node, Ask):
        return Wish(row.question, row.question, keys, keys, row.in_words)
    labels = {choice.key: choice.label.to("en") for choice in node.choices}
    said = tuple(labels.get(key, key) for key in keys)
    return Wish(row.question, node.text.to("en"), keys, said, row.in_words)


def _place(flow: Flow, question: str) -> int:
    keys = list(flow.nodes)
    return keys.index(question) if question in keys else len(keys)


def chosen(tx: Transaction, contact_id: int, question: str) -> str | None:
    """Return the option this contact chose last at a one-choice question, or None."""
    return chosen_by(tx, [contact_id], question).get(contact_id)


def chosen_by(tx: Transaction, contact_ids: Sequence[int], question: str) -> Mapping[int, str]:
    """Return contact id -> the option chosen last at a one-choice question, of those who did."""
    rows = tx.db.execute(
        select(answer.c.contact_id, answer.c.value)
        .where(
            *_seen_by_worker(contact_ids),
            answer.c.question == question,
            answer.c.value.is_not(None),
        )
        .order_by(answer.c.session_id)
    )
    return {row.contact_id: str(json.loads(row.value)) for row in rows}


def keys_chosen(tx: Transaction, contact_id: int, question: str) -> frozenset[str]:
    """Return the options this contact chose last at a question, one or several; empty if none."""
    value = tx.db.scalars(
        select(answer.c.value)
        .where(
            *_seen_by_worker([contact_id]),
            answer.c.question == question,
            answer.c.value.is_not(None),
        )
        .order_by(answer.c.session_id.desc())
        .limit(1)
    ).first()
    read = json.loads(value) if value is not None else []
    return frozenset(map(str, read)) if isinstance(read, list) else frozenset({str(read)})
