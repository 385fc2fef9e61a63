"""The consultation's own sheets: which question stands in which cell. Pure data.

Source: the two A3 sheets of the exclusion and survey report, output 2. A question in own words
stands beside the cells its themes may be put in; one that is on no sheet has a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One heading of a sheet: the questions whose choices stand under it, by their ids."""

    key: str
    heading: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a sheet. `heading` is "" where its cells say it all."""

    heading: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet. `words`: a question in own words -> the keys of the cells its themes may be in."""

    title: str
    columns: tuple[Column, ...]
    words: Mapping[str, tuple[str, ...]]

    def cell(self, key: str) -> Cell | None:
        """Return one cell of it."""
        return next((c for column in self.columns for c in column.cells if c.key == key), None)


SHEETS: Mapping[str, Layout] = {
    "good-place": Layout(
        "What it should be like",
        (
            Column(
                "Inside",
                (
                    Cell("inside_able", "We should be able to", ("i1", "i2")),
                    Cell("inside_have", "It should have", ("i3", "i4")),
                ),
            ),
            Column(
                "Outside",
                (
                    Cell("outside_able", "We should be able to", ("o1",)),
                    Cell("outside_have", "It should have", ("o2",)),
                ),
            ),
        ),
        {"i5": ("inside_have", "inside_able"), "o4": ("outside_have", "outside_able")},
    ),
    "good-worker": Layout(
        "What a good worker would be like",
        (
            Column("", (Cell("know", "Should know", ("g0",)),)),
            Column("", (Cell("be", "Should be", ("g1", "g2")),)),
            Column("", (Cell("able", "Should be able to", ("g3",)),)),
        ),
        {"g4": ("be", "able", "know")},
    ),
}


def layout_of(family: str, questions: Mapping[str, str]) -> Layout:
    """Return the sheet of a flow; one of its own words alone where it has none.

    Args:
        questions: those in own words, and how they were asked.
    """
    known = SHEETS.get(family)
    if known is not None and set(known.words) >= set(questions):
        return known
    cells = tuple(Column("", (Cell(key, text),)) for key, text in questions.items())
    return Layout("In their own words", cells, {key: (key,) for key in questions})
