"""Answers alike gathered into groups, each of enough young people to be shown. Pure.

Every answer is in exactly one group or in the rest; no group is smaller than may be shown, and
nor is the rest, unless it is empty. The same answers in any order make the same groups.

Source: agglomerative clustering by average linkage (Sokal and Michener, 1958); k-means with
farthest-first seeds (Gonzalez, 1985) where there are too many answers to compare each with each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

ALIKE = 0.55  # how far apart, by average, two groups may be and still be one: 0 is the same
RELATED = 0.84  # how far apart small groups may be and still be shown as one
MOST_COMPARED = 300  # more than these are first joined with their nearest neighbours
ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Gathered:
    """Places of answers: in groups, the largest first, and in no group."""

    groups: tuple[tuple[int, ...], ...]
    rest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """A part of the tree: places of answers, how far apart its two parts are, and they."""

    places: tuple[int, ...]
    apart: float = 0.0
    parts: tuple[_Branch, ...] = ()


def gather(vectors: Floats, *, smallest: int) -> Gathered:
    """Return answers in groups by what they say.

    Args:
        vectors: one row an answer, of length one each, or zero where it says nothing.
        smallest: young people in a group, and in the rest, at least.
    """
    if len(vectors) < smallest:
        return Gathered((), tuple(range(len(vectors))))
    tree = _tree(vectors, _joined(vectors))
    groups = [list(places) for places in _grown(tree, smallest)]
    rest = sorted(set(range(len(vectors))) - {place for group in groups for place in group})
    groups, rest = _enough_left(vectors, groups, rest, smallest)
    ordered = sorted((tuple(sorted(group)) for group in groups), key=lambda g: (-len(g), g))
    return Gathered(tuple(ordered), tuple(sorted(rest)))


def centre(rows: Floats) -> Floats:
    """Return the middle of some answers, of length one."""
    mean: Floats = rows.mean(0)
    length = float(np.linalg.norm(mean))
    return mean / np.float32(length) if length else mean


def _joined(vectors: Floats) -> list[tuple[int, ...]]:
    """Return places of answers that say the same, or, where there are many, nearly the same."""
    same: dict[bytes, list[int]] = {}
    for place, row in enumerate(vectors):
        same.setdefault(np.round(row, 4).tobytes(), []).append(place)
    found = sorted(
        (tuple(places) for places in same.values()), key=lambda p: vectors[p[0]].tobytes()
    )
    if len(found) <= MOST_COMPARED:
        return found
    rows = np.stack([vectors[places[0]] for places in found])
    nearest = _nearest(rows, np.array([len(places) for places in found], dtype=np.float32))
    joined: dict[int, list[int]] = {}
    for places, seed in zip(found, nearest, strict=True):
        joined.setdefault(int(seed), []).extend(places)
    return [tuple(joined[seed]) for seed in sorted(joined)]


def _nearest(rows: Floats, weights: Floats) -> NDArray[np.int64]:
    """Return for each row which of `MOST_COMPARED` centres it is nearest to."""
    seeds = [int(weights.argmax())]
    likeness = rows @ rows[seeds[0]]
    while len(seeds) < MOST_COMPARED:
        seeds.append(int(likeness.argmin()))
        likeness = np.maximum(likeness, rows @ rows[seeds[-1]])
    centres = rows[seeds]
    nearest = (rows @ centres.T).argmax(1)
    for _ in range(ROUNDS):
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, rows * weights[:, None])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
        nearest = (rows @ centres.T).argmax(1)
    found: NDArray[np.int64] = nearest
    return found


def _tree(vectors: Floats, joined: Sequence[tuple[int, ...]]) -> _Branch:
    """Join the two nearest, again and again, until all are one."""
    branches: list[_Branch | None] = [_Branch(places) for places in joined]
    sums = np.stack([vectors[list(places)].sum(0) for places in joined])
    counts = np.array([len(places) for places in joined], dtype=np.float32)
    apart = 1 - (sums @ sums.T) / np.outer(counts, counts)
    np.fill_diagonal(apart, np.inf)
    for _ in range(len(joined) - 1):
        one, other = sorted(divmod(int(apart.argmin()), len(joined)))
        height = float(apart[one, other])
        left, right = branches[one], branches[other]
        if left is None or right is None:
            raise ValueError("a branch was joined twice")
        branches[one] = _Branch(left.places + right.places, height, (left, right))
        branches[other] = None
        share = counts[[one, other]] / counts[[one, other]].sum()
        row = share[0] * apart[one] + share[1] * apart[other]
        row[one] = np.inf
        apart[one, :], apart[:, one] = row, row
        apart[other, :], apart[:, other] = np.inf, np.inf
        counts[one] += counts[other]
    return next(branch for branch in branches if branch is not None)


def _grown(tree: _Branch, smallest: int) -> list[tuple[int, ...]]:
    """Return the groups of a tree: as fine as may be shown, and no finer than they differ."""
    found: list[tuple[int, ...]] = []
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        if len(branch.places) < smallest:
            continue
        large = [part for part in branch.parts if len(part.places) >= smallest]
        if branch.apart <= ALIKE or not branch.parts:
            found.append(branch.places)
        elif len(large) == 0 or (len(large) == 1 and not _parts_further(large[0], smallest)):
            if branch.apart <= RELATED:
                found.append(branch.places)
            else:
                waiting += large
        else:
            waiting += large
    return found


def _parts_further(branch: _Branch, smallest: int) -> bool:
    """Tell whether a part would part again into two that can both be shown."""
    while branch.apart > ALIKE and branch.parts:
        large = [part for part in branch.parts if len(part.places) >= smallest]
        if len(large) != 1:
            return len(large) == 2
        branch = large[0]
    return False


def _enough_left(
    vectors: Floats, groups: list[list[int]], rest: list[int], smallest: int
) -> tuple[list[list[int]], list[int]]:
    """Have the rest hold enough: those least like their group go there, or a whole group does."""
    while rest and len(rest) < smallest and groups:
        spare = [group for group in groups if len(group) > smallest]
        if spare:
            group, place = min(
                ((group, place) for group in spare for place in _loosest(vectors, group)),
                key=lambda found: (_likeness(vectors, found[0], found[1]), found[1]),
            )
            group.remove(place)
            rest.append(place)
        else:
            group = min(groups, key=lambda g: (len(g), g))
            groups.remove(group)
            rest += group
    return groups, rest


def _loosest(vectors: Floats, group: list[int]) -> Iterable[int]:
    return [min(group, key=lambda place: (_likeness(vectors, group, place), place))]


def _likeness(vectors: Floats, group: list[int], place: int) -> float:
    return round(float(vectors[place] @ centre(vectors[group])), 6)
