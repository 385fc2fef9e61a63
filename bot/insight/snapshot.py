"""Safe figures as plain JSON values and back. Pure; holds nothing that is not already safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple
from typing import Any

from bot.insight import older_snapshot
from bot.insight.figures import (
    HIDDEN,
    Course,
    Figure,
    Hidden,
    SafeFigures,
    SafeQuestion,
    SafeReach,
    SafeTally,
    Stretch,
)
from bot.insight.read_later import Later, load_figures
from bot.insight.since import Fixed
from bot.insight.successive import Tables
from bot.insight.tallies import Figures

Plain = dict[str, Any]  # JSON
Kinds = dict[tuple[str, ...], int]  # the options a line of figures is of -> their place


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
        question: {name: _dump_table(table) for name, table in tables.items()}
        for question, tables in fixed.items()
    }


def load_fixed(plain: Mapping[str, Any]) -> Mapping[str, Tables]:
    """Read back what `dump_fixed` wrote."""
    return {
        question: {name: _load_table(table) for name, table in tables.items()}
        for question, tables in plain.items()
    }


def _dump_table(table: Fixed) -> Plain:
    kinds: Kinds = {}
    groups = {key: _line(counts, kinds) for key, counts in table.groups.items()}
    return {
        "on": table.on,
        "groups": groups,
        "shown": sorted(table.shown),
        "options": list(kinds),
    }


def _load_table(plain: Mapping[str, Any]) -> Fixed:
    if "options" not in plain:
        return older_snapshot.table(plain)
    kinds = plain["options"]
    groups = {
        key: Figures(asked, answered, skipped, dict(zip(kinds[kind], counts, strict=True)))
        for key, (kind, asked, answered, skipped, *counts) in plain["groups"].items()
    }
    return Fixed(plain["on"], groups, frozenset(plain["shown"]))


def _figure(figure: Figure) -> int | str:
    return figure.value if isinstance(figure, Hidden) else figure


def _parsed(figure: int | str) -> Figure:
    return HIDDEN[figure] if isinstance(figure, str) else figure


def _dump(question: SafeQuestion) -> Plain:
    kinds: Kinds = {}
    overall = _line(question.overall, kinds)
    return {
        "id": question.id,
        "multi": question.multi,
        "open": question.open,
        "overall": overall,
        "breakdowns": {
            name: groups and [[g, *_line(f, kinds)] for g, f in groups.items()]
            for name, groups in question.breakdowns.items()
        },
        "pairs": [
            [pair, cells and [[*cell, *_line(f, kinds)] for cell, f in cells.items()]]
            for pair, cells in question.pairs.items()
        ],
        "earlier": question.earlier and _line(question.earlier, kinds),
        "dated": dict(question.dated),
        "options": list(kinds),
    }


def _load(plain: Mapping[str, Any]) -> SafeQuestion:
    if "options" not in plain:
        return older_snapshot.question(plain)
    kinds = plain["options"]
    return SafeQuestion(
        plain["id"],
        plain["multi"],
        plain["open"],
        load_figures(plain["overall"], kinds),
        {name: groups and Later(groups, 1, kinds) for name, groups in plain["breakdowns"].items()},
        {(one, other): cells and Later(cells, 2, kinds) for (one, other), cells in plain["pairs"]},
        load_figures(plain["earlier"], kinds) if plain["earlier"] else None,
        plain["dated"],
    )


def _line(figures: SafeFigures | Figures, kinds: Kinds) -> list[Any]:
    """Return figures as one line: which of `kinds` its options are, then all counts in order.

    Of a large board there are thousands: an object each took nearly three times the room, and
    longer to write and read. What is hidden is a text already. A list also keeps its order, which
    a database's own type for JSON may not do with keys.
    """
    options = figures.options
    kind = kinds.setdefault(tuple(options), len(kinds))
    return [kind, figures.asked, figures.answered, figures.skipped, *options.values()]
