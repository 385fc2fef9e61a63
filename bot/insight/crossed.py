"""One breakdown within another: "by gender, among 13 to 15". Pure arithmetic; `disclosure` decides
with it.

A pair is shown whole or not at all: every pair of groups, with exactly the options that both
breakdowns show. Its cells are then all large; where it is withheld, an outsider has the margins
alone, whose Fréchet bounds stay wide because every margin and its rest hold at least the threshold.
Showing a pair with fewer options would tie three margins together, which can fix a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from bot.insight.asked import Choice
from bot.insight.figures import JOIN
from bot.insight.merging import Block, key_of
from bot.insight.suppression import has_own_words
from bot.insight.tallies import Figures, Pair, QuestionTally, combine

MOST_GROUPS = 12  # of one breakdown within another: more cannot be read, and can seldom be shown

Grid = list[list[Figures]]  # a line a row


def cross(
    question: QuestionTally,
    pair: Pair,
    choices: tuple[Choice | None, Choice | None],
    *,
    threshold: int,
) -> tuple[frozenset[str], Mapping[Pair, Figures]] | None:
    """Return the hidden options and the cells of a pair, or None where it cannot be shown.

    Args:
        choices: what each of the two breakdowns shows alone.
    """
    first, second = choices
    if first is None or second is None or pair not in question.pairs:
        return None
    hidden = first.hidden | second.hidden
    rows, columns = _few(first), _few(second)
    grid = _grid(question, pair, rows, columns)
    while len(rows) > 1 and len(columns) > 1:
        small = _first_small(question, grid, hidden, threshold)
        if small is None:
            break
        grid = _joined(question, grid, (rows, columns), small)
    else:
        return None
    if not _accounted(question, grid, hidden):
        return None
    return hidden, {
        (key_of(row), key_of(column)): figures
        for row, line in zip(rows, grid, strict=True)
        for column, figures in zip(columns, line, strict=True)
    }


def unite_pairs(
    question: QuestionTally, pair: Pair, rows: Sequence[Block], columns: Sequence[Block]
) -> Mapping[tuple[int, int], Figures]:
    """Return the figures of each block of one breakdown within each of another, by their places.

    A group that is in no block is left out.
    """
    row_of = {group: place for place, block in enumerate(rows) for group in block}
    column_of = {group: place for place, block in enumerate(columns) for group in block}
    parts: dict[tuple[int, int], list[Figures]] = {
        place: [] for place in product(range(len(rows)), range(len(columns)))
    }
    for (one, other), figures in question.pairs[pair].items():
        if one in row_of and other in column_of:
            parts[row_of[one], column_of[other]].append(figures)
    return {
        place: each[0] if len(each) == 1 else combine(question.shape, each)
        for place, each in parts.items()
    }


def _few(choice: Choice) -> list[Block]:
    blocks = [tuple(group.split(JOIN)) for group in choice.groups]
    at_once = -(-len(blocks) // MOST_GROUPS)
    return [
        tuple(group for block in blocks[start : start + at_once] for group in block)
        for start in range(0, len(blocks), at_once)
    ]


def _grid(
    question: QuestionTally, pair: Pair, rows: Sequence[Block], columns: Sequence[Block]
) -> Grid:
    cells = unite_pairs(question, pair, rows, columns)
    return [[cells[row, column] for column in range(len(columns))] for row in range(len(rows))]


def _first_small(
    question: QuestionTally, grid: Grid, hidden: frozenset[str], threshold: int
) -> tuple[int, int] | None:
    for row, line in enumerate(grid):
        for column, figures in enumerate(line):
            if not _is_safe(question, figures, hidden, threshold):
                return row, column
    return None


def _is_safe(
    question: QuestionTally, figures: Figures, hidden: frozenset[str], threshold: int
) -> bool:
    shown = [count for key, count in figures.options.items() if key not in hidden]
    if figures.answered < threshold or min(shown, default=threshold) < threshold:
        return False
    if question.shape.multi:
        return all(figures.answered - count >= threshold for count in shown)
    rest = figures.answered - sum(shown)
    return rest >= threshold or not (hidden or has_own_words(question))


def _accounted(question: QuestionTally, grid: Grid, hidden: frozenset[str]) -> bool:
    """Where several may be chosen, the options shown account for everyone, or none is shown."""
    shown = question.shape.options
    if not question.shape.multi or not hidden or len(hidden) == len(shown):
        return True
    return all(
        sum(count for key, count in figures.options.items() if key not in hidden)
        >= figures.answered
        for line in grid
        for figures in line
    )


def _joined(
    question: QuestionTally,
    grid: Grid,
    blocks: tuple[list[Block], list[Block]],
    small: tuple[int, int],
) -> Grid:
    """Join a small cell's row or column with its neighbour, of whichever there are more."""
    rows, columns = blocks
    if len(rows) >= len(columns):
        start = _join(rows, small[0])
        pairs = zip(grid[start], grid[start + 1], strict=True)
        line = [combine(question.shape, pair) for pair in pairs]
        return [*grid[:start], line, *grid[start + 2 :]]
    start = _join(columns, small[1])
    return [
        [
            *line[:start],
            combine(question.shape, line[start : start + 2]),
            *line[start + 2 :],
        ]
        for line in grid
    ]


def _join(blocks: list[Block], place: int) -> int:
    """Join a block with the next, or the last with the one before; return where it stands."""
    start = min(place, len(blocks) - 2)
    blocks[start : start + 2] = [(*blocks[start], *blocks[start + 1])]
    return start
