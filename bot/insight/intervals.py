"""How sure a share is, and a difference of two. Pure; of young people, 95 % unless told.

Wilson's interval for a share and Newcombe's for a difference: both hold near 0 and 1 and for few
people, where the usual one does not (Newcombe 1998, Statistics in Medicine 17, 857 and 873).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.insight.distributions import normal_quantile, normal_two_sided

SURE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and what it may well be instead, `low` to `high`."""

    value: float
    low: float
    high: float

    @property
    def spans_nothing(self) -> bool:
        """Say whether nothing at all (no difference, no link) is among what it may be."""
        return self.low <= 0 <= self.high


def share(count: int, whole: int, *, sure: float = SURE) -> Interval | None:
    """Return `count` out of `whole` with its interval; None of nobody."""
    if whole <= 0:
        return None
    z = normal_quantile((1 + sure) / 2)
    part = count / whole
    middle = (part + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = (
        z * math.sqrt(part * (1 - part) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    )
    low = 0.0 if count == 0 else middle - reach
    high = 1.0 if count == whole else middle + reach
    return Interval(part, low, high)


def difference(
    count: int, whole: int, other: int, other_whole: int, *, sure: float = SURE
) -> Interval | None:
    """Return how much larger the first share is than the second; None where either is of nobody."""
    first, second = share(count, whole, sure=sure), share(other, other_whole, sure=sure)
    if first is None or second is None:
        return None
    value = first.value - second.value
    return Interval(
        value,
        value - math.hypot(first.value - first.low, second.high - second.value),
        value + math.hypot(first.high - first.value, second.value - second.low),
    )


def chance_of_difference(count: int, whole: int, other: int, other_whole: int) -> float:
    """Return how often chance alone makes two shares differ this much (z test, pooled); 1 where
    nothing can be said."""
    if not whole or not other_whole:
        return 1.0
    pooled = (count + other) / (whole + other_whole)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / whole + 1 / other_whole))
    if not spread:
        return 1.0
    return normal_two_sided((count / whole - other / other_whole) / spread)


def cohens_h(first: float, second: float) -> float:
    """Return the effect size of a difference of two shares: 0.2 small, 0.5 medium, 0.8 large."""
    return 2 * math.asin(math.sqrt(first)) - 2 * math.asin(math.sqrt(second))
