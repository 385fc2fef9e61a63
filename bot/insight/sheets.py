"""Safe figures as rows for a spreadsheet, and what each column means. Pure: the same figures as on
screen, hidden ones hidden by the same letter; nothing in a cell can run as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.insight.figures import (
    JOIN,
    Figure,
    Hidden,
    SafeFigures,
    SafeQuestion,
    SafeReach,
    SafeTally,
)
from bot.insight.intervals import share
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.opening import Asked

Cell = str | int | float
COLUMNS: Mapping[str, str] = {
    "flow": "The conversation, by its key.",
    "wave": "The round of it, from 1: the same questions asked again are the next.",
    "released_at": "When these totals were fixed, in UTC.",
    "counted_on": "When this row was counted. Earlier than released_at where it may not move yet.",
    "question": "The question, by its key. Where people stopped, questions one after another.",
    "text": "The question as young people saw it, in English.",
    "breakdown": "What young people are grouped by. Empty: everyone.",
    "group": "The group. Neighbours that are too small alone are joined by name.",
    "within": "A second breakdown, for one group within another. Empty: none.",
    "within_group": "The group of the second breakdown.",
    "figure": "asked, answered, skipped, or option: how many chose it. stopped: for whom these "
    "questions were the last they were asked; ended: who went to the end, at the least. Of "
    "everybody: on_the_books, asked_or_joined, reached, and answered_something, at the least.",
    "option": "The option, by its key; empty for other figures.",
    "label": "The option as young people saw it, in English.",
    "count": "How many young people. c: hidden, since it or what it would give away is small. "
    "z: not counted here.",
    "share": "The count out of those of the group who answered, 0 to 1. Of stopped: out of the "
    "times these were asked, at the least.",
    "low": "The least that share may be (95 %, Wilson).",
    "high": "The most that share may be (95 %, Wilson).",
}
Where = tuple[str, str, str, str]
NOBODY: Where = ("", "", "", "")  # in particular: everyone
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Head:
    """What every row of one snapshot begins with."""

    flow: str
    wave: int
    released_at: str


def rows(safe: SafeTally, head: Head, asked: Mapping[str, Asked]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a figure, in the order of the questions, everyone before groups."""
    for question in safe.questions:
        words = asked.get(question.id, Asked(question.id, {}))
        for where, figures, table in _tables(question):
            on = question.dated.get(table, head.released_at)
            start = (head.flow, head.wave, head.released_at, on, question.id, words.text, *where)
            for row in _figures(figures, words):
                yield tuple(map(safe_cell, (*start, *row)))
    yield from _course(safe, head, asked)
    yield from _books(safe, head)


def _course(safe: SafeTally, head: Head, asked: Mapping[str, Asked]) -> Iterator[tuple[Cell, ...]]:
    """Yield where they stopped, stretch after stretch, and how many went to the end."""
    course = safe.course
    if course is None:
        return
    start = head.flow, head.wave, head.released_at
    for each in course.stretches:
        texts = [asked[key].text if key in asked else key for key in each.questions]
        keys, said = " ".join(each.questions), " … ".join(dict.fromkeys((texts[0], texts[-1])))
        counted = ("stopped", "", "", each.stopped, *_share(each.stopped, each.times))
        yield tuple(map(safe_cell, (*start, course.on, keys, said, *NOBODY, *counted)))
    if course.ended is not None:
        counted = ("ended", "", "", course.ended, "", "", "")
        yield (*start, head.released_at, "", "", *NOBODY, *counted)


def _books(safe: SafeTally, head: Head) -> Iterator[tuple[Cell, ...]]:
    """Yield who was asked and reached of everybody, and by group."""
    for name, groups in safe.books.items():
        for key, each in groups.items():
            where = (BREAKDOWN_NAMES[name], say_group(name, key), "", "") if name else NOBODY
            for column, (figure, count) in _reached(each).items():
                on = safe.books_on.get((name, column), head.released_at)
                start = head.flow, head.wave, head.released_at, on, "", ""
                row = (*start, *where, figure, "", "", _plain(count), "", "", "")
                yield tuple(map(safe_cell, row))


def _reached(each: SafeReach) -> Mapping[str, tuple[str, Figure]]:
    return {
        "known": ("on_the_books", each.known),
        "asked": ("asked_or_joined", each.asked),
        "reached": ("reached", each.reached),
        "answered": ("answered_something", each.answered),
    }


def dictionary(threshold: int) -> Iterator[tuple[str, str]]:
    """Yield each column with its meaning, and how figures are kept safe."""
    yield from COLUMNS.items()
    yield (
        "(all)",
        f"No count under {threshold} is given, nor any that would tell one: zero is hidden too. "
        "Small groups are joined with their neighbours in a fixed order.",
    )


def safe_cell(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return cell


def _tables(question: SafeQuestion) -> Iterator[tuple[Where, SafeFigures, str]]:
    yield NOBODY, question.overall, "overall"
    if question.earlier is not None:
        yield NOBODY, question.earlier, "earlier"
    for name, groups in question.breakdowns.items():
        for key, figures in (groups or {}).items():
            where = (BREAKDOWN_NAMES[name], say_group(name, key), "", "")
            yield where, figures, name
    for (one, other), cells in question.pairs.items():
        for (row, column), figures in (cells or {}).items():
            crossed = (
                BREAKDOWN_NAMES[one],
                say_group(one, row),
                BREAKDOWN_NAMES[other],
                say_group(other, column),
            )
            yield crossed, figures, JOIN.join((one, other))


def _figures(figures: SafeFigures, words: Asked) -> Iterator[tuple[Cell, ...]]:
    named = {"asked": figures.asked, "answered": figures.answered, "skipped": figures.skipped}
    for name, figure in named.items():
        yield name, "", "", _plain(figure), "", "", ""
    for key, count in figures.options.items():
        label = words.labels.get(key, key)
        yield "option", key, label, _plain(count), *_share(count, figures.answered)


def _plain(figure: Figure) -> Cell:
    return figure.value if isinstance(figure, Hidden) else figure


def _share(count: Figure, answered: Figure) -> tuple[Cell, Cell, Cell]:
    if isinstance(count, Hidden) or isinstance(answered, Hidden):
        return "", "", ""
    interval = share(count, answered)
    if interval is None:
        return "", "", ""
    return round(interval.value, 4), round(interval.low, 4), round(interval.high, 4)
