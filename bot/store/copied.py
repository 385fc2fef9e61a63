"""Families of so many answers that totals are counted from the columnar copy, and how each copy is
kept level with the database: whoever said something since is copied whole; what is deleted goes.

`totals_answer.copied` says what the copy has as it stands. A copy is a folder of a family and a
wave; web and worker share it, as they share the spool. Only `release_totals` counts from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, false, func, select, text, true, update

from bot.insight.tallies import BREAKDOWNS, QuestionShape, Tally
from bot.privacy.pseudonyms import pseudonym
from bot.store import totals
from bot.store.database import Transaction
from bot.store.tables import totals_answer

if TYPE_CHECKING:
    from bot.store.columnar import Columnar

LEAST = 1_000_000  # answers of one family in one wave; with fewer, SQL is quick enough
AT_ONCE = 5_000  # respondents copied together: a quarter of a million rows of a long survey
MANY = 16  # files, before they are brought into one
NOT_COPIED = text("NOT totals_answer.copied")


@dataclass(frozen=True, slots=True)
class Copied:
    """The copies of a deployment.

    Args:
        folder: where they are, each in a folder of its family and one of its wave.
        least: how many answers make a family large.
    """

    folder: Path
    least: int = LEAST

    def tally(
        self, tx: Transaction, shapes: Sequence[QuestionShape], family: str, wave: int
    ) -> Tally | None:
        """Count these questions from the copy, brought level first; None of a family not large."""
        place = self._place(family, wave)
        if not place.is_dir():
            if _count(tx, family, wave) < self.least:
                return None
            _make(tx, place, family, wave)
        copy = _columnar(place)
        _bring_level(tx, copy, family, wave)
        return copy.tally(shapes, wave)

    def forget(self, pseudonym_key: bytes, contact_id: int) -> None:
        """Rewrite every copy without what one young person said."""
        for family, copy, _ in self._all():
            copy.forget(pseudonym(pseudonym_key, contact_id, family))

    def tend(self, tx: Transaction) -> None:
        """Remove a copy of what the database has no more: the next release makes it anew."""
        for family, copy, wave in self._all():
            _bring_level(tx, copy, family, wave)
            if copy.count() != _count(tx, family, wave):
                rmtree(copy.folder)

    def _place(self, family: str, wave: int) -> Path:
        return self.folder / family / str(wave)

    def _all(self) -> Iterator[tuple[str, Columnar, int]]:
        for place in sorted(self.folder.glob("*/[0-9]*")):
            yield place.parent.name, _columnar(place), int(place.name)


def _columnar(place: Path) -> Columnar:
    """Return a copy. DuckDB is loaded where there is one, and not in a deployment without."""
    from bot.store.columnar import Columnar  # noqa: PLC0415

    return Columnar(place)


def _make(tx: Transaction, place: Path, family: str, wave: int) -> None:
    """Make a copy beside its place, and put it there whole: nobody counts from half of one."""
    half = place.with_name(f".{wave}")
    rmtree(half, ignore_errors=True)
    tx.db.execute(update(totals_answer).where(_is_of(family, wave)).values(copied=false()))
    _bring_level(tx, _columnar(half), family, wave)
    half.rename(place)


def _bring_level(tx: Transaction, copy: Columnar, family: str, wave: int) -> None:
    """Copy whoever said something since, whole: who they are is known from what they said, too."""
    of = _is_of(family, wave)
    while new := _not_copied(tx, of):
        theirs = and_(of, totals_answer.c.pseudonym.in_(new))
        copy.add(_rows(tx, family, wave, new))
        tx.db.execute(update(totals_answer).where(theirs).values(copied=true()))
    if copy.files() > MANY:
        copy.compact()


def _is_of(family: str, wave: int) -> ColumnElement[bool]:
    counted = totals_answer.c
    return and_(counted.family == family, counted.wave == wave, counted.held.is_(False))


def _not_copied(tx: Transaction, of: ColumnElement[bool]) -> Sequence[str]:
    found = select(totals_answer.c.pseudonym).where(of, NOT_COPIED).distinct().limit(AT_ONCE)
    return tx.db.scalars(found).all()


def _rows(
    tx: Transaction, family: str, wave: int, pseudonyms: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    from bot.store.columnar import JOIN, who  # noqa: PLC0415

    for each in totals.by_pseudonym(tx, family, wave, of=pseudonyms):
        yield (
            who(each.respondent),
            wave,
            each.question,
            each.status,
            JOIN.join(each.keys) or None,
            *(getattr(each, name) for name in BREAKDOWNS),
        )


def _count(tx: Transaction, family: str, wave: int) -> int:
    counted = select(func.count()).select_from(totals_answer).where(_is_of(family, wave))
    return tx.db.scalar(counted) or 0
