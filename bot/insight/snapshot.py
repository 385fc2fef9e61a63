"""Safe figures as plain JSON values and back. Pure; holds nothing that is not already safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple
from typing import Any

from bot.insight.figures import (
    Course,
    Figure,
    Hidden,
    SafeFigures,
    SafeQuestion,
    SafeReach,
    SafeTally,
    Stretch,
)
from bot.insight.since import Fixed
from bot.insight.successive import Tables
from bot.insight.tallies import Figures, Pair

Plain = dict[str, Any]  # JSON
_HIDDEN = {each.value: each for each in Hidden}


def results(safe: SafeTally) -> list[Plain]:
    """Return the `questions` of `sayso results --json`, in the order of the flow."""
    return [
        {
            "id": question.id,
            "asked": _figure(question.overall.asked),
            "answered": _figure(question.overall.answered),
            "skipped": _figure(question.overall.skipped),
            "options": [
                {"key": key, "count": _figure(count)}
                for key, count in question.overall.options.items()
            ],
        }
        for question in safe.questions
    ]


def dump(safe: SafeTally) -> Plain:
    """Return everything of `safe` in JSON's own types, to be stored as a released snapshot."""
    return {
        "threshold": safe.threshold,
        "questions": [_dump(q) for q in safe.questions],
        "course": safe.course and asdict(safe.course),
        "books": {
            name: [[key, *map(_figure, astuple(each))] for key, each in groups.items()]
            for name, groups in safe.books.items()
        },
        "books_on": [[*place, on] for place, on in safe.books_on.items()],
    }


def load(plain: Mapping[str, Any]) -> SafeTally:
    """Read back what `dump` wrote."""
    return SafeTally(
        plain["threshold"],
        tuple(_load(question) for question in plain["questions"]),
        _load_course(plain["course"]) if plain.get("course") else None,
        {
            name: {key: SafeReach(*map(_parsed, figures)) for key, *figures in groups}
            for name, groups in plain.get("books", {}).items()
        },
        {(name, column): on for name, column, on in plain.get("books_on", ())},
    )


def _load_course(plain: Mapping[str, Any]) -> Course:
    stretches = tuple(
        Stretch(tuple(each["questions"]), each["times"], each["stopped"])
        for each in plain["stretches"]
    )
    return Course(plain["on"], stretches, plain["ended"], plain.get("by_asked", False))


def dump_fixed(fixed: Mapping[str, Tables]) -> Plain:
    """Return the counts behind a snapshot in JSON's own types; they are kept sealed."""
    return {
        question: {
            name: {
                "on": table.on,
                "groups": {key: _dump_counts(counts) for key, counts in table.groups.items()},
                "shown": sorted(table.shown),
            }
            for name, table in tables.items()
        }
        for question, tables in fixed.items()
    }


def load_fixed(plain: Mapping[str, Any]) -> Mapping[str, Tables]:
    """Read back what `dump_fixed` wrote."""
    return {
        question: {
            name: Fixed(
                table["on"],
                {key: Figures(*counts) for key, counts in table["groups"].items()},
                frozenset(table["shown"]),
            )
            for name, table in tables.items()
        }
        for question, tables in plain.items()
    }


def _dump_counts(counts: Figures) -> list[Any]:
    return [counts.asked, counts.answered, counts.skipped, dict(counts.options)]


def _figure(figure: Figure) -> int | str:
    return figure.value if isinstance(figure, Hidden) else figure


def _parsed(figure: int | str) -> Figure:
    return _HIDDEN[figure] if isinstance(figure, str) else figure


def _dump(question: SafeQuestion) -> Plain:
    return {
        "id": question.id,
        "multi": question.multi,
        "open": question.open,
        "overall": _dump_figures(question.overall),
        "breakdowns": {
            name: None if groups is None else {g: _dump_figures(f) for g, f in groups.items()}
            for name, groups in question.breakdowns.items()
        },
        "pairs": [
            [
                pair,
                None if cells is None else [[*cell, _dump_figures(f)] for cell, f in cells.items()],
            ]
            for pair, cells in question.pairs.items()
        ],
        "earlier": question.earlier and _dump_figures(question.earlier),
        "dated": dict(question.dated),
    }


def _load(plain: Mapping[str, Any]) -> SafeQuestion:
    return SafeQuestion(
        plain["id"],
        plain["multi"],
        plain["open"],
        _load_figures(plain["overall"]),
        {
            name: None if groups is None else {g: _load_figures(f) for g, f in groups.items()}
            for name, groups in plain["breakdowns"].items()
        },
        {(one, other): _load_cells(cells) for (one, other), cells in plain.get("pairs", ())},
        _load_figures(plain["earlier"]) if plain.get("earlier") else None,
        plain.get("dated", {}),
    )


def _load_cells(cells: list[tuple[str, str, Plain]] | None) -> Mapping[Pair, SafeFigures] | None:
    if cells is None:
        return None
    return {(row, column): _load_figures(figures) for row, column, figures in cells}


def _dump_figures(figures: SafeFigures) -> Plain:
    return {
        "asked": _figure(figures.asked),
        "answered": _figure(figures.answered),
        "skipped": _figure(figures.skipped),
        # A list of pairs: a database's JSON type may not keep the order of keys.
        "options": [[key, _figure(count)] for key, count in figures.options.items()],
    }


def _load_figures(plain: Mapping[str, Any]) -> SafeFigures:
    return SafeFigures(
        _parsed(plain["asked"]),
        _parsed(plain["answered"]),
        _parsed(plain["skipped"]),
        {key: _parsed(count) for key, count in plain["options"]},
    )
