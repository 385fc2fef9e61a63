"""What a cell that is shown for the first time tells of what it held before, while it was hidden
and its row, its column and everybody were shown. Pure; `successive` alone calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.insight.figures import JOIN
from bot.insight.merging import unite
from bot.insight.since import CROSS, OPTIONS, Fixed
from bot.insight.tallies import Figures, QuestionTally, combine

Then: TypeAlias = tuple[int, int]  # what was shown before, and is now


@dataclass(frozen=True, slots=True)
class Beside:
    """A question as it is counted today, the tables shown of it before, and those of today."""

    raw: QuestionTally
    before: Mapping[str, Fixed]
    now: Mapping[str, Fixed]


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of today, and what was shown before and is now of its row, its column and all."""

    count: int
    row: Then
    column: Then
    whole: Then


def stay_open(beside: Beside, name: str, threshold: int) -> bool:
    """Tell whether what is new in a table leaves open, by enough, what each cell of it held before.

    Args:
        name: of a breakdown, or of two by JOIN.
    """
    cells = _of_pairs(beside, name) if JOIN in name else _of_groups(beside, name)
    return all(_is_open(cell, threshold) for cell in cells)


def _is_open(cell: Cell, threshold: int) -> bool:
    """What joined its row, its column and everybody can all have joined it, or as little as they
    leave no other room for."""
    of_row, of_column, of_all = (now - then for then, now in (cell.row, cell.column, cell.whole))
    row, column, whole = (then for then, _ in (cell.row, cell.column, cell.whole))
    least = max(0, row + column - whole, cell.count - min(of_row, of_column))
    most = min(row, column, cell.count, cell.count - (of_row + of_column - of_all))
    return most - least >= threshold


def _of_groups(beside: Beside, name: str) -> Iterator[Cell]:
    """Yield each option of each group that is new where everybody's was shown, and the group."""
    raw, tables = beside.raw, beside.before
    before, everyone = tables.get(name), tables[OPTIONS]
    if before is None or before.on != everyone.on:
        return
    all_then, all_now = everyone.groups[""], raw.overall
    whole = all_then.answered, all_now.answered
    for key, then in before.groups.items():
        today = unite(raw.shape, raw.breakdowns[name], tuple(key.split(JOIN)))
        for option in (beside.now[name].shown - before.shown) & everyone.shown:
            column = all_then.options[option], all_now.options[option]
            yield Cell(today.options[option], (then.answered, today.answered), column, whole)


def _of_pairs(beside: Beside, name: str) -> Iterator[Cell]:
    """Yield each count of a pair that is new, with its row and column where those were shown."""
    raw, tables, now = beside.raw, beside.before, beside.now
    had = tables.get(name)
    new = now[name].shown - (had.shown if had else frozenset())
    one, other = name.split(JOIN)
    rows, columns, everyone = tables.get(one), tables.get(other), tables[OPTIONS]
    if rows is None or columns is None or not rows.on == columns.on == everyone.on:
        return
    for key, cell in now[name].groups.items():
        row_key, column_key = key.split(CROSS)
        row, column = _united(raw, rows, row_key), _united(raw, columns, column_key)
        if row is None or column is None:
            continue
        row_now = unite(raw.shape, raw.breakdowns[one], tuple(row_key.split(JOIN)))
        column_now = unite(raw.shape, raw.breakdowns[other], tuple(column_key.split(JOIN)))
        counts = (everyone.groups[""], raw.overall)
        options = new & rows.shown & columns.shown & everyone.shown
        for kind in (*([] if had else [None]), *sorted(options)):
            yield Cell(
                _count(cell, kind),
                (_count(row, kind), _count(row_now, kind)),
                (_count(column, kind), _count(column_now, kind)),
                (_count(counts[0], kind), _count(counts[1], kind)),
            )


def _count(figures: Figures, option: str | None) -> int:
    return figures.answered if option is None else figures.options[option]


def _united(raw: QuestionTally, table: Fixed, key: str) -> Figures | None:
    """Return what a group held as a table was shown, of one or several of its blocks."""
    groups = set(key.split(JOIN))
    inside = {each: set(each.split(JOIN)) for each in table.groups}
    parts = [each for each, block in inside.items() if block <= groups]
    if set().union(*(inside[each] for each in parts)) != groups:
        return None
    return combine(raw.shape, [table.groups[each] for each in parts])
