"""Attacks the themes of a question in own words: every showing of them, and how each grew.

The attacker knows how themes grow: a group that stands loses nobody, and only the rest parts. So
whoever is in a theme came on one day, and was in the rest until the theme was there. That a theme
gained nobody is no finding: fewer than ten who would join it are put in the rest, so it says no
more than "fewer than ten" (decision 7). Any other count of a few is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from bot.bench.attack.bounding import ALMOST
from bot.bench.attack.ledger import Known, Ledger, Wanted
from bot.insight.disclosure import DEFAULT_THRESHOLD, publish_themes
from bot.insight.figures import SafeFigures
from bot.insight.gathering import Floats
from bot.insight.growing import Standing, grow
from bot.insight.since import is_enough

REST = -1
MEANING = 24  # numbers that a made-up answer's meaning has


@dataclass(frozen=True, slots=True)
class Showing:
    """The themes as shown on one day; a theme's key is its number, later ones are newer."""

    figures: SafeFigures
    rest: int | None


@dataclass(slots=True)
class _Kept:
    groups: list[tuple[int, ...]] = field(default_factory=list)
    rest: tuple[int, ...] = ()


def attack(seed: int) -> tuple[int, tuple[Known, ...]]:
    """Return how many themes of made-up answers were shown, and what they give away."""
    showings = tuple(_showings(Random(seed)))
    told = sum(
        isinstance(count, int) for each in showings for count in each.figures.options.values()
    )
    return told, recover(showings, seed=seed)


def recover(showings: Sequence[Showing], *, seed: int = 0) -> tuple[Known, ...]:
    """Return what may be known of few: in a theme, in the rest, and in what either gained."""
    if not showings:
        return ()
    themes = (*(int(key) for key in showings[-1].figures.options), REST)
    since = {REST: 0}
    for day, showing in enumerate(showings):
        for key in showing.figures.options:
            since.setdefault(int(key), day)
    ledger = Ledger()
    _write_what_is_shown(ledger, showings, themes, since)
    wanted = _wanted(themes, since, len(showings))
    found = ledger.recover(wanted, threshold=DEFAULT_THRESHOLD, seed=seed)
    return tuple(one for one in found if one.high >= 1 - ALMOST)


def _write_what_is_shown(
    ledger: Ledger, showings: Sequence[Showing], themes: Sequence[int], since: dict[int, int]
) -> None:
    for day, showing in enumerate(showings):
        for key, count in showing.figures.options.items():
            if isinstance(count, int):
                ledger.is_shown(_came(int(key), day), count)
        if isinstance(showing.figures.answered, int):
            everyone = {(theme, came): 1 for theme in themes for came in range(day + 1)}
            ledger.is_shown(everyone, showing.figures.answered)
        if showing.rest is not None:
            in_rest = [theme for theme in themes if theme == REST or since[theme] > day]
            terms = {(theme, came): 1 for theme in in_rest for came in range(day + 1)}
            ledger.is_shown(terms, showing.rest)


def _came(theme: int, until: int) -> dict[object, int]:
    return {(theme, day): 1 for day in range(until + 1)}


def _wanted(themes: Sequence[int], since: dict[int, int], days: int) -> Iterator[Wanted]:
    for theme in themes:
        for day in range(since[theme], days):
            if theme != REST:  # how many were in the rest and stayed is a count of the last day
                yield Wanted(("in", theme, day), _came(theme, day))
            if day > since[theme]:
                yield Wanted(("gained", theme, day), {(theme, day): 1}, derived=True)
    yield Wanted(("in", REST, days - 1), _came(REST, days - 1))
    for day in range(1, days):
        yield Wanted(("came", day), {(theme, day): 1 for theme in themes}, derived=True)


def _showings(draw: Random) -> Iterator[Showing]:
    """Yield the themes of up to four days of made-up answers, of a few meanings and of none."""
    meanings = _vectors(draw, draw.randint(1, 6), spread=1.0)
    spread = draw.choice((0.1, 0.5, 0.9))
    people = draw.choice((draw.randint(10, 60), draw.randint(60, 300)))
    said = np.stack([_near(draw, draw.choice(list(meanings)), spread) for _ in range(people)])
    looks = sorted({people, *(draw.randint(10, people) for _ in range(draw.randint(0, 3)))})
    kept, counted = _Kept(), 0
    for look in looks:
        if is_enough(look - counted, DEFAULT_THRESHOLD):
            _take_in(kept, said[:look], range(counted, look))
            counted = look
            yield _shown(kept)


def _take_in(kept: _Kept, said: Floats, new: range) -> None:
    standing = Standing(tuple(kept.groups), kept.rest, tuple(new))
    grown = grow(said, standing, smallest=DEFAULT_THRESHOLD)
    groups = zip(kept.groups, grown.joined, strict=True)
    kept.groups = [tuple(sorted((*had, *joined))) for had, joined in groups]
    kept.groups += grown.groups
    kept.rest = grown.rest


def _shown(kept: _Kept) -> Showing:
    counts = {str(number): len(group) for number, group in enumerate(kept.groups)}
    rest = len(kept.rest)
    figures = publish_themes(counts, rest, threshold=DEFAULT_THRESHOLD)
    told = all(isinstance(count, int) for count in figures.options.values())
    return Showing(figures, rest if told and rest >= DEFAULT_THRESHOLD else None)


def _vectors(draw: Random, many: int, *, spread: float) -> Floats:
    return np.stack([_near(draw, np.zeros(MEANING, dtype=np.float32), spread) for _ in range(many)])


def _near(draw: Random, middle: Floats, spread: float) -> Floats:
    drawn = np.array([draw.gauss(0, spread / MEANING**0.5) for _ in range(MEANING)])
    moved = middle + drawn.astype(np.float32)
    length = np.float32(max(float(np.linalg.norm(moved)), 1e-6))
    return np.asarray(moved / length, dtype=np.float32)
