"""A sheet of the consultation as the board shows it: choices and themes under its own headings.
Pure; only safe figures come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.insight.disclosure import publish_themes
from bot.insight.figures import Figure, Hidden, SafeTally
from bot.insight.layouts import Cell, Layout
from bot.insight.opening import Asked, chosen
from bot.insight.quoting import is_right_to_left
from bot.insight.theme_sheet import Group, Theme, in_order
from bot.store.queries.drawings_seen import Shown as Drawn
from bot.store.quotes import Quote
from bot.store.themes import Gathered


@dataclass(frozen=True, slots=True)
class Line:
    """A choice that may be shown, and how many young people made it."""

    label: str
    count: str


@dataclass(frozen=True, slots=True)
class Said:
    """A released quote and the way it is written: "rtl" or "ltr"."""

    words: str
    dir: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme as it is shown, and what an officer may do with it."""

    id: int
    question: str
    called: str
    named: bool
    count: str
    words: tuple[str, ...]
    groups: tuple[Group, ...]
    cell: str
    quotes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One question in own words: its themes, the rest, and what is still to come.

    Args:
        cells: where its themes may stand: (key, heading).
        drawings: those a person let out; no count of them is told.
        answered: how many answered, or "" where that is not told.
    """

    id: str
    text: str
    answered: str
    themes: tuple[Shown, ...]
    rest: str
    rest_quotes: tuple[Said, ...]
    cells: tuple[tuple[str, str], ...]
    is_waiting: bool
    may_quote: bool
    drawings: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the sheet as it is laid out."""

    heading: str
    lines: tuple[Line, ...]
    themes: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One column of the sheet."""

    heading: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one question in own words, before it is made safe to show."""

    question: str
    text: str
    gathered: Gathered
    quotes: Sequence[Quote]
    is_waiting: bool
    may_quote: bool
    drawings: tuple[Drawn, ...] = ()


def own_words(told: Told, layout: Layout, *, threshold: int) -> OwnWords:
    """Return one question as it is shown: counts only where they are safe."""
    gathered, quotes = told.gathered, told.quotes
    themes = in_order(gathered.themes)
    counts = {str(one.id): one.people for one in themes}
    safe = publish_themes(counts, gathered.rest, threshold=threshold)
    keys = layout.words.get(told.question, ())
    known = {one.id for one in themes}
    return OwnWords(
        told.question,
        told.text,
        _say(safe.answered),
        tuple(_shown(one, told, safe.options[str(one.id)], keys) for one in themes),
        str(gathered.rest) if _is_told(safe.options, gathered.rest, threshold) else "",
        tuple(_said(one) for one in quotes if one.theme_id not in known),
        tuple((key, _heading(layout, key)) for key in keys),
        told.is_waiting,
        told.may_quote,
        told.drawings,
    )


def sides(
    layout: Layout, safe: SafeTally, words: Mapping[str, Asked], asked: Sequence[OwnWords]
) -> tuple[Side, ...]:
    """Return the sheet: under each heading the choices made, then the themes put there."""
    themes = tuple(theme for question in asked for theme in question.themes)
    return tuple(
        Side(
            column.heading,
            tuple(
                Box(
                    cell.heading,
                    tuple(_lines(cell, safe, words)),
                    tuple(one for one in themes if one.cell == cell.key),
                )
                for cell in column.cells
            ),
        )
        for column in layout.columns
    )


def _shown(theme: Theme, told: Told, count: Figure, keys: Sequence[str]) -> Shown:
    return Shown(
        theme.id,
        told.question,
        theme.called,
        bool(theme.name),
        _say(count),
        theme.words,
        theme.groups,
        theme.cell if theme.cell in keys else next(iter(keys), ""),
        tuple(_said(one) for one in told.quotes if one.theme_id == theme.id),
    )


def _lines(cell: Cell, safe: SafeTally, words: Mapping[str, Asked]) -> Iterator[Line]:
    found: list[tuple[int, Line]] = []
    for question in safe.questions:
        if question.id in cell.questions:
            for key, count in chosen(question).options.items():
                if isinstance(count, int):
                    label = words[question.id].labels.get(key, key)
                    found.append((count, Line(label, str(count))))
    yield from (line for _, line in sorted(found, key=lambda one: (-one[0], one[1].label)))


def _is_told(options: Mapping[str, Figure], rest: int, threshold: int) -> bool:
    hidden = any(isinstance(count, Hidden) for count in options.values())
    return not hidden and rest >= threshold


def _heading(layout: Layout, key: str) -> str:
    cell = layout.cell(key)
    return cell.heading if cell else key


def _said(one: Quote) -> Said:
    return Said(one.words, "rtl" if is_right_to_left(one.words) else "ltr")


def _say(figure: Figure) -> str:
    return "" if isinstance(figure, Hidden) else str(figure)
