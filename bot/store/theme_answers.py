"""Which answers in own words are gathered, and into which group. By pseudonym, never by contact.

An answer is taken in when a snapshot tells that it was given, so that the themes of a question and
how many answered it are always of the same young people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Table, and_, delete, literal, select, update

from bot.engine.model import AnswerStatus
from bot.store.answers import TOTALS_WORDS
from bot.store.database import Transaction
from bot.store.tables import totals_answer
from bot.store.theme_tables import theme_answer

AT_ONCE = 400  # of one statement


@dataclass(frozen=True, slots=True)
class Place:
    """One question of a family in one wave."""

    family: str
    wave: int
    question: str


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, and the group it is in: None while it waits."""

    pseudonym: str = field(repr=False)
    words: str = field(repr=False)
    group_id: int | None


def not_taken_in(tx: Transaction, place: Place) -> Sequence[str]:
    """Return the pseudonyms whose answers are counted, and are not gathered."""
    known = select(theme_answer.c.pseudonym).where(of(theme_answer, place))
    found = select(totals_answer.c.pseudonym).where(
        _is_counted(place), totals_answer.c.pseudonym.not_in(known)
    )
    return tx.db.scalars(found.order_by(totals_answer.c.pseudonym)).all()


def take_in(tx: Transaction, place: Place, pseudonyms: Sequence[str]) -> None:
    """Have what these answered be gathered, if it is still there; what was, stays as it is."""
    names = ["pseudonym", "wave", "question", "family"]
    columns = [totals_answer.c[name] for name in names[:3]]
    for start in range(0, len(pseudonyms), AT_ONCE):
        theirs = totals_answer.c.pseudonym.in_(pseudonyms[start : start + AT_ONCE])
        counted = select(*columns, literal(place.family)).where(_is_counted(place), theirs)
        tx.db.execute(theme_answer.insert().from_select(names, counted))


def _is_counted(place: Place) -> ColumnElement[bool]:
    return and_(
        of(totals_answer, place),
        totals_answer.c.status == AnswerStatus.ANSWERED,
        totals_answer.c.words.is_not(None),
        totals_answer.c.held.is_(False),
    )


def waiting(tx: Transaction) -> tuple[Place, ...]:
    """Return the questions with answers that are not gathered yet."""
    columns = (theme_answer.c.family, theme_answer.c.wave, theme_answer.c.question)
    found = select(*columns).where(theme_answer.c.group_id.is_(None)).distinct().order_by(*columns)
    return tuple(Place(*row) for row in tx.db.execute(found))


def are_waiting(tx: Transaction, place: Place) -> bool:
    """Tell whether answers to this question are not gathered yet."""
    found = select(literal(1)).where(of(theme_answer, place), theme_answer.c.group_id.is_(None))
    return tx.db.scalar(found.limit(1)) is not None


def everything(tx: Transaction, place: Place) -> Iterator[Said]:
    """Yield every answer taken in, in the order of pseudonyms, which is no order of people."""
    rows = tx.db.execute(
        select(theme_answer.c.pseudonym, totals_answer.c.words, theme_answer.c.group_id)
        .join(totals_answer, is_the_answer(theme_answer))
        .where(of(theme_answer, place), totals_answer.c.words.is_not(None))
        .order_by(theme_answer.c.pseudonym)
    )
    for row in rows:
        words = tx.cipher.decrypt(row.words, TOTALS_WORDS)
        yield Said(row.pseudonym, words, row.group_id)


def put(tx: Transaction, place: Place, pseudonyms: Sequence[str], group_id: int) -> None:
    """Have these answers be in a group."""
    for start in range(0, len(pseudonyms), AT_ONCE):
        tx.db.execute(
            update(theme_answer)
            .where(
                of(theme_answer, place),
                theme_answer.c.pseudonym.in_(pseudonyms[start : start + AT_ONCE]),
            )
            .values(group_id=group_id)
        )


def of(table: Table, place: Place) -> ColumnElement[bool]:
    """Return which rows of a table are of one question."""
    return and_(
        table.c.family == place.family,
        table.c.wave == place.wave,
        table.c.question == place.question,
    )


def is_the_answer(table: Table) -> ColumnElement[bool]:
    """Return how a row keyed as an answer is joins the answer itself."""
    return and_(
        totals_answer.c.pseudonym == table.c.pseudonym,
        totals_answer.c.wave == table.c.wave,
        totals_answer.c.question == table.c.question,
    )


def drop_without_words(tx: Transaction, place: Place) -> None:
    """Take out answers that wait and whose words are gone."""
    left = select(totals_answer.c.pseudonym).where(
        of(totals_answer, place), totals_answer.c.words.is_not(None)
    )
    tx.db.execute(
        delete(theme_answer).where(
            of(theme_answer, place),
            theme_answer.c.group_id.is_(None),
            theme_answer.c.pseudonym.not_in(left),
        )
    )
