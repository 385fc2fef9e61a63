"""How often something was so, with the interval it deserves. Pure: counts in, rates out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

M = TypeVar("M")

Z95 = 1.959963984540054  # two-sided 95 % of the normal distribution


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` out of `of`; `low` and `high` are Wilson's 95 % interval, all in [0, 1]."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """The share itself; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927); of nothing, anything may be true."""
        if not self.of:
            return 0.0, 1.0
        share, spread = self.hits / self.of, Z95**2 / self.of
        middle = share + spread / 2
        reach = Z95 * sqrt(share * (1 - share) / self.of + spread / (4 * self.of))
        low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
        return max(0.0, low), min(1.0, high)

    def as_json(self) -> dict[str, float | int | None]:
        """Return the rate for machines, rounded to four places."""
        low, high = self.interval
        share = self.share
        return {
            "hits": self.hits,
            "of": self.of,
            "rate": None if share is None else round(share, 4),
            "low": round(low, 4),
            "high": round(high, 4),
        }


def rate(marks: Iterable[M], hit: Callable[[M], bool]) -> Rate:
    """Count how many of `marks` are a hit."""
    hits = [hit(mark) for mark in marks]
    return Rate(sum(hits), len(hits))


def rates_by(
    marks: Iterable[M], names: Callable[[M], Iterable[str]], hit: Callable[[M], bool]
) -> dict[str, Rate]:
    """Count hits apart for every name a mark bears, in the order of the alphabet."""
    counts: dict[str, tuple[int, int]] = {}
    for mark in marks:
        for name in names(mark):
            hits, of = counts.get(name, (0, 0))
            counts[name] = (hits + hit(mark), of + 1)
    return {name: Rate(*counts[name]) for name in sorted(counts)}
