"""A CSV sheet somebody made in a spreadsheet, read into rows. Pure; faults name the row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.errors import BadInput

MOST_ROWS: Final = 2000
MOST_LETTERS: Final = 1_000_000
_MARKS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: `number` as a spreadsheet shows it, its cells by column."""

    number: int
    cells: Mapping[str, str] = field(repr=False)

    def get(self, column: str) -> str:
        """Return a cell, without the spaces around it; "" where it is empty."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row, as a sentence that repeats no number or word of the row's."""

    number: int
    said: str

    def __str__(self) -> str:
        return f"row {self.number}: {self.said}"


def read_sheet(text: str, columns: Sequence[str], needed: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a sheet; rows with nothing in them are passed over.

    Column names may be written "Age band", "age-band" or "age_band". Commas, semicolons and tabs
    all part cells.

    Raises:
        BadInput: a column is missing or unknown, or there is nothing or too much in it.
    """
    if len(text) > MOST_LETTERS:
        raise BadInput("that file is too long: cut it into several")
    lines = text.removeprefix("\ufeff")
    first = lines.split("\n", 1)[0]
    mark = max(_MARKS, key=first.count)
    try:
        table = list(csv.reader(io.StringIO(lines, newline=""), delimiter=mark))
    except csv.Error as error:
        raise BadInput("that is no CSV file: save the sheet as CSV") from error
    names = [_name(cell) for cell in table[0]] if table else []
    _check(names, columns, needed)
    rows = [
        Row(number, dict(zip(names, cells, strict=False)))
        for number, cells in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise BadInput("there is no row in that file below its first line")
    if len(rows) > MOST_ROWS:
        raise BadInput(f"at most {MOST_ROWS} rows at once: cut it into several files")
    return tuple(rows)


def _check(names: Sequence[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in names]
    unknown = [name for name in names if name and name not in columns]
    if missing:
        raise BadInput(f"the first line must name these columns: {', '.join(needed)}")
    if unknown:
        raise BadInput(f"a column is not known: use {', '.join(columns)}")


def _name(cell: str) -> str:
    return "_".join(cell.strip().casefold().replace("-", " ").replace("_", " ").split())
