"""Everything published of one question, as sums an outsider can write down: over all breakdowns,
pairs, and snapshots. Shares nothing with the code that hides figures but the published values.

The unknowns are how many in each cell of all breakdowns together joined between two snapshots:
those who answered, and those who chose each option.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.sparse import csr_array, vstack

from bot.insight.figures import JOIN, SafeFigures, SafeQuestion

ANSWERED = ""  # in place of an option: all who answered
Where = Mapping[str, frozenset[str]]  # breakdown -> the groups meant; one not named: all
Row = dict[int, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """A count somebody might want to know: of whom, of which option, and between which snapshots.

    Args:
        since: None counts everyone until `until`; else those who came after that snapshot.
    """

    where: tuple[tuple[str, frozenset[str]], ...]
    option: str
    until: int
    since: int | None = None


class World:
    """The unknowns of one question, and where each stands."""

    def __init__(
        self, groups: Mapping[str, Sequence[str]], options: Sequence[str], snapshots: int
    ) -> None:
        """Args: `groups`: breakdown -> all its groups, which everybody knows."""
        self.names = tuple(groups)
        self.cells = tuple(product(*groups.values()))
        self.kinds = (ANSWERED, *options)
        self.snapshots = snapshots
        self.size = snapshots * len(self.cells) * len(self.kinds)

    def place(self, snapshot: int, cell: int, kind: int) -> int:
        """Return the column of one unknown."""
        return (snapshot * len(self.cells) + cell) * len(self.kinds) + kind

    def knows(self, cell: Cell) -> bool:
        """Say whether a count is of these breakdowns; in any other everybody is alike."""
        return all(name in self.names for name, _ in cell.where)

    def row(self, cell: Cell) -> Row:
        """Return the sum that a count is."""
        where, kind = dict(cell.where), self.kinds.index(cell.option)
        first = 0 if cell.since is None else cell.since + 1
        inside = [
            number
            for number, groups in enumerate(self.cells)
            if all(groups[self.names.index(name)] in meant for name, meant in where.items())
        ]
        return {
            self.place(snapshot, number, kind): 1.0
            for snapshot in range(first, cell.until + 1)
            for number in inside
        }

    def stack(self, rows: Sequence[Row]) -> csr_array:
        """Return rows as one sparse matrix."""
        data = [value for row in rows for value in row.values()]
        columns = [column for row in rows for column in row]
        ends = np.cumsum([0, *(len(row) for row in rows)])
        return csr_array((data, columns, ends), shape=(len(rows), self.size))


def published(
    question: SafeQuestion, snapshot: int, dates: Mapping[str, int]
) -> Iterator[tuple[Cell, int]]:
    """Yield each count shown in one snapshot, at the snapshot it was counted for.

    Args:
        dates: the date of each snapshot -> its number; tables of before carry theirs.
    """

    def when(table: str) -> int:
        return dates[question.dated[table]] if table in question.dated else snapshot

    yield from _figures((), question.overall, when("overall"))
    if question.earlier is not None:
        yield from _figures((), question.earlier, when("earlier"))
    for name, groups in question.breakdowns.items():
        for key, figures in (groups or {}).items():
            yield from _figures(((name, _block(key)),), figures, when(name))
    for (one, other), cells in question.pairs.items():
        for (row, column), figures in (cells or {}).items():
            where = ((one, _block(row)), (other, _block(column)))
            yield from _figures(where, figures, when(JOIN.join((one, other))))


def _block(key: str) -> frozenset[str]:
    return frozenset(key.split(JOIN))


def _figures(
    where: tuple[tuple[str, frozenset[str]], ...], figures: SafeFigures, until: int
) -> Iterator[tuple[Cell, int]]:
    for option, count in ((ANSWERED, figures.answered), *figures.options.items()):
        if isinstance(count, int):
            yield Cell(where, option, until), count


def structure(
    world: World, question: SafeQuestion, *, own_words: bool
) -> tuple[csr_array, csr_array]:
    """Return what everybody knows of how people answer: sums that are 0, and sums at most 0."""
    equal: list[Row] = []
    at_most: list[Row] = []
    options = range(1, len(world.kinds))
    for snapshot, cell in product(range(world.snapshots), range(len(world.cells))):
        answered = world.place(snapshot, cell, 0)
        chosen = {world.place(snapshot, cell, kind): 1.0 for kind in options}
        if question.multi:
            at_most.extend({place: 1.0, answered: -1.0} for place in chosen)
            at_most.append({answered: 1.0, **dict.fromkeys(chosen, -1.0)})
        elif own_words:
            at_most.append({**chosen, answered: -1.0})
        else:
            equal.append({**chosen, answered: -1.0})
    return world.stack(equal), world.stack(at_most)


def stacked(parts: Sequence[csr_array]) -> csr_array:
    """Return matrices one above the other."""
    return csr_array(vstack(parts))
