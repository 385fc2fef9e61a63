"""Figures of a released snapshot, read from their lines when they are asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from bot.insight.figures import HIDDEN, SafeFigures

Key = TypeVar("Key")


class Later(Mapping[Key, SafeFigures]):
    """Figures that are read from their lines when they are asked for: a page looks at a few of the
    thousands that a large board has."""

    def __init__(
        self, rows: Sequence[Sequence[Any]], names: int, kinds: Sequence[Sequence[str]]
    ) -> None:
        self._rows, self._names, self._kinds = rows, names, kinds

    def __getitem__(self, key: Key) -> SafeFigures:
        return load_figures(self._lines[key], self._kinds)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @cached_property
    def _lines(self) -> Mapping[Any, Sequence[Any]]:
        """The line of each group: named by one text, or of two breakdowns by a pair."""
        if self._names == 1:
            return {group: line for group, *line in self._rows}
        return {(row, column): line for row, column, *line in self._rows}


def load_figures(line: Sequence[Any], kinds: Sequence[Sequence[str]]) -> SafeFigures:
    """Return one line's figures; `kinds` are the options that lines may be of."""
    kind, asked, answered, skipped, *counts = [HIDDEN.get(each, each) for each in line]
    return SafeFigures(asked, answered, skipped, dict(zip(kinds[kind], counts, strict=True)))
