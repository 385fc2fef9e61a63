"""The audit of the five outcomes, and of the risk and protective factors behind them. Pure.

Scales come from the flows: each question says what it serves and how its options score. Honest
about itself: a factor of one question is a share; an outcome needs three of its questions answered
by that person; nothing here is a norm. Only groups of at least the threshold are shown, "at least"
so many, to the nearest whole per cent: nothing taken from anything tells of one child.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bot.engine.model import Ask, Flow
from bot.insight.distributions import t_quantile
from bot.insight.effects import Effect, distance, holm, link
from bot.insight.scales import TOP, Answers, Item, alpha, score

OUTCOMES = (
    "be_healthy",
    "stay_safe",
    "enjoy_and_achieve",
    "positive_contribution",
    "economic_well_being",
)
OUTCOME, FACTORS = "outcome", ("protective", "risk")
EVERYONE = ""
UNLIKELY = 0.05  # after correction for all links, or all groups, looked at
UPPER = 2  # of 3: the half of a single question that counts towards the factor


@dataclass(frozen=True, slots=True)
class Scale:
    """An outcome or factor, and the questions it is made of."""

    kind: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One respondent: scored answers, and the group they are in by each breakdown."""

    answers: Answers
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How a group stands on a scale: 0 to 100, or a share in per cent; None where hidden."""

    kind: str
    name: str
    level: str
    group: str
    people_at_least: int
    percent: int | None
    low: int | None
    high: int | None
    is_share: bool = False
    alpha: float | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """How an outcome goes with a factor, or with being in a group: r, its interval, and of whom."""

    outcome: str
    kind: str
    name: str
    people_at_least: int
    size: float
    low: float
    high: float
    chance: float  # corrected for all that were looked at

    @property
    def is_real(self) -> bool:
        """Say whether chance would seldom do it, after correction."""
        return self.chance < UNLIKELY


@dataclass(frozen=True, slots=True)
class Moved:
    """How far the same people moved on an outcome between two waves, in points of 100."""

    outcome: str
    people_at_least: int
    points: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything of one audit that may be shown."""

    threshold: int
    scores: tuple[Score, ...] = ()
    links: tuple[Tie, ...] = ()
    missing_out: tuple[Tie, ...] = ()
    thin: tuple[str, ...] = ()  # outcomes of fewer than three questions
    moved: tuple[Moved, ...] = ()  # since the wave before, where there was one

    def dump(self) -> dict[str, Any]:
        """Return it in JSON's own types."""
        return asdict(self)

    @classmethod
    def load(cls, plain: Mapping[str, Any]) -> Audit:
        """Read back what `dump` wrote."""
        return cls(
            plain["threshold"],
            tuple(Score(**each) for each in plain["scores"]),
            tuple(Tie(**each) for each in plain["links"]),
            tuple(Tie(**each) for each in plain["missing_out"]),
            tuple(plain["thin"]),
            tuple(Moved(**each) for each in plain["moved"]),
        )


def scales_of(flows: Sequence[Flow]) -> tuple[Scale, ...]:
    """Return every scale the questions of these flows serve, outcomes first."""
    items: dict[tuple[str, str], dict[str, Item]] = {}
    for flow in flows:
        for node in flow.nodes.values():
            if isinstance(node, Ask):
                for kind, name, item in _serving(node):
                    items.setdefault((kind, name), {})[item.question] = item
    ordered = sorted(items, key=lambda place: (place[0] != OUTCOME, place))
    return tuple(Scale(kind, name, tuple(items[kind, name].values())) for kind, name in ordered)


def scores_of(flows: Sequence[Flow]) -> Mapping[str, Mapping[str, int]]:
    """Return what each option of each scored question counts for."""
    return {
        node.key: {each.key: each.score for each in node.choices if each.score is not None}
        for flow in flows
        for node in flow.nodes.values()
        if isinstance(node, Ask) and any(each.score is not None for each in node.choices)
    }


