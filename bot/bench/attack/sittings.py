"""Made-up sittings for the attacker of times asked: seeded, never real; some answer, skip, stop, or
are not understood, each cell in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import TypeAlias

from bot.insight.disclosure import may_release, release
from bot.insight.figures import SafeTally
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Response, Status, tally

GROUPS: Mapping[str, Mapping[str, int]] = {
    "gender": {"girl": 5, "boy": 4},
    "area": {"Ashdale": 5, "Birchley": 4, "Cole Hill": 1},
    "channel": {"sms": 3, "chat": 2},
}

Dated: TypeAlias = tuple[str, SafeTally]
Who: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is published of made-up sittings, and the breakdowns they have."""

    names: tuple[str, ...]
    published: tuple[Dated, ...]


def made_up(seed: int) -> Asking:
    """Draw 60 to 500 made-up sittings at one to three questions, and publish them as they come."""
    draw = Random(seed)
    names = draw.choice((("gender", "area"), ("gender", "channel"), ("area", "channel")))
    shapes = tuple(QuestionShape(f"q{n}", ("yes", "no")) for n in range(draw.choice((1, 1, 2, 3))))
    people = draw.choice((draw.randint(60, 160), draw.randint(160, 500)))
    asked = [(shape, _lean(draw, names)) for shape in shapes]
    sat = [list(_sit(draw, f"p{n}", names, asked)) for n in range(people)]
    return Asking(names, tuple(publish(draw, shapes, sat)))


def publish(
    draw: Random, shapes: Sequence[QuestionShape], sat: Sequence[Sequence[Response]]
) -> Iterator[Dated]:
    """Yield up to three snapshots of these sittings, as far as the rules allow."""
    looks = sorted({len(sat), *(draw.randint(10, len(sat)) for _ in range(draw.randint(0, 2)))})
    before: Release | None = None
    respondents: int | None = None
    areas = tuple(GROUPS["area"])
    for number, look in enumerate(looks):
        raw = tally(shapes, [each for one in sat[:look] for each in one])
        if may_release(respondents, raw.respondents, closed=look == len(sat)):
            before = release(raw, on=f"day {number}", areas=areas, before=before)
            respondents = raw.respondents
            yield f"day {number}", before.figures


def _lean(draw: Random, names: Sequence[str]) -> Mapping[Who, Sequence[float]]:
    """Return how often each cell answers, skips, is not understood, and stops."""
    usual = [draw.random() for _ in range(4)]
    return {
        cell: [each * draw.choice((0.05, 1.0, 3.0)) + 0.01 for each in usual]
        for cell in product(*(GROUPS[name] for name in names))
    }


def _sit(
    draw: Random,
    number: str,
    names: Sequence[str],
    asked: Sequence[tuple[QuestionShape, Mapping[Who, Sequence[float]]]],
) -> Iterator[Response]:
    cell = tuple(
        draw.choices(tuple(GROUPS[name]), tuple(GROUPS[name].values()))[0] for name in names
    )
    who = dict(zip(names, cell, strict=True))
    statuses: tuple[Status, ...] = ("answered", "skipped", "unclear", "asked")
    for shape, lean in asked:
        status = draw.choices(statuses, lean[cell])[0]
        keys = (draw.choice(shape.options),) if status == "answered" else ()
        yield Response(
            number,
            shape.id,
            status,
            keys,
            gender=who.get("gender"),
            area=who.get("area"),
            channel=who.get("channel"),
        )
        if status == "asked":
            return
