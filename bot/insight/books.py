"""Who was asked and reached, against everybody on the books. Pure; `disclosure` alone calls it.

Of the same young people: whoever was reached was asked, and in a round by invitation only they
answer. So a column is shown whole or not at all, and only where in every group it holds at least
the threshold and is as far from each other column and from those who answered: else a difference
tells of the few who were not asked, not reached, or silent. Where all are sent the same way, asked
less those who stopped is who came so far: so whichever of asked and stopped (`course`) is shown
first in a wave, the other is not. Once shown, a column
stands, with its date, until it changed by as much in every group, and by as much more or less than
what stands beside it (`books_moved`); its groups stay as they were.

How many answered is nothing new here: it is what the board shows of the question most answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeAlias

from bot.insight.books_moved import Column, Columns, beside, grew_apart, recall, remember
from bot.insight.figures import JOIN, Books, Course, Figure, Hidden, SafeQuestion, SafeReach
from bot.insight.since import Fixed
from bot.insight.tallies import NOT_SAID, Figures, Pair, QuestionTally

BY = ("age_band", "gender", "area")  # all that is known of somebody who never answered
EVERYONE = ""
ASKED = "asked"
COLUMNS = (ASKED, "reached", "known")  # the first that can be shown go before the rest

Tables: TypeAlias = Mapping[str, Fixed]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of one age band, gender and area are known, were asked, and were reached."""

    age_band: str | None
    gender: str | None
    area: str | None
    known: int
    asked: int
    reached: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The books as they are shown, and when each of their columns was counted.

    Args:
        fixed: what stood beside each column when it was shown; nobody is shown that.
    """

    books: Books
    on: Mapping[Pair, str]
    fixed: Tables = field(default_factory=dict)


NOTHING = Shown({}, {})


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of one breakdown that are shown, when each was counted, and beside what."""

    keys: tuple[str, ...]
    columns: Mapping[str, Column]
    on: Mapping[str, str]
    fixed: Mapping[str, Fixed]


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted today, before anything is hidden, and what is shown beside it.

    Args:
        shown: the questions as they are shown now.
        before: the books as they were shown last.
    """

    questions: Sequence[QuestionTally]
    reach: Sequence[Reach]
    shown: Sequence[SafeQuestion]
    course: Course | None
    before: Shown
    threshold: int
    on: str


def books(counts: Counts) -> Shown:
    """Return what may be shown, of everyone and by group; nothing where nothing was counted."""
    most = _most_answered(counts.shown)
    if not counts.reach or most is None:
        return counts.before
    everyone = _table(counts, EVERYONE, (EVERYONE,), frozenset(COLUMNS))
    tables = {EVERYONE: everyone}
    moved = frozenset(column for column, on in everyone.on.items() if on == counts.on)
    for name in BY:
        keys = _keys(counts, most, name)
        if keys:
            tables[name] = _table(counts, name, keys, moved)
    return Shown(
        {name: dict(_figures(most, name, table)) for name, table in tables.items()},
        {(name, column): on for name, table in tables.items() for column, on in table.on.items()},
        {
            JOIN.join((name, column)): fixed
            for name, table in tables.items()
            for column, fixed in table.fixed.items()
        },
    )


def _keys(counts: Counts, most: SafeQuestion, name: str) -> tuple[str, ...]:
    """Return the groups of before, or those of the question most answered; new ones join the last.

    Nobody is left out: who is in no group could be told by the rest.
    """
    keys = tuple(counts.before.books.get(name) or most.breakdowns.get(name) or ())
    if not keys:
        return ()
    known = {group for key in keys for group in key.split(JOIN)}
    new = sorted({_group_of(each, name) for each in counts.reach} - known)
    return (*keys[:-1], JOIN.join((keys[-1], *new)))


def _table(counts: Counts, name: str, keys: tuple[str, ...], may_change: frozenset[str]) -> _Table:
    """Return the columns of one breakdown: those that may not change stand as they were.

    Args:
        may_change: those of everyone that did: else the groups' sum would tell of it.
    """
    columns, on = _before(counts, name)
    stood = {column: _stood(counts, name, column) for column in columns}
    answered = beside(counts.questions, name, keys)
    today = {column: _column(counts.reach, name, keys, column) for column in COLUMNS}
    seen = list(_seen(counts, name, keys))
    moved: dict[str, Column] = {}
    for column in COLUMNS:
        others = [columns[each] for each in columns if each != column]
        if (
            column in may_change
            and not (column == ASKED and _tells_who_stopped(counts))
            and all(count >= counts.threshold for count in today[column])
            and all(_is_far(today[column], each, counts.threshold) for each in (*others, *seen))
            and _has_changed(today[column], columns.get(column), counts.threshold)
            and _grew_apart(
                column, stood, {**answered, **moved, column: today[column]}, counts.threshold
            )
        ):
            columns[column], on[column] = today[column], counts.on
            moved[column] = today[column]
    new = {column: remember(counts.on, {**answered, **moved}) for column in moved}
    return _Table(keys, columns, on, {**_kept(counts, name), **new})


def _before(counts: Counts, name: str) -> tuple[dict[str, Column], dict[str, str]]:
    groups = counts.before.books.get(name, {})
    columns: dict[str, Column] = {}
    for column in COLUMNS:
        figures = [getattr(each, column) for each in groups.values()]
        if figures and not any(isinstance(figure, Hidden) for figure in figures):
            columns[column] = tuple(figures)
    return columns, {column: counts.before.on.get((name, column), "") for column in columns}


def _tells_who_stopped(counts: Counts) -> bool:
    return counts.course is not None and bool(counts.course.stretches)


def _grew_apart(column: str, stood: Mapping[str, Columns], now: Columns, threshold: int) -> bool:
    """Tell whether a column, and those that move with it, grew apart since each was last shown."""
    if column in stood and column not in stood[column]:
        return False  # an older Sayso showed it, and kept nothing
    return all(
        grew_apart(each, was, now, threshold)
        for each, was in stood.items()
        if each in now and column in was
    )


def _kept(counts: Counts, name: str) -> dict[str, Fixed]:
    kept = {column: counts.before.fixed.get(JOIN.join((name, column))) for column in COLUMNS}
    return {column: fixed for column, fixed in kept.items() if fixed is not None}


def _stood(counts: Counts, name: str, column: str) -> Columns:
    """Return what stood beside a column when it was last shown; {} where that was not kept."""
    fixed = counts.before.fixed.get(JOIN.join((name, column)))
    return recall(fixed) if fixed is not None else {}


def _is_far(one: Column, other: Column, threshold: int) -> bool:
    return all(abs(a - b) >= threshold for a, b in zip(one, other, strict=True))


def _has_changed(now: Column, before: Column | None, threshold: int) -> bool:
    return before is None or _is_far(now, before, threshold)


def _column(reach: Sequence[Reach], name: str, keys: Sequence[str], column: str) -> Column:
    places = _places(keys)
    sums = [0] * len(keys)
    for each in reach:
        sums[places[_group_of(each, name)] if name else 0] += getattr(each, column)
    return tuple(sums)


def _seen(counts: Counts, name: str, keys: Sequence[str]) -> Iterator[Column]:
    """Yield how many can be seen to have answered or skipped something, come so far, or been asked.

    Cell by cell of everything that is counted: answers to different questions add up.
    """
    first = counts.questions[0]
    for other in first.breakdowns:
        if name in (EVERYONE, other):
            cells = [dict(_cells(question.breakdowns[other])) for question in counts.questions]
            yield _most(cells, keys, name)
    for pair in first.pairs:
        if name == EVERYONE or name in pair:
            place = pair.index(name) if name else 0
            cells = [_of_pair(question, pair, place) for question in counts.questions]
            yield _most(cells, keys, name)
    if name == EVERYONE:
        yield from ((so_far,) for so_far in _came_so_far(counts))
    for question, shown in zip(counts.questions, counts.shown, strict=True):
        if isinstance(shown.overall.asked, int):
            yield _asked(question, name, keys)


def _came_so_far(counts: Counts) -> Iterator[int]:
    """Yield for each question who stopped before it, or by it, and who answered or skipped it."""
    stretches = counts.course.stretches if counts.course else ()
    stopped = {each: stretch for stretch in stretches for each in stretch.questions}
    ends = accumulate((stretch.stopped for stretch in stretches), initial=0)
    before = dict(zip(stretches, ends, strict=False))
    for question in counts.questions:
        stretch = stopped.get(question.shape.id)
        sums = {0} if stretch is None else {before[stretch], before[stretch] + stretch.stopped}
        for already in sums:
            yield already + question.overall.answered
            yield already + question.overall.answered + question.overall.skipped


def _cells(groups: Mapping[str, Figures]) -> Iterator[tuple[Pair, int]]:
    for group, figures in groups.items():
        yield (group, ""), figures.answered + figures.skipped


def _of_pair(question: QuestionTally, pair: Pair, place: int) -> dict[Pair, int]:
    return {
        (cell[place], cell[1 - place]): figures.answered + figures.skipped
        for cell, figures in question.pairs.get(pair, {}).items()
    }


def _most(cells: Sequence[Mapping[Pair, int]], keys: Sequence[str], name: str) -> Column:
    most: dict[Pair, int] = {}
    for of_question in cells:
        for cell, count in of_question.items():
            most[cell] = max(count, most.get(cell, 0))
    places, sums = _places(keys), [0] * len(keys)
    for (group, _), count in most.items():
        sums[places.get(group, len(keys) - 1) if name else 0] += count
    return tuple(sums)


def _asked(question: QuestionTally, name: str, keys: Sequence[str]) -> Column:
    if not name:
        return (question.overall.asked,)
    places, sums = _places(keys), [0] * len(keys)
    for group, figures in question.breakdowns[name].items():
        sums[places.get(group, len(keys) - 1)] += figures.asked
    return tuple(sums)


def _places(keys: Sequence[str]) -> Mapping[str, int]:
    return {group: place for place, key in enumerate(keys) for group in key.split(JOIN)}


def _most_answered(questions: Sequence[SafeQuestion]) -> SafeQuestion | None:
    shown = [each for each in questions if isinstance(each.overall.answered, int)]
    return max(shown, key=lambda each: each.overall.answered, default=None)


def _figures(most: SafeQuestion, name: str, table: _Table) -> Iterator[tuple[str, SafeReach]]:
    shown = {EVERYONE: most.overall} if name == EVERYONE else most.breakdowns.get(name) or {}
    for place, key in enumerate(table.keys):

        def figure(column: str, place: int = place) -> Figure:
            counts = table.columns.get(column)
            return counts[place] if counts else Hidden.CONFIDENTIAL

        answered = shown[key].answered if key in shown else Hidden.CONFIDENTIAL
        yield key, SafeReach(figure("known"), figure("asked"), figure("reached"), answered)


def _group_of(each: Reach, name: str) -> str:
    group: Mapping[str, str | None] = {
        "age_band": each.age_band,
        "gender": each.gender,
        "area": each.area,
    }
    return group[name] or NOT_SAID
