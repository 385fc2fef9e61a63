"""How strongly two things go together, and how far people moved. Pure; numbers of people in,
estimates with 95 % intervals out. That two things go together never says that one makes the other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.insight.distributions import normal_quantile, t_quantile, t_two_sided
from bot.insight.intervals import SURE, Interval

LEAST_FOR_A_LINK = 4  # Fisher's interval needs n - 3


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect size with its interval, of how many people, and how often chance gives as much."""

    size: Interval
    people: int
    chance: float


def link(first: Sequence[float], second: Sequence[float], *, sure: float = SURE) -> Effect | None:
    """Return Pearson's r of two scores of the same people, in the same order.

    Its interval is by Fisher's z. None of fewer than four people, or where one never varies.
    """
    n = len(first)
    if n < LEAST_FOR_A_LINK:
        return None
    x, y = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    x, y = x - x.mean(), y - y.mean()
    spread = math.sqrt(float(x @ x) * float(y @ y))
    if spread < 1e-12:
        return None
    r = max(-1.0, min(1.0, float(x @ y) / spread))
    if abs(r) >= 1 - 1e-15:
        return Effect(Interval(r, r, r), n, 0.0)
    reach = normal_quantile((1 + sure) / 2) / math.sqrt(n - 3)
    z = math.atanh(r)
    chance = t_two_sided(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)
    return Effect(Interval(r, math.tanh(z - reach), math.tanh(z + reach)), n, chance)


def distance(
    before: Sequence[float], after: Sequence[float], *, sure: float = SURE
) -> Effect | None:
    """Return how far the same people moved between two waves: the mean change, paired.

    None of fewer than two people. Where all moved alike there is no doubt, and no interval.
    """
    change = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    n = len(change)
    if n < 2:
        return None
    mean, spread = float(change.mean()), float(change.std(ddof=1))
    error = spread / math.sqrt(n)
    if error < 1e-12:
        return Effect(Interval(mean, mean, mean), n, 0.0 if mean else 1.0)
    reach = t_quantile((1 + sure) / 2, n - 1) * error
    return Effect(Interval(mean, mean - reach, mean + reach), n, t_two_sided(mean / error, n - 1))


def standardised(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Return the mean change over the spread of changes (Cohen's d for pairs); None where none."""
    change = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    if len(change) < 2 or float(change.std(ddof=1)) < 1e-12:
        return None
    return float(change.mean() / change.std(ddof=1))


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Return the chances corrected for how many were looked at, in the same order (Holm 1979)."""
    ranked = sorted(range(len(chances)), key=lambda place: chances[place])
    corrected = [0.0] * len(chances)
    most = 0.0
    for rank, place in enumerate(ranked):
        most = max(most, min(1.0, (len(chances) - rank) * chances[place]))
        corrected[place] = most
    return tuple(corrected)
