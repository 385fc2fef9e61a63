"""Families of so many answers that totals are counted from the columnar copy, and how each copy is
kept level with the database: whoever said something since is copied whole; what is deleted goes.

A copy is a folder of a family and a wave; web and worker share it, as they share the spool. Only
`release_totals` counts from it. Nothing here writes to the database for longer than it takes to
mark a few hundred people, so that a copy of millions is made while young people write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.insight.tallies import QuestionShape, Tally
from bot.privacy.pseudonyms import pseudonym
from bot.store import copied_marks as marks
from bot.store import totals
from bot.store.columns import AnyRow
from bot.store.copied_marks import Wave
from bot.store.database import Store
from bot.store.parts import JOIN

if TYPE_CHECKING:
    from bot.store.columnar import Columnar

LEAST = 1_000_000  # answers of one family in one wave; with fewer, SQL is quick enough
AT_ONCE = 2_500  # respondents copied together: a hundred thousand rows of a long survey
MARKED_AT_ONCE = 250  # respondents: others wait to write for no longer than that takes


@dataclass(frozen=True, slots=True)
class Copied:
    """The copies of a deployment.

    Args:
        folder: where they are, each in a folder of its family and one of its wave.
        least: how many answers make a family large.
        at_once: how many respondents are copied together.
    """

    store: Store
    folder: Path
    least: int = LEAST
    at_once: int = AT_ONCE

    def tally(self, shapes: Sequence[QuestionShape], family: str, wave: int) -> Tally | None:
        """Count these questions from the copy, brought level first; None of a family not large.

        It is called while nothing is being written: bringing level writes by itself.
        """
        of, place = Wave(family, wave), self.folder / family / str(wave)
        if not place.is_dir():
            with self.store.reading() as tx:
                if marks.count(tx, of) < self.least:
                    return None
        copy = _columnar(place)
        self._bring_level(copy, of)
        with copy.alone():
            return copy.tally(shapes, wave)

    def forget(self, pseudonym_key: bytes, contact_id: int) -> None:
        """Rewrite what holds anything of one young person without what they said."""
        for of, copy in self._all():
            theirs = pseudonym(pseudonym_key, contact_id, of.family)
            with copy.alone():
                copy.forget([_number(theirs)])

    def tend(self) -> None:
        """Leave in the copies what the database has, and no more of anybody; done at night."""
        for of, copy in self._all():
            self._bring_level(copy, of)
            with copy.alone():
                self._mend(copy, of)
                copy.bring_together()  # at night, and not while a release is waited for

    def _mend(self, copy: Columnar, of: Wave) -> None:
        """Take out whoever has not as many answers in the copy as in the database.

        Those who are still in the database are copied again with the next release.
        """
        has = copy.count_by_person()
        with self.store.reading() as tx:
            known = {_number(who): (answers, who) for who, answers in marks.by_person(tx, of)}
        off = [one for one in has | known if has.get(one) != known.get(one, (None,))[0]]
        if off:
            copy.forget(off)
        again = [known[number][1] for number in off if number in known]
        for some in _parted(again, MARKED_AT_ONCE):
            with self.store.begin() as tx:
                marks.unmark(tx, of, some)

    def _bring_level(self, copy: Columnar, of: Wave) -> None:
        """Copy whoever said something since, whole: who they are is known from what they said, too.

        A copy that is not whole yet is made first, in the order of pseudonyms. Each step has the
        copy alone, so that nobody erased meanwhile is written after they were taken out.
        """
        more = True
        while more:
            with copy.alone():
                more = self._step(copy, of)

    def _step(self, copy: Columnar, of: Wave) -> bool:
        """Copy the next few; tell whether there may be more."""
        walked = copy.walked
        with self.store.reading() as tx:
            if walked is None:
                some = marks.not_copied(tx, of, self.at_once)
            else:
                some = marks.after(tx, of, walked, self.at_once)
            said = list(totals.said(tx, of.family, of.number, of=some)) if some else []
        if walked is None and not some:
            return False
        copy.add(list(_rows(said, of)), walked=None if walked is None else _past(some))
        self._mark(of, some, said)
        if walked is not None:
            copy.bring_together()
        return True

    def _mark(self, of: Wave, some: Sequence[str], said: Sequence[AnyRow]) -> None:
        what = marks.what_of(said, some)
        for few in _parted(some, MARKED_AT_ONCE):
            with self.store.begin() as tx:
                marks.mark(tx, of, {who: what[who] for who in few})

    def _all(self) -> Iterator[tuple[Wave, Columnar]]:
        for place in sorted(self.folder.glob("*/[0-9]*")):
            yield Wave(place.parent.name, int(place.name)), _columnar(place)


def _columnar(place: Path) -> Columnar:
    """Return a copy. DuckDB is loaded where there is one, and not in a deployment without."""
    from bot.store.columnar import Columnar  # noqa: PLC0415

    return Columnar(place)


@lru_cache(maxsize=2)  # the answers of one person come one after another
def _number(pseudonym: str) -> int:
    from bot.store.columnar import who  # noqa: PLC0415

    return who(pseudonym)


def _past(some: Sequence[str]) -> str | None:
    """Return what comes after all these pseudonyms, and is none; None after the last."""
    return some[-1][:16] + "g" if some else None


def _parted(some: Sequence[str], at_once: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(some), at_once):
        yield some[start : start + at_once]


def _rows(said: Iterable[AnyRow], of: Wave) -> Iterator[tuple[Any, ...]]:
    """Yield what the copy has of each row of `totals.said`, with one of each of `BREAKDOWNS`."""
    for who, question, status, value, channel, language, age, gender, area, ethnicity, home in said:
        here = _number(who), of.number, question, status, _joined(value)
        origin, lives_with = totals.one_key_of(ethnicity), totals.one_key_of(home)
        yield *here, age, gender, origin, area, lives_with, channel, language


@lru_cache(maxsize=10_000)  # millions of answers are of few different ones
def _joined(value: str | None) -> str | None:
    return JOIN.join(totals.keys_of(value)) or None
