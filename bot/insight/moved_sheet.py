"""How far the same young people moved, as rows for a spreadsheet. Pure: what the audit shows, with
an outcome that too few have in both waves hidden by the same letter as everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.insight.figures import Hidden
from bot.insight.outcome_words import name_of
from bot.insight.outcomes import OUTCOME, Audit
from bot.insight.sheets import Cell, safe_cell

COLUMNS: Mapping[str, str] = {
    "wave": "The wave they moved to, from the one before.",
    "released_at": "When this audit was made, in UTC.",
    "outcome": "The outcome, by its key.",
    "name": "The outcome in words.",
    "points": "How many points of 100 the same young people moved: above nought is better. "
    "c: hidden, since too few have a score in both waves.",
    "low": "The least that may be (95 %, paired, Student's t).",
    "high": "The most that may be (95 %, paired, Student's t).",
    "people_at_least": "How many have a score in both waves, at the least.",
}


def rows(audit: Audit, *, wave: int, released_at: str) -> Iterator[tuple[Cell, ...]]:
    """Yield a row an outcome, in the order of the audit."""
    moved = {each.outcome: each for each in audit.moved}
    known = [each.name for each in audit.scores if (each.kind, each.level) == (OUTCOME, "all")]
    for outcome in dict.fromkeys((*known, *moved)):
        figures: tuple[Cell, ...] = (Hidden.CONFIDENTIAL.value,) * 4
        if each := moved.get(outcome):
            figures = each.points, each.low, each.high, each.people_at_least
        row = (wave, released_at, outcome, name_of(outcome), *figures)
        yield tuple(map(safe_cell, row))


def dictionary(threshold: int) -> Iterator[tuple[str, str]]:
    """Yield each column with its meaning, and how figures are kept safe."""
    yield from COLUMNS.items()
    yield "(all)", f"Nothing is told of fewer than {threshold} young people with both scores."
