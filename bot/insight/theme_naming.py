"""What the machine suggests a group of answers be called, and where it stands. Pure.

A name comes from our own list, so that it tells no word that few said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.insight.meaning import Encode, nearest_name
from bot.insight.theme_names import NAMES

MOST_READ = 40  # answers of a group that its name is suggested from
NO_NAME = "Answers alike"


@dataclass(slots=True)
class Naming:
    """Suggests each name once.

    Args:
        cells: a label of a choice -> the cell of the sheet it stands in.
        taken: names that are in use.
    """

    encode: Encode | None
    cells: Mapping[str, str]
    taken: set[str]

    def __call__(self, texts: Sequence[str]) -> tuple[str, str]:
        """Return a name and a cell, "" where none comes near."""
        read = texts[:: max(1, len(texts) // MOST_READ)]
        free = [one for one in NAMES if one not in self.taken]
        name = nearest_name(read, free, self.encode) or self._numbered()
        self.taken.add(name)
        label = nearest_name(read, tuple(self.cells), self.encode)
        return name, self.cells.get(label or "", "")

    def _numbered(self) -> str:
        number = sum(one.startswith(NO_NAME) for one in self.taken) + 1
        return f"{NO_NAME} {number}"