def audit(
    scales: Sequence[Scale],
    people: Sequence[Person],
    *,
    threshold: int,
    blocks: Mapping[str, Sequence[str]],
) -> Audit:
    """Measure every scale, for everyone and by group, and what goes with what.

    Args:
        blocks: level ("part", "ward", "gender" …) -> its groups, in the order in which those that
            are too small join their neighbours.
    """
    values = {(s.kind, s.name): [_value(s, each) for each in people] for s in scales}
    scores = [
        each
        for scale in scales
        for each in _scores(
            scale, values[scale.kind, scale.name], people, threshold=threshold, blocks=blocks
        )
    ]
    return Audit(
        threshold,
        tuple(scores),
        _links(scales, people, threshold),
        _missing_out(scales, values, people, threshold=threshold, blocks=blocks),
        tuple(s.name for s in scales if s.kind == OUTCOME and len(s.items) < 3),
    )


def _serving(node: Ask) -> Iterator[tuple[str, str, Item]]:
    scored = [each.score for each in node.choices if each.score is not None]
    for serves in node.serves:
        if scored and not serves.share and serves.kind in {OUTCOME, *FACTORS}:
            yield serves.kind, serves.name, Item(node.key, serves.reversed, max(scored))


def _value(scale: Scale, person: Person) -> float | None:
    if scale.kind == OUTCOME:
        return score(scale.items, person.answers)
    return score(scale.items, person.answers, least=1)


def _scores(
    scale: Scale,
    values: Sequence[float | None],
    people: Sequence[Person],
    *,
    threshold: int,
    blocks: Mapping[str, Sequence[str]],
) -> Iterator[Score]:
    of_all = alpha(scale.items, (each.answers for each in people))
    everyone = [value for value in values if value is not None]
    if len(everyone) < threshold:
        return
    yield _score(scale, ("all", EVERYONE), everyone, of_all)
    for level in blocks:
        merged = _merged(level, values, people, threshold=threshold, order=blocks[level])
        if len(merged) > 1:
            for group, inside in merged.items():
                yield _score(scale, (level, group), inside)


def _merged(
    level: str,
    values: Sequence[float | None],
    people: Sequence[Person],
    *,
    threshold: int,
    order: Sequence[str],
) -> Mapping[str, list[float]]:
    """Return the scores by group, neighbours joined until each has enough people."""
    by_group: dict[str, list[float]] = {}
    for value, person in zip(values, people, strict=True):
        if value is not None:
            by_group.setdefault(person.groups.get(level, "not_said"), []).append(value)
    merged: dict[str, list[float]] = {}
    waiting: list[str] = []
    inside: list[float] = []
    for group in order:
        waiting.append(group)
        inside = [*inside, *by_group.get(group, [])]
        if len(inside) >= threshold:
            merged["\x1f".join(waiting)] = inside
            waiting, inside = [], []
    if waiting and merged:
        last, before = merged.popitem()
        merged["\x1f".join((last, *waiting))] = [*before, *inside]
    return merged


def _score(
    scale: Scale, where: tuple[str, str], inside: Sequence[float], of_all: float | None = None
) -> Score:
    is_share = scale.kind != OUTCOME and len(scale.items) == 1
    numbers = [float(value >= UPPER) for value in inside] if is_share else list(inside)
    top = 1.0 if is_share else float(TOP)
    mean, low, high = (100 * each / top for each in _mean(numbers))
    hidden = round(mean) in {0, 100}  # all alike: it would tell what each of them said
    level, group = where
    return Score(
        kind=scale.kind,
        name=scale.name,
        level=level,
        group=group,
        people_at_least=len(inside) // 10 * 10,
        percent=None if hidden else round(mean),
        low=None if hidden else max(0, round(low)),
        high=None if hidden else min(100, round(high)),
        is_share=is_share,
        alpha=None if of_all is None else round(of_all, 2),
    )


