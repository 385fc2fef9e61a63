"""Publishes made-up consultations as Sayso would, and sets the attacker on all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from bot.bench.attack import asking, careless, gathered, reached, stretches
from bot.bench.attack.bounding import Recovered, recover
from bot.bench.attack.knowledge import ANSWERED, Cell
from bot.bench.attack.made_up import AREAS, GROUPS, SHAPES, Consultation, consult
from bot.insight.attacker import attack
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release, release
from bot.insight.figures import SafeQuestion, SafeTally
from bot.insight.successive import Before
from bot.insight.tallies import QuestionShape, Tally, tally

BESIDE = (gathered, stretches, reached, asking)
PLANTED_EVERY = 10  # one data set in so many is published carelessly too


@dataclass(slots=True)
class Found:
    """What `sayso bench attack --json` prints.

    Args:
        tables: how many were published, over all snapshots and waves.
        hidden: counts that were not published.
        recovered: of those, known to within less than the threshold. Must be 0.
        planted_found: the same where hiding was switched off but for small counts. Must not be 0.
        beside: themes shown, stretches, figures of the books and of those asked, attacked as well.
    """

    tables: int = 0
    hidden: int = 0
    recovered: int = 0
    planted_found: int = 0
    beside: int = 0


def measure(*, data_sets: int, seed: int, tell: Callable[[str], object]) -> Found:
    """Attack so many made-up consultations, each in all its snapshots together."""
    found = Found()
    for number in range(data_sets):
        made_up = consult(seed_of(seed, number))
        published = tuple(publish(made_up))
        found.tables += sum(map(_tables, (each for _, each in published)))
        for shape in SHAPES:
            hidden, recovered = attack_tables(published, shape, made_up.names, seed=number)
            found.hidden += hidden
            found.recovered += len(recovered)
            for each in recovered:
                tell(f"recovered in data set {number}, {shape.id}: {each}")
        found.recovered += sum(
            len(attack(_of_its_day(safe), linear=False)) for _, safe in published
        )
        for told, known in (each.attack(made_up.seed) for each in BESIDE):
            found.beside += told
            found.recovered += len(known)
            for one in known:
                tell(f"recovered in data set {number}: {one}")
        if number % PLANTED_EVERY == 0:
            found.planted_found += _planted(made_up)
            tell(f"{number + 1} of {data_sets} data sets")
    return found


Dated = tuple[str, SafeTally]


def seed_of(seed: int, number: int) -> int:
    """Return what one data set of a measurement is drawn with."""
    return seed * 1_000_003 + number


def publish(made_up: Consultation) -> Iterator[Dated]:
    """Yield each snapshot the rules allow, oldest first."""
    before: Before | None = None
    respondents: int | None = None
    for number, look in enumerate(made_up.looks):
        raw = _count(made_up, look)
        if may_release(respondents, raw.respondents, closed=look == made_up.looks[-1]):
            before = release(raw, on=f"day {number}", areas=AREAS, before=before)
            respondents = raw.respondents
            yield f"day {number}", before.figures


def _count(made_up: Consultation, look: int) -> Tally:
    return tally(SHAPES, [each for person in made_up.people[:look] for each in person])


def attack_tables(
    published: Sequence[Dated], shape: QuestionShape, names: Sequence[str], *, seed: int
) -> tuple[int, list[Recovered]]:
    """Return how many counts of one question are hidden over all snapshots, and those recovered."""
    questions = [_question(safe, shape) for _, safe in published]
    if not questions:
        return 0, []
    dates = {on: number for number, (on, _) in enumerate(published)}
    return recover(
        questions,
        dates,
        groups={name: tuple(GROUPS[name]) for name in names},
        wanted=tuple(_wanted(shape, names, len(published))),
        threshold=DEFAULT_THRESHOLD,
        seed=seed,
    )


def _planted(made_up: Consultation) -> int:
    """Count what is found where only small counts are hidden."""
    safe = careless.publish(_count(made_up, made_up.looks[-1]), threshold=DEFAULT_THRESHOLD)
    day = [("day 0", safe)]
    return sum(len(attack_tables(day, shape, made_up.names, seed=0)[1]) for shape in SHAPES)


def _question(safe: SafeTally, shape: QuestionShape) -> SafeQuestion:
    return next(each for each in safe.questions if each.id == shape.id)


def _wanted(shape: QuestionShape, names: Sequence[str], snapshots: int) -> Iterator[Cell]:
    """Yield every count of everyone, a group, and a pair of groups: so far, and since the last."""
    wheres: list[tuple[tuple[str, frozenset[str]], ...]] = [()]
    wheres += [((name, frozenset({group})),) for name in names for group in GROUPS[name]]
    wheres += [
        ((one, frozenset({row})), (other, frozenset({column})))
        for one, other in combinations(names, 2)
        for row, column in product(GROUPS[one], GROUPS[other])
    ]
    for where, option, until in product(wheres, (ANSWERED, *shape.options), range(snapshots)):
        yield Cell(where, option, until)
        if until:
            yield Cell(where, option, until, since=until - 1)


def _of_its_day(safe: SafeTally) -> SafeTally:
    """Return the tables counted for this very snapshot: only those add up to one another."""
    return replace(
        safe,
        questions=tuple(
            replace(
                each,
                breakdowns={
                    name: None if name in each.dated else groups
                    for name, groups in each.breakdowns.items()
                },
            )
            for each in safe.questions
        ),
    )


def _tables(safe: SafeTally) -> int:
    return sum(
        1
        + sum(groups is not None for groups in question.breakdowns.values())
        + sum(cells is not None for cells in question.pairs.values())
        for question in safe.questions
    )
