"""Released figures as the board shows them: sentences first, then tables. Pure; only safe figures
come in, and what is hidden stays hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.engine.model import Ask, Flow
from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.insight.intervals import share
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.opening import Asked, chosen
from bot.insight.words import headline, withheld_note

THEIR_WORKER = "their worker"
MANY = 20  # options: with more, those that are hidden stand apart from those to read
HOW_TO = re.compile(r"(?<=[.?!])\s+(?:Send|Or text|Reply)\b[^.?!]*[.!]?\s*$")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its label, how many chose it, and the length of its bar in per cent.

    Args:
        may_be: the share and its 95 % interval: "75 % (60 to 86)"; "" where hidden.
    """

    label: str
    count: str
    bar: int | None
    may_be: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """One question by age, gender or area. `note` says why there is no table, where there is none.

    Args:
        rows: what is counted, then a figure a group; none where every figure is hidden.
        left_out: some were, so that it can be said.
    """

    name: str
    groups: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    left_out: bool = False
    note: str | None = None
    since: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One question of the board. `options` is empty where they used their own words.

    Args:
        apart: labels of the hidden ones among very many, which are not in `options`.
    """

    id: str
    question: str
    headline: str
    asked: str
    answered: str
    skipped: str
    options: tuple[Option, ...]
    splits: tuple[Split, ...]
    since: str | None = None  # the date of how they chose, where older than the snapshot
    of: str = ""  # how many that is of
    apart: tuple[str, ...] = ()


def findings(flow: Flow, safe: SafeTally, house: House) -> tuple[Finding, ...]:
    """Return every question of a snapshot, in the order it was asked."""
    return tuple(_finding(flow, safe, question, house) for question in safe.questions)


def answered_at_least(safe: SafeTally) -> str:
    """Say how many answered, from what is shown alone.

    The number of all who answered anything is not told: beside the figures of one question it
    would say how few left that one out.
    """
    shown = [q.overall.answered for q in safe.questions if isinstance(q.overall.answered, int)]
    if not shown:
        return f"Fewer than {safe.threshold} young people answered any one question."
    return f"At least {max(shown)} young people have answered."


def _finding(flow: Flow, safe: SafeTally, question: SafeQuestion, house: House) -> Finding:
    text, labels = _wording(flow, question, house)
    overall, told = question.overall, chosen(question)
    hidden = [key for key, count in told.options.items() if isinstance(count, Hidden)]
    apart = hidden if len(told.options) > MANY else []
    return Finding(
        id=question.id,
        question=text,
        headline=headline(question, labels, threshold=safe.threshold),
        asked=say(overall.asked),
        answered=say(overall.answered),
        skipped=say(overall.skipped),
        options=tuple(
            Option(
                labels.get(key, key),
                say(count),
                _bar(count, told.answered),
                may_be(count, told.answered),
            )
            for key, count in told.options.items()
            if key not in apart
        ),
        splits=tuple(
            _split(key, question, labels)
            for key in BREAKDOWN_NAMES
            if not isinstance(overall.answered, Hidden) and key in question.breakdowns
        ),
        since=_date(question.dated.get("earlier")),
        of=say(told.answered),
        apart=tuple(labels.get(key, key) for key in apart),
    )


def in_words(flow: Flow, safe: SafeTally, house: House) -> Mapping[str, Asked]:
    """Return the text and labels of each question, by its id."""
    return {q.id: Asked(*_wording(flow, q, house)) for q in safe.questions}


def _wording(flow: Flow, question: SafeQuestion, house: House) -> tuple[str, Mapping[str, str]]:
    node = flow.nodes.get(question.id)
    if not isinstance(node, Ask):  # the question has gone from the newest version
        return question.id, {}
    labels = {
        choice.key: house.fill(choice.label.to("en"), THEIR_WORKER) for choice in node.choices
    }
    return without_how_to(house.fill(node.text.to("en"), THEIR_WORKER)), labels


def without_how_to(text: str) -> str:
    """Return a question without its last sentence where that says how to reply."""
    return HOW_TO.sub("", text)


def _split(breakdown: str, question: SafeQuestion, labels: Mapping[str, str]) -> Split:
    name, groups = BREAKDOWN_NAMES[breakdown], question.breakdowns[breakdown]
    if groups is None:
        return Split(name, note=withheld_note(name))
    named = tuple(say_group(breakdown, key) for key in groups)
    shown, left_out = rows_of(tuple(groups.values()), labels)
    since = _date(question.dated.get(breakdown))
    return Split(name, named, shown, left_out, since=since, key=breakdown)


Rows = tuple[tuple[str, tuple[str, ...]], ...]


def rows_of(figures: Sequence[SafeFigures], labels: Mapping[str, str]) -> tuple[Rows, bool]:
    """Return what is counted with a figure a group, and whether rows of which none is shown went.

    An option has its share beside its count: "30 (75 %)".
    """
    keys = figures[0].options if figures else ()
    counted = (
        ("Answered", tuple(say(each.answered) for each in figures)),
        *((labels.get(k, k), tuple(_with_share(each, k) for each in figures)) for k in keys),
        ("Skipped", tuple(say(each.skipped) for each in figures)),
        ("Asked", tuple(say(each.asked) for each in figures)),
    )
    hidden = {each.value for each in Hidden}
    shown = tuple((label, row) for label, row in counted if not hidden.issuperset(row))
    return shown, len(shown) < len(counted)


def _with_share(figures: SafeFigures, option: str) -> str:
    count = figures.options[option]
    part = _bar(count, figures.answered)
    return say(count) if part is None else f"{count} ({part} %)"


def may_be(count: Figure, answered: Figure) -> str:
    """Return a share and its 95 % interval: "75 % (60 to 86)"; "" where hidden."""
    if isinstance(count, Hidden) or isinstance(answered, Hidden):
        return ""
    interval = share(count, answered)
    if interval is None:
        return ""
    value, low, high = (round(100 * each) for each in (interval.value, interval.low, interval.high))
    return f"{value} % ({low} to {high})"


def _date(on: str | None) -> str | None:
    return None if on is None else f"{datetime.fromisoformat(on):%-d %B %Y}"


def say(figure: Figure) -> str:
    """Return a figure as it is printed."""
    return figure.value if isinstance(figure, Hidden) else str(figure)


def _bar(count: Figure, answered: Figure) -> int | None:
    if isinstance(count, Hidden) or isinstance(answered, Hidden) or not answered:
        return None
    return round(100 * count / answered)
