"""What an outsider writes down: sums of counts by name, and how far those leave a count open. Knows
nothing of what the counts are of."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from bot.bench.attack.bounding import ALMOST, Solver

Name: TypeAlias = Hashable
Terms: TypeAlias = Mapping[Any, int]  # name of an unknown -> how often it counts


@dataclass(frozen=True, slots=True)
class Known:
    """A count nobody was shown, and what follows of it."""

    name: Name
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A count somebody might want to know, as a sum.

    Args:
        terms: name of an unknown -> how often it counts, -1 to take it away.
        derived: a difference, which may be known where it is large.
    """

    name: Name
    terms: Terms
    derived: bool = False


@dataclass(slots=True)
class Ledger:
    """Unknown counts, none under zero, and the sums that are known of them."""

    places: dict[Name, int] = field(default_factory=dict)
    equal: list[tuple[Terms, int]] = field(default_factory=list)
    at_most: list[Terms] = field(default_factory=list)

    def is_shown(self, terms: Terms, count: int) -> None:
        """Write down that a sum was published."""
        self._know(terms)
        self.equal.append((terms, count))

    def holds(self, part: Iterable[Name], whole: Iterable[Name]) -> None:
        """Write down that some counts together are no more than others."""
        terms: dict[Name, int] = {}
        for name in part:
            terms[name] = terms.get(name, 0) + 1
        for name in whole:
            terms[name] = terms.get(name, 0) - 1
        self._know(terms)
        self.at_most.append(terms)

    def recover(self, wanted: Iterable[Wanted], *, threshold: int, seed: int) -> tuple[Known, ...]:
        """Return the wanted counts known to within less than the threshold.

        What was published may be known, and a difference too, where it is at least the threshold.
        """
        shown = {frozenset(terms.items()) for terms, count in self.equal if count >= threshold}
        asked = [one for one in wanted if frozenset(one.terms.items()) not in shown]
        for one in asked:
            self._know(one.terms)
        if not asked or not self.equal:
            return ()
        low, high = self._solver().ranges(
            self._matrix([one.terms for one in asked]), threshold=threshold, seed=seed
        )
        found = zip(asked, low.tolist(), high.tolist(), strict=True)
        return tuple(
            Known(one.name, least, most)
            for one, least, most in found
            if most - least < threshold - ALMOST
            and not (one.derived and (least >= threshold - ALMOST or most <= ALMOST - threshold))
        )

    def _know(self, names: Iterable[Name]) -> None:
        for name in names:
            self.places.setdefault(name, len(self.places))

    def _solver(self) -> Solver:
        sums = np.array([count for _, count in self.equal], dtype=float)
        return Solver(
            self._matrix([terms for terms, _ in self.equal]), sums, self._matrix(self.at_most)
        )

    def _matrix(self, rows: Iterable[Terms]) -> csr_array:
        kept = list(rows)
        data = [float(value) for row in kept for value in row.values()]
        columns = [self.places[name] for row in kept for name in row]
        ends = np.cumsum([0, *(len(row) for row in kept)])
        return csr_array((data, columns, ends), shape=(len(kept), len(self.places)))
