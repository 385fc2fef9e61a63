"""Words that may be quoted: only of those who said so, only what a person let out. By pseudonym.

Leave is looked up each time: whoever takes it back, or is erased, is quoted no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, and_, exists, select

from bot.engine.model import AnswerStatus
from bot.engine.quoting import YES
from bot.store.answers import TOTALS_WORDS
from bot.store.database import Transaction
from bot.store.tables import totals_answer
from bot.store.theme_answers import Place, is_the_answer, of
from bot.store.theme_tables import quote, theme_answer, theme_group
from bot.store.upserts import insert_for

WORDS = "quote.words"


class State(StrEnum):
    """What became of words that may be quoted. `HELD`: they are worrying, and not for a report."""

    RELEASED = "released"
    LEFT_OUT = "left_out"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Words nobody has read for quoting, still encrypted."""

    pseudonym: str = field(repr=False)
    words: bytes = field(repr=False)

    def open(self, tx: Transaction) -> str:
        """Return the words."""
        return tx.cipher.decrypt(self.words, TOTALS_WORDS)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that were released. `theme_id`: None where they are in no theme."""

    pseudonym: str = field(repr=False)
    words: str
    theme_id: int | None


def unread(tx: Transaction, place: Place, leave: str) -> tuple[Sealed, ...]:
    """Return what nobody has read yet, of those who gave leave.

    Args:
        leave: the question that gave it.
    """
    done = select(quote.c.pseudonym).where(of(quote, place))
    rows = tx.db.execute(
        select(theme_answer.c.pseudonym, totals_answer.c.words)
        .join(totals_answer, is_the_answer(theme_answer))
        .where(
            of(theme_answer, place),
            totals_answer.c.words.is_not(None),
            theme_answer.c.pseudonym.not_in(done),
            _gave_leave(theme_answer, leave),
        )
    )
    return tuple(Sealed(row.pseudonym, row.words) for row in rows)


def keep(
    tx: Transaction,
    place: Place,
    pseudonym: str,
    *,
    state: State,
    on: date,
    words: str | None = None,
    user_id: int | None = None,
) -> None:
    """Keep what a person decided about one answer, or that nobody is to be shown it."""
    values = {
        "pseudonym": pseudonym,
        "wave": place.wave,
        "question": place.question,
        "family": place.family,
        "state": state,
        "words": tx.cipher.encrypt(words, WORDS) if words is not None else None,
        "decided_by": user_id,
        "decided_on": on,
    }
    key = ["pseudonym", "wave", "question"]
    added = insert_for(tx.db, quote).values(values)
    tx.db.execute(added.on_conflict_do_update(index_elements=key, set_=values))


def released(tx: Transaction, place: Place, leave: str) -> Iterator[Quote]:
    """Yield what may be quoted now, in the order of pseudonyms: put it in another to show it."""
    rows = tx.db.execute(
        select(quote.c.pseudonym, quote.c.words, theme_group.c.theme_id)
        .join(totals_answer, is_the_answer(quote))
        .outerjoin(
            theme_answer,
            and_(
                theme_answer.c.pseudonym == quote.c.pseudonym,
                theme_answer.c.wave == quote.c.wave,
                theme_answer.c.question == quote.c.question,
            ),
        )
        .outerjoin(theme_group, theme_group.c.id == theme_answer.c.group_id)
        .where(
            of(quote, place),
            quote.c.state == State.RELEASED,
            quote.c.words.is_not(None),
            _gave_leave(quote, leave),
        )
    )
    for row in rows:
        yield Quote(row.pseudonym, tx.cipher.decrypt(row.words, WORDS), row.theme_id)


def _gave_leave(table: Table, leave: str) -> ColumnElement[bool]:
    """Return whether whoever answered said yes, in the same wave, and it stands."""
    given = totals_answer.alias("given")
    return exists(
        select(given.c.pseudonym).where(
            given.c.pseudonym == table.c.pseudonym,
            given.c.wave == table.c.wave,
            given.c.question == leave,
            given.c.status == AnswerStatus.ANSWERED,
            given.c.value == json.dumps(YES),
            given.c.held.is_(False),
        )
    )
