"""Made-up consultations for the attacker: seeded, never real, skewed as real ones are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.insight.tallies import QuestionShape, Response, Status

Who = dict[str, str]

SHAPES = (
    QuestionShape("how", ("walk", "phone", "video", "text")),
    QuestionShape("wishes", ("relax", "music", "sport"), multi=True),
    QuestionShape("again", ("yes", "no")),
)
# Breakdown -> its groups and how often each comes; everybody knows the groups.
GROUPS: Mapping[str, Mapping[str, int]] = {
    "age_band": {"11-12": 6, "13-15": 10, "16-18": 6, "19-25": 1},
    "gender": {"girl": 9, "boy": 8, "another_way": 1, "rather_not": 1, "not_said": 2},
    "area": {"Ashdale": 8, "Birchley": 5, "Cole Hill": 3, "Dunmore": 1, "not_said": 1},
    "channel": {"sms": 3, "chat": 2},
}
AREAS = tuple(GROUPS["area"])[:-1]
WHO = (("age_band", "area"), ("gender", "area"), ("area", "channel"), ("age_band", "gender"))
ALL_AT_ONCE = (("age_band", "area", "channel"), ("gender", "area", "channel"))
THREE_EVERY = 10  # one data set in so many has three breakdowns and up to three snapshots


@dataclass(frozen=True, slots=True)
class Consultation:
    """Who said what, in the order they came; `looks` is how many had come at each snapshot."""

    seed: int
    names: Sequence[str]
    people: Sequence[Sequence[Response]]
    looks: Sequence[int]


def consult(seed: int) -> Consultation:
    """Draw one consultation of 12 to 600 young people, with one to three snapshots."""
    draw = Random(seed)
    people = draw.choice((draw.randint(12, 60), draw.randint(60, 220), draw.randint(220, 600)))
    leans = {shape.id: [draw.random() ** 2 + 0.03 for _ in shape.options] for shape in SHAPES}
    tied = draw.random() < 0.3  # where you live then says much of what you choose
    answering = draw.choice((1.0, 0.95, 0.7))
    large = seed % THREE_EVERY == 0
    names = draw.choice(ALL_AT_ONCE if large else WHO)
    whos = [{name: _one_of(draw, GROUPS[name]) for name in names} for _ in range(people)]
    sat = [
        _sit(draw, number, leans, who=who, tied=tied, answering=answering)
        for number, who in enumerate(whos)
    ]
    looks = sorted(
        {people, *(draw.randint(10, people) for _ in range(draw.randint(0, 2 if large else 1)))}
    )
    return Consultation(seed, names, sat, looks)


def _one_of(draw: Random, weights: Mapping[str, int]) -> str:
    return draw.choices(tuple(weights), weights=tuple(weights.values()))[0]


def _sit(
    draw: Random,
    number: int,
    leans: Mapping[str, list[float]],
    *,
    who: Who,
    tied: bool,
    answering: float,
) -> list[Response]:
    said = []
    tie = next(iter(who))
    for shape in SHAPES:
        if draw.random() > answering:
            said.append(_response(number, shape, "skipped", who=who))
            continue
        lean = list(leans[shape.id])
        if tied:
            lean[tuple(GROUPS[tie]).index(who[tie]) % len(lean)] += 2
        keys = _keys(draw, shape, lean)
        said.append(_response(number, shape, "answered", keys, who=who))
    return said


def _response(
    number: int, shape: QuestionShape, status: Status, keys: tuple[str, ...] = (), *, who: Who
) -> Response:
    return Response(
        f"p{number}",
        shape.id,
        status,
        keys,
        who.get("age_band"),
        who.get("gender"),
        who.get("area"),
        channel=who.get("channel"),
    )


def _keys(draw: Random, shape: QuestionShape, lean: list[float]) -> tuple[str, ...]:
    if not shape.multi:
        return tuple(draw.choices(shape.options, weights=lean))
    chosen = [key for key, each in zip(shape.options, lean, strict=True) if draw.random() < each]
    return tuple(chosen or draw.choices(shape.options))
