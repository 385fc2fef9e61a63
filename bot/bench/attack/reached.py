"""Attacks who is on the books, was asked and was reached: every snapshot's table, beside how many
answered. The attacker knows that whoever was reached was asked, that nobody is asked back, and in a
round by invitation that only those answer who were reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from random import Random
from typing import TypeAlias

from bot.bench.attack.knowledge import ANSWERED, published
from bot.bench.attack.ledger import Known, Ledger, Wanted
from bot.bench.attack.made_up import AREAS, GROUPS
from bot.insight.books import Reach
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release, release
from bot.insight.figures import JOIN, SafeTally
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Response, Tally, tally

KNOWN, ASKED, REACHED = "known", "asked", "reached"
COLUMNS = (KNOWN, ASKED, REACHED)
WHO = (("age_band", "area"), ("gender", "area"), ("age_band", "gender"))
SHAPES = (QuestionShape("how", ("walk", "phone")), QuestionShape("again", ("yes", "no")))
LATEST = 3  # snapshots at most

Dated: TypeAlias = tuple[str, SafeTally]
Cell: TypeAlias = tuple[str, ...]
Where: TypeAlias = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Young:
    """One made-up young person: by which day they were known, asked, reached; never is `LATEST`."""

    number: int
    who: Cell
    known: int
    asked: int
    reached: int
    answered: int


@dataclass(frozen=True, slots=True)
class Books:
    """What is published of made-up young people, and what else the attacker knows."""

    names: tuple[str, ...]
    invited_only: bool
    published: tuple[Dated, ...]


def attack(seed: int) -> tuple[int, tuple[Known, ...]]:
    """Return how many figures of made-up books were published, and what they give away."""
    made = made_up(seed)
    told = sum(
        isinstance(count, int)
        for _, safe in made.published
        for groups in safe.books.values()
        for each in groups.values()
        for count in (each.known, each.asked, each.reached)
    )
    return told, recover(made, seed=seed)


def recover(made: Books, *, seed: int = 0) -> tuple[Known, ...]:
    """Return what may be known of few: on the books, asked, reached, or reached and silent."""
    ledger, cells = Ledger(), tuple(product(*(GROUPS[name] for name in made.names)))
    days = {on: number for number, (on, _) in enumerate(made.published)}
    for day in range(len(days)):
        _write_what_holds(ledger, cells, day, invited_only=made.invited_only)
    for day, (_, safe) in enumerate(made.published):
        for where, column, of, count in _shown(safe, day, days):
            if where.keys() <= set(made.names):
                ledger.is_shown(_sum(made.names, cells, where, (column, of)), count)
    wanted = _wanted(made, cells)
    return ledger.recover(wanted, threshold=DEFAULT_THRESHOLD, seed=seed)


def _write_what_holds(
    ledger: Ledger, cells: Sequence[Cell], day: int, *, invited_only: bool
) -> None:
    for cell in cells:
        ledger.holds([(REACHED, cell, day)], [(ASKED, cell, day)])
        ledger.holds([(ASKED, cell, day)], [(KNOWN, cell, day)])
        for what in (*COLUMNS, *(shape.id for shape in SHAPES)):
            if day:
                ledger.holds([(what, cell, day - 1)], [(what, cell, day)])
        for shape in SHAPES if invited_only else ():
            ledger.holds([(shape.id, cell, day)], [(REACHED, cell, day)])


def _shown(
    safe: SafeTally, day: int, days: Mapping[str, int]
) -> Iterator[tuple[Where, str, int, int]]:
    for name, groups in safe.books.items():
        for key, each in groups.items():
            where = {name: frozenset(key.split(JOIN))} if name else {}
            figures = zip(COLUMNS, (each.known, each.asked, each.reached), strict=True)
            for column, count in figures:
                if isinstance(count, int):
                    yield where, column, days[safe.books_on[name, column]], count
    for question in safe.questions:
        for cell, count in published(question, day, days):
            if cell.option == ANSWERED:
                yield dict(cell.where), question.id, cell.until, count


def _sum(
    names: Sequence[str], cells: Sequence[Cell], where: Where, of: tuple[str, int]
) -> dict[object, int]:
    return {
        (of[0], cell, of[1]): 1
        for cell in cells
        if all(cell[names.index(name)] in groups for name, groups in where.items())
    }


def _wanted(made: Books, cells: Sequence[Cell]) -> Iterator[Wanted]:
    wheres: list[Where] = [{}]
    wheres += [{name: frozenset({group})} for name in made.names for group in GROUPS[name]]
    wheres += [
        {one: frozenset({row}), other: frozenset({column})}
        for one, other in combinations(made.names, 2)
        for row, column in product(GROUPS[one], GROUPS[other])
    ]

    def difference(where: Where, *parts: tuple[str, int]) -> Wanted:
        """Return the first less the second; of four, how much that is more than for the others."""
        terms = {
            place: sign
            for part, sign in zip(parts, (1, -1, -1, 1), strict=False)
            for place in _sum(made.names, cells, where, part)
        }
        return Wanted((where, *parts), terms, derived=True)

    def less(where: Where, day: int, whole: str, part: str) -> Iterator[Wanted]:
        yield difference(where, (whole, day), (part, day))
        if day:
            then = (whole, day - 1), (part, day - 1)
            yield difference(where, (whole, day), (part, day), *then)

    for where, day in product(wheres, range(len(made.published))):
        for column in COLUMNS:
            yield Wanted((where, column, day), _sum(made.names, cells, where, (column, day)))
            if day:
                yield difference(where, (column, day), (column, day - 1))
        yield from less(where, day, KNOWN, ASKED)
        yield from less(where, day, ASKED, REACHED)
        for shape in SHAPES if made.invited_only else ():
            yield from less(where, day, REACHED, shape.id)


def made_up(seed: int) -> Books:
    """Draw made-up books of 30 to 500 young people, and publish them up to three times."""
    draw = Random(seed)
    names = draw.choice(WHO)
    invited_only = draw.random() < 0.7
    everybody = tuple(_young(draw, names, invited_only=invited_only))
    before: Release | None = None
    respondents: int | None = None
    found: list[Dated] = []
    for day in range(LATEST):
        raw = tally(SHAPES, [each for one in everybody for each in _said(one, names, day)])
        if may_release(respondents, raw.respondents, closed=day == LATEST - 1):
            before = _release(raw, tuple(_reach(everybody, names, day)), len(found), before)
            respondents = raw.respondents
            found.append((_on(len(found)), before.figures))
    return Books(names, invited_only, tuple(found))


def _release(raw: Tally, reach: Sequence[Reach], day: int, before: Release | None) -> Release:
    return release(raw, on=_on(day), areas=AREAS, before=before, reach=reach)


def _on(day: int) -> str:
    return f"day {day}"


def _young(draw: Random, names: Sequence[str], *, invited_only: bool) -> Iterator[Young]:
    people = draw.choice((draw.randint(30, 90), draw.randint(90, 500)))
    early = draw.choice((1.0, 0.9, 0.5))  # how many are known, asked, reached on the first day
    asked, reached, answers = (draw.choice((1.0, 0.97, 0.7)) for _ in range(3))

    def day(since: int, odds: float) -> int:
        if since >= LATEST or draw.random() > odds:
            return LATEST
        return since if draw.random() < early else draw.randint(since, LATEST)

    for number in range(people):
        who = tuple(draw.choices(*zip(*GROUPS[name].items(), strict=True))[0] for name in names)
        known = day(0, 1.0)
        sent = day(known, asked)
        arrived = day(sent, reached)
        answered = day(arrived if invited_only else known, answers)
        yield Young(number, who, known, sent, arrived, answered)


def _said(young: Young, names: Sequence[str], day: int) -> Iterator[Response]:
    if young.answered > day:
        return
    draw = Random(young.number)
    who = dict(zip(names, young.who, strict=True))
    for shape in SHAPES:
        keys = (draw.choice(shape.options),)
        if draw.random() < 0.95:
            yield Response(
                f"p{young.number}",
                shape.id,
                "answered",
                keys,
                age_band=who.get("age_band"),
                gender=who.get("gender"),
                area=who.get("area"),
            )


def _reach(everybody: Sequence[Young], names: Sequence[str], day: int) -> Iterator[Reach]:
    counts: Counter[tuple[str, Cell]] = Counter()
    for one in everybody:
        counts[KNOWN, one.who] += one.known <= day
        counts[ASKED, one.who] += one.asked <= day
        counts[REACHED, one.who] += one.reached <= day
    for cell in sorted({one.who for one in everybody}):
        who = dict(zip(names, cell, strict=True))
        figures = (counts[column, cell] for column in COLUMNS)
        yield Reach(who.get("age_band"), who.get("gender"), who.get("area"), *figures)
