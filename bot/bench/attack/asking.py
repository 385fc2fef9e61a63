"""Attacks how many were asked: beside everything answered and skipped, over every question, group,
pair of groups and snapshot.

The attacker knows that all are sent the same way: who did not stop at one question was asked the
next. So what one group of a group answered later was asked of it before, and what every cell is
known to hold, added up, leaves only so much of what was asked to be anybody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import TypeAlias

from bot.bench.attack.ledger import Known, Ledger, Wanted
from bot.bench.attack.sittings import GROUPS, Asking, Who, made_up
from bot.insight.disclosure import DEFAULT_THRESHOLD
from bot.insight.figures import JOIN, SafeFigures, SafeQuestion, SafeTally

ANSWERED, SKIPPED, UNCLEAR, STOPPED = WHATS = ("answered", "skipped", "unclear", "stopped")
SUMS: Mapping[str, Sequence[str]] = {
    "asked": WHATS,
    "left": (UNCLEAR, STOPPED),
    "unanswered": (SKIPPED, UNCLEAR, STOPPED),
    ANSWERED: (ANSWERED,),
    SKIPPED: (SKIPPED,),
}
HELD = ("asked", ANSWERED, SKIPPED)  # what is a figure of its own; the rest is a difference

Where: TypeAlias = Mapping[str, frozenset[str]]


def attack(seed: int) -> tuple[int, tuple[Known, ...]]:
    """Return how often times asked were published of made-up sittings, and what they give away."""
    made = made_up(seed)
    told = sum(
        isinstance(figures.asked, int)
        for _, safe in made.published
        for question in safe.questions
        for _, _, figures in _scopes(question)
    )
    return told, recover(made, seed=seed)


def recover(made: Asking, *, seed: int = 0) -> tuple[Known, ...]:
    """Return what may be known of few: asked, skipped, or asked and silent, in any cell."""
    if not any(_is_told(safe) for _, safe in made.published):
        return ()
    ledger, cells = Ledger(), tuple(product(*(GROUPS[name] for name in made.names)))
    world = made.names, cells
    questions = [question.id for question in made.published[0][1].questions]
    days = {on: number for number, (on, _) in enumerate(made.published)}
    for day, cell in product(range(len(days)), cells):
        _write_what_holds(ledger, questions, cell, day)
    for day, (_, safe) in enumerate(made.published):
        for question in safe.questions:
            for where, of, figures in _scopes(question):
                on = days[question.dated[of]] if of in question.dated else day
                _write_what_is_shown(ledger, world, (where, question.id, on), figures)
    wanted = _wanted(made.names, cells, questions, len(days))
    return ledger.recover(wanted, threshold=DEFAULT_THRESHOLD, seed=seed)


def _is_told(safe: SafeTally) -> bool:
    return any(isinstance(question.overall.answered, int) for question in safe.questions)


def _write_what_holds(ledger: Ledger, questions: Sequence[str], cell: Who, day: int) -> None:
    for question, what in product(questions if day else (), WHATS):
        ledger.holds([(what, question, cell, day - 1)], [(what, question, cell, day)])
    for question, following in pairwise(questions):
        went_on = {(what, question, cell, day): -1 for what in WHATS if what != STOPPED}
        ledger.is_shown({**{(w, following, cell, day): 1 for w in WHATS}, **went_on}, 0)


def _write_what_is_shown(
    ledger: Ledger,
    world: tuple[Sequence[str], Sequence[Who]],
    of: tuple[Where, str, int],
    figures: SafeFigures,
) -> None:
    names, cells = world
    shown = {"asked": figures.asked, ANSWERED: figures.answered, SKIPPED: figures.skipped}
    for what, count in shown.items():
        if isinstance(count, int) and of[0].keys() <= set(names):
            ledger.is_shown(_sum(names, cells, of, what), count)


def _scopes(question: SafeQuestion) -> Iterator[tuple[Where, str, SafeFigures]]:
    """Yield of whom figures are, the table they stand in, and the figures."""

    def block(key: str) -> frozenset[str]:
        return frozenset(key.split(JOIN))

    yield {}, "overall", question.overall
    for name, groups in question.breakdowns.items():
        for key, figures in (groups or {}).items():
            yield {name: block(key)}, name, figures
    for (one, other), cells in question.pairs.items():
        for (row, column), figures in (cells or {}).items():
            yield {one: block(row), other: block(column)}, JOIN.join((one, other)), figures


def _sum(
    names: Sequence[str], cells: Sequence[Who], of: tuple[Where, str, int], what: str
) -> dict[object, int]:
    where, question, day = of
    return {
        (each, question, cell, day): 1
        for cell in cells
        if all(cell[names.index(name)] in groups for name, groups in where.items())
        for each in SUMS[what]
    }


def _wanted(
    names: Sequence[str], cells: Sequence[Who], questions: Sequence[str], days: int
) -> Iterator[Wanted]:
    wheres: list[Where] = [{}]
    wheres += [{name: frozenset({group})} for name in names for group in GROUPS[name]]
    wheres += [
        {one: frozenset({row}), other: frozenset({column})}
        for one, other in combinations(names, 2)
        for row, column in product(GROUPS[one], GROUPS[other])
    ]
    for where, question, day, what in product(wheres, questions, range(days), SUMS):
        now = _sum(names, cells, (where, question, day), what)
        name = tuple(where.items()), question, day, what
        # Of everyone, asked follows from what was asked before and who stopped: both are large.
        yield Wanted(name, now, derived=what not in HELD or not where)
        if day:
            then = _sum(names, cells, (where, question, day - 1), what)
            yield Wanted(("more", *name), {**now, **dict.fromkeys(then, -1)}, derived=True)