def _mean(values: Sequence[float]) -> tuple[float, float, float]:
    """Return a mean with its 95 % interval by Student's t."""
    n = len(values)
    mean = float(np.mean(values))
    if n < 2:
        return mean, mean, mean
    reach = t_quantile(0.975, n - 1) * float(np.std(values, ddof=1)) / math.sqrt(n)
    return mean, mean - reach, mean + reach


def _links(scales: Sequence[Scale], people: Sequence[Person], threshold: int) -> tuple[Tie, ...]:
    """Return each outcome with each factor. Questions of both count for the factor alone: a
    thing goes with itself, and that would tell nothing."""
    found = []
    for outcome in (s for s in scales if s.kind == OUTCOME):
        for factor in (s for s in scales if s.kind in FACTORS):
            shared = {item.question for item in factor.items}
            rest = tuple(item for item in outcome.items if item.question not in shared)
            pairs = [
                (one, other)
                for each in people
                if (one := score(rest, each.answers)) is not None
                and (other := score(factor.items, each.answers, least=1)) is not None
            ]
            if len(pairs) >= threshold:
                first, second = zip(*pairs, strict=True)
                found.append((outcome.name, factor.kind, factor.name, link(first, second)))
    return _corrected(found)


def _missing_out(
    scales: Sequence[Scale],
    values: Mapping[tuple[str, str], Sequence[float | None]],
    people: Sequence[Person],
    *,
    threshold: int,
    blocks: Mapping[str, Sequence[str]],
) -> tuple[Tie, ...]:
    """Return each group with each outcome: whether those in it stand lower than the rest."""
    found = []
    for outcome in (s for s in scales if s.kind == OUTCOME):
        scored = values[outcome.kind, outcome.name]
        for level, order in blocks.items():
            merged = _merged(level, scored, people, threshold=threshold, order=order)
            for group, inside in merged.items():
                rest = [v for other, each in merged.items() if other != group for v in each]
                if len(rest) >= threshold:
                    within = [1.0] * len(inside) + [0.0] * len(rest)
                    found.append((outcome.name, level, group, link(within, [*inside, *rest])))
    return _corrected(found)


def _corrected(found: Sequence[tuple[str, str, str, Effect | None]]) -> tuple[Tie, ...]:
    known = [(one, kind, name, effect) for one, kind, name, effect in found if effect is not None]
    chances = holm([effect.chance for _, _, _, effect in known])
    ties = [
        Tie(
            outcome,
            kind,
            name,
            effect.people // 10 * 10,
            round(effect.size.value, 2),
            round(effect.size.low, 2),
            round(effect.size.high, 2),
            float(f"{chance:.2g}"),
        )
        for (outcome, kind, name, effect), chance in zip(known, chances, strict=True)
    ]
    return tuple(sorted(ties, key=lambda tie: -abs(tie.size)))


def travelled(
    scales: Sequence[Scale],
    before: Mapping[str, Answers],
    after: Mapping[str, Answers],
    *,
    threshold: int,
) -> tuple[Moved, ...]:
    """Return how far the same people moved on each outcome between two waves.

    Args:
        before, after: pseudonym -> scored answers; only those with a score in both are counted.
    """
    found = []
    for scale in (each for each in scales if each.kind == OUTCOME):
        pairs = [
            (one, other)
            for who in sorted(before.keys() & after.keys())
            if (one := score(scale.items, before[who])) is not None
            and (other := score(scale.items, after[who])) is not None
        ]
        if len(pairs) >= threshold and (effect := distance(*zip(*pairs, strict=True))):
            points = (100 * each / TOP for each in _of(effect))
            found.append(Moved(scale.name, effect.people // 10 * 10, *map(round, points)))
    return tuple(found)


def _of(effect: Effect) -> tuple[float, float, float]:
    return effect.size.value, effect.size.low, effect.size.high
