"""New answers joined to groups that were shown before, so that no two showings tell of a few. Pure.

Whoever saw both subtracts them. So a group, and the rest, gains no answer or enough of them; a
group once shown never loses one; and only the rest, once it is large enough, parts into new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.insight.gathering import Floats, centre, gather

NEAR = 0.30  # how like its middle an answer must be to join a group that stands


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: places of answers by group, those in none, and those that are new."""

    groups: tuple[tuple[int, ...], ...]
    rest: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grown:
    """What came of it.

    Args:
        joined: for each group that stood, the new answers that join it.
        groups: groups that were not there before.
        rest: all that is in none now.
    """

    joined: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[int, ...], ...]
    rest: tuple[int, ...]


def grow(vectors: Floats, standing: Standing, *, smallest: int) -> Grown:
    """Return where new answers go.

    Args:
        vectors: one row an answer, by place.
        smallest: young people in a group, in the rest, and in what any of them gains, at least.
    """
    joined = [list(places) for places in _likely(vectors, standing)]
    left = sorted(set(standing.new) - {place for places in joined for place in places})
    _enough_each(joined, left, smallest)
    pool = sorted((*standing.rest, *left))
    gathered = gather(vectors[pool], smallest=smallest) if pool else None
    return Grown(
        tuple(tuple(sorted(places)) for places in joined),
        tuple(tuple(pool[one] for one in group) for group in gathered.groups) if gathered else (),
        tuple(pool[one] for one in gathered.rest) if gathered else (),
    )


def _likely(vectors: Floats, standing: Standing) -> tuple[tuple[int, ...], ...]:
    """Return for each group the new answers that are most like it, and like enough."""
    if not standing.groups or not standing.new:
        return tuple(() for _ in standing.groups)
    new = np.array(standing.new)
    middles = np.stack([_middle(vectors, group) for group in standing.groups])
    likeness = vectors[new] @ middles.T
    best, enough = likeness.argmax(1), likeness.max(1) >= NEAR
    return tuple(
        tuple(int(place) for place in new[(best == number) & enough])
        for number in range(len(standing.groups))
    )


def _middle(vectors: Floats, group: Sequence[int]) -> Floats:
    return centre(vectors[list(group)]) if group else np.zeros_like(vectors[0])


def _enough_each(joined: list[list[int]], left: list[int], smallest: int) -> None:
    """Leave what too few would join, and take a whole joining back where too few are left."""
    for places in joined:
        if len(places) < smallest:
            left += places
            places.clear()
    while 0 < len(left) < smallest and any(joined):
        fewest = min((places for places in joined if places), key=len)
        left += fewest
        fewest.clear()
