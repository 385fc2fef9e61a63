"""Which answers the columnar copy has as they stand: `totals_answer.copied`.

Whoever changes an answer takes its mark away. It is given only to what is still as it was copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, false, func, select, text, true, update

from bot.store.database import Transaction
from bot.store.tables import respondent, totals_answer

NOT_COPIED = text("NOT totals_answer.copied")
Said: TypeAlias = tuple[str, str, str | None]  # question, status, value as it is kept
What: TypeAlias = AbstractSet[Said]


@dataclass(frozen=True, slots=True)
class Wave:
    """One family of flows in one wave."""

    family: str
    number: int


def count(tx: Transaction, of: Wave) -> int:
    """Return how many answers may be counted."""
    counted = select(func.count()).select_from(totals_answer).where(_is_of(of))
    return tx.db.scalar(counted) or 0


def not_copied(tx: Transaction, of: Wave, most: int) -> Sequence[str]:
    """Return pseudonyms of some who said something that is not copied."""
    found = select(totals_answer.c.pseudonym).where(_is_of(of), NOT_COPIED).distinct().limit(most)
    return tx.db.scalars(found).all()


def after(tx: Transaction, of: Wave, pseudonym: str, most: int) -> Sequence[str]:
    """Return the next pseudonyms, copied or not, by the alphabet."""
    said = totals_answer.c
    found = (
        select(said.pseudonym)
        .where(said.family == of.family, said.wave == of.number, said.pseudonym > pseudonym)
        .distinct()
        .order_by(said.pseudonym)
        .limit(most)
    )
    return tx.db.scalars(found).all()


def by_person(tx: Transaction, of: Wave) -> Iterator[tuple[str, int]]:
    """Yield each pseudonym and how many answers of it may be counted."""
    said = totals_answer.c.pseudonym
    known = respondent.c.pseudonym == said
    found = select(said, func.count()).join(respondent, known).where(_is_of(of)).group_by(said)
    yield from ((row[0], row[1]) for row in tx.db.execute(found))


def what_of(rows: Iterable[Sequence[Any]], pseudonyms: Iterable[str]) -> Mapping[str, What]:
    """Return what each of these said, of rows that begin with who, question, status and value."""
    what: dict[str, set[Said]] = {who: set() for who in pseudonyms}
    for row in rows:
        what[row[0]].add(row[1:4])  # type: ignore[arg-type]  # of a row it is a tuple
    return what


def mark(tx: Transaction, of: Wave, copied: Mapping[str, What]) -> None:
    """Mark the answers of whoever still says what was copied of them, and of nobody else."""
    now = _said(tx, of, tuple(copied))
    same = [who for who, what in copied.items() if now[who] == what]
    _set(tx, of, same, true())


def unmark(tx: Transaction, of: Wave, pseudonyms: Sequence[str]) -> None:
    """Have everything these said be copied again."""
    _set(tx, of, pseudonyms, false())


def _said(tx: Transaction, of: Wave, pseudonyms: Sequence[str]) -> Mapping[str, What]:
    said = totals_answer.c
    rows = tx.db.execute(
        select(said.pseudonym, said.question, said.status, said.value)
        .join(respondent, respondent.c.pseudonym == said.pseudonym)
        .where(_is_of(of), said.pseudonym.in_(pseudonyms))
    ).all()
    return what_of(rows, pseudonyms)


def _set(tx: Transaction, of: Wave, pseudonyms: Sequence[str], copied: ColumnElement[bool]) -> None:
    theirs = and_(_is_of(of), totals_answer.c.pseudonym.in_(pseudonyms))
    if pseudonyms:
        tx.db.execute(update(totals_answer).where(theirs).values(copied=copied))


def _is_of(of: Wave) -> ColumnElement[bool]:
    said = totals_answer.c
    return and_(said.family == of.family, said.wave == of.number, said.held.is_(False))
