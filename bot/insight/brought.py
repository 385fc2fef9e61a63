"""Files an officer brings: benchmarks and areas. Pure: text in, values out, or a clear sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from bot.errors import BadInput

MOST_LINES = 5000
NAME_LENGTH = 60


def benchmark(text: str) -> Mapping[str, float]:
    """Read lines of "measure,percent": the key of an outcome or factor, and 0 to 100.

    Raises:
        BadInput: says the first line that is wrong, and why.
    """
    figures: dict[str, float] = {}
    for number, (measure, percent) in _lines(text, ("measure", "percent")):
        try:
            figures[measure] = float(percent)
        except ValueError:
            raise BadInput(f"Line {number}: “{percent}” is not a number from 0 to 100.") from None
        if not 0 <= figures[measure] <= 100:
            raise BadInput(f"Line {number}: {percent} is not from 0 to 100.")
    return figures


def wards(text: str) -> tuple[tuple[str, str], ...]:
    """Read lines of "ward,part" in the order in which neighbours merge.

    Raises:
        BadInput: says the first line that is wrong, and why.
    """
    found: dict[str, str] = {}
    for number, (name, part) in _lines(text, ("ward", "part")):
        if len(name) > NAME_LENGTH or len(part) > NAME_LENGTH:
            raise BadInput(f"Line {number}: a name is longer than {NAME_LENGTH} letters.")
        if name in found:
            raise BadInput(f"Line {number}: {name} is there twice.")
        found[name] = part
    return tuple(found.items())


def _lines(text: str, columns: tuple[str, str]) -> list[tuple[int, tuple[str, str]]]:
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    if not lines or tuple(cell.strip().casefold() for cell in lines[0]) != columns:
        raise BadInput(f"The first line must say: {columns[0]},{columns[1]}")
    if len(lines) > MOST_LINES:
        raise BadInput(f"The file has more than {MOST_LINES} lines.")
    found = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        if len(cells) != 2 or not all(cells):
            raise BadInput(f"Line {number} must have two cells: {columns[0]} and {columns[1]}.")
        found.append((number, (cells[0], cells[1])))
    if not found:
        raise BadInput("The file has no lines under its first.")
    return found
