"""Snapshots as they were kept until 28 November 2026: an object for each cell. Pure; still read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.insight.figures import HIDDEN, Figure, SafeFigures, SafeQuestion
from bot.insight.since import Fixed
from bot.insight.tallies import Figures, Pair

Plain = Mapping[str, Any]  # JSON


def question(plain: Plain) -> SafeQuestion:
    """Return what is shown of one question."""
    return SafeQuestion(
        plain["id"],
        plain["multi"],
        plain["open"],
        _figures(plain["overall"]),
        {
            name: None if groups is None else {g: _figures(f) for g, f in groups.items()}
            for name, groups in plain["breakdowns"].items()
        },
        {(one, other): _cells(cells) for (one, other), cells in plain.get("pairs", ())},
        _figures(plain["earlier"]) if plain.get("earlier") else None,
        plain.get("dated", {}),
    )


def table(plain: Plain) -> Fixed:
    """Return the counts behind one table."""
    groups = {key: Figures(*counts) for key, counts in plain["groups"].items()}
    return Fixed(plain["on"], groups, frozenset(plain["shown"]))


def _cells(cells: list[tuple[str, str, Plain]] | None) -> Mapping[Pair, SafeFigures] | None:
    if cells is None:
        return None
    return {(row, column): _figures(figures) for row, column, figures in cells}


def _figures(plain: Plain) -> SafeFigures:
    return SafeFigures(
        _figure(plain["asked"]),
        _figure(plain["answered"]),
        _figure(plain["skipped"]),
        {key: _figure(count) for key, count in plain["options"]},
    )


def _figure(figure: int | str) -> Figure:
    return HIDDEN[figure] if isinstance(figure, str) else figure
