"""Scores of several questions together. Pure; one person's answers come in by question.

Our own short scales: no cut point, norm or benchmark applies to them. A skip, "rather not say" or
"do not know" has no score and is left out, never counted as 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_ITEMS = 3  # answered by that person, before an outcome has a score
LEAST_FOR_ALPHA = 100  # people who answered every item
TOP = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a scale; `reversed` where its top option is the bad end."""

    question: str
    reversed: bool = False
    top: int = TOP

    def value(self, score: int) -> int:
        """Return the score as it adds to the scale."""
        return self.top - score if self.reversed else score


Answers = Mapping[str, int]  # question -> score, scored answers alone


def score(items: Sequence[Item], answers: Answers, *, least: int = LEAST_ITEMS) -> float | None:
    """Return the mean of the items this person answered, 0 to 3; None of fewer than `least`."""
    values = [item.value(answers[item.question]) for item in items if item.question in answers]
    return sum(values) / len(values) if len(values) >= max(1, least) else None


def alpha(items: Sequence[Item], people: Iterable[Answers]) -> float | None:
    """Return Cronbach's alpha of those who answered every item: how far they measure one thing.

    None of one item, of fewer than 100 such people, or where everybody scored the same.
    """
    if len(items) < 2:
        return None
    rows = [
        [item.value(answers[item.question]) for item in items]
        for answers in people
        if all(item.question in answers for item in items)
    ]
    if len(rows) < LEAST_FOR_ALPHA:
        return None
    table = np.asarray(rows, dtype=float)
    whole = table.sum(axis=1).var(ddof=1)
    if not whole:
        return None
    k = len(items)
    return float(k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / whole))
