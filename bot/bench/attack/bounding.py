"""The tightest bounds of hidden counts, by linear programming (HiGHS).

A bound from the linear program holds for whole numbers too. Each solution is one whole story that
fits everything published, so it widens what is known possible of every count at once; only the
counts that still look narrow are asked about by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from bot.bench.attack.knowledge import Cell, World, published, stacked, structure
from bot.errors import BadInput
from bot.insight.figures import SafeQuestion

ALMOST = 1e-6
TOWN = 100.0
IDLE = 3  # looks at all narrow counts together that widened none, before each is asked by itself


@dataclass(frozen=True, slots=True)
class Recovered:
    """A hidden count known to within less than the threshold."""

    cell: Cell
    low: float
    high: float


def recover(
    snapshots: Sequence[SafeQuestion],
    dates: Mapping[str, int],
    *,
    groups: Mapping[str, Sequence[str]],
    wanted: Sequence[Cell],
    threshold: int,
    seed: int = 0,
    own_words: bool = False,
) -> tuple[int, list[Recovered]]:
    """Return how many of the wanted counts are hidden, and those recovered.

    Args:
        snapshots: one question as published each time, oldest first.
        groups: breakdown -> all its groups.
        own_words: answers outside the options are answers too.
    """
    options = tuple(snapshots[0].overall.options)
    world = World(groups, options, len(snapshots))
    shown = {
        cell: count
        for number, question in enumerate(snapshots)
        for cell, count in published(question, number, dates)
        if world.knows(cell)
    }
    hidden = [cell for cell in wanted if cell not in shown]
    if not shown or not hidden:
        return len(hidden), []
    solve = _solver(world, snapshots[0], shown, own_words=own_words)
    targets = world.stack([world.row(cell) for cell in hidden])
    low, high = solve.ranges(targets, threshold=threshold, seed=seed)
    narrow = np.flatnonzero(high - low < threshold - ALMOST)
    found = [Recovered(hidden[n], float(low[n]), float(high[n])) for n in narrow]
    return len(hidden), [each for each in found if _matters(each, threshold)]


def _matters(found: Recovered, threshold: int) -> bool:
    """A change between two snapshots may be known where it is large, as any other count may."""
    return found.cell.since is None or found.low < threshold - ALMOST


def _solver(
    world: World, question: SafeQuestion, shown: Mapping[Cell, int], *, own_words: bool
) -> Solver:
    equal, at_most = structure(world, question, own_words=own_words)
    counts = world.stack([world.row(cell) for cell in shown])
    sums = np.concatenate([np.zeros(equal.shape[0]), np.array(list(shown.values()))])
    return Solver(stacked([equal, counts]), sums, at_most)


class Solver:
    """Whole stories that fit what is known: sums that are so much, and sums at most 0."""

    def __init__(self, equal: csr_array, sums: NDArray[np.float64], at_most: csr_array) -> None:
        self.equal, self.sums, self.at_most = equal, sums, at_most
        # Nothing published bounds some counts from above; a town is bound enough.
        self.most = 10.0 * float(sums.max(initial=TOWN))

    def ranges(
        self, targets: csr_array, *, threshold: int, seed: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what each target can be at least and at most, as far as the threshold asks."""
        draw = np.random.default_rng(seed)
        low = np.full(targets.shape[0], np.inf)
        high = np.full(targets.shape[0], -np.inf)

        def look(direction: NDArray[np.float64]) -> None:
            values = targets @ self._corner(direction)
            np.minimum(low, values, out=low)
            np.maximum(high, values, out=high)

        def narrow() -> NDArray[np.int_]:
            return np.flatnonzero(~(high - low >= threshold - ALMOST))

        idle = 0
        while len(waiting := narrow()) and idle < IDLE:
            signs = np.zeros(targets.shape[0])
            signs[waiting] = draw.choice((-1.0, 1.0), size=len(waiting))
            direction = targets.T @ signs
            look(direction)
            look(-direction)
            idle = idle + 1 if len(narrow()) == len(waiting) else 0
        for number in narrow():
            direction = targets[[number]].toarray().ravel()
            look(direction)
            look(-direction)
        return low, high

    def _corner(self, direction: NDArray[np.float64]) -> NDArray[np.float64]:
        found = linprog(
            direction,
            A_ub=self.at_most if self.at_most.shape[0] else None,
            b_ub=np.zeros(self.at_most.shape[0]) if self.at_most.shape[0] else None,
            A_eq=self.equal,
            b_eq=self.sums,
            bounds=(0, self.most),
            method="highs",
        )
        if found.x is None:
            raise BadInput(f"the published figures contradict each other: {found.message}")
        return np.asarray(found.x, dtype=float)
