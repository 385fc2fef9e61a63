"""Released figures as the board shows them: sentences first, then tables. Pure; only safe figures
come in, and what is hidden stays hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.house import House
from bot.engine.model import Ask, Flow
from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.insight.tallies import NOT_SAID
from bot.insight.words import headline, withheld_note

BREAKDOWNS = {"age_band": "age", "gender": "gender", "area": "area"}
GROUPS = {NOT_SAID: "Not said", "girl": "Girls", "boy": "Boys"}
THEIR_WORKER = "their worker"


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its label, how many chose it, and the length of its bar in per cent."""

    label: str
    count: str
    bar: int | None


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One question of the board. `options` is empty where they used their own words."""

    id: str
    question: str
    headline: str
    asked: str
    answered: str
    skipped: str
    options: tuple[Option, ...]
    splits: tuple[Split, ...]


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
    overall = question.overall
    return Finding(
        id=question.id,
        question=text,
        headline=headline(question, labels, threshold=safe.threshold),
        asked=_say(overall.asked),
        answered=_say(overall.answered),
        skipped=_say(overall.skipped),
        options=tuple(
            Option(labels.get(key, key), _say(count), _bar(count, overall.answered))
            for key, count in overall.options.items()
        ),
        splits=tuple(
            _split(name, question.breakdowns.get(key), labels)
            for key, name in BREAKDOWNS.items()
            if not isinstance(overall.answered, Hidden)
        ),
    )


def _wording(flow: Flow, question: SafeQuestion, house: House) -> tuple[str, Mapping[str, str]]:
    node = flow.nodes.get(question.id)
    if not isinstance(node, Ask):  # the question has gone from the newest version
        return question.id, {}
    labels = {
        choice.key: house.fill(choice.label.to("en"), THEIR_WORKER) for choice in node.choices
    }
    return house.fill(node.text.to("en"), THEIR_WORKER), labels


def _split(name: str, groups: Mapping[str, SafeFigures] | None, labels: Mapping[str, str]) -> Split:
    if groups is None:
        return Split(name, note=withheld_note(name))
    figures = tuple(groups.values())
    keys = figures[0].options if figures else ()
    counted = (
        ("Answered", tuple(each.answered for each in figures)),
        *((labels.get(key, key), tuple(each.options[key] for each in figures)) for key in keys),
        ("Skipped", tuple(each.skipped for each in figures)),
        ("Asked", tuple(each.asked for each in figures)),
    )
    shown = tuple(
        (label, tuple(map(_say, row)))
        for label, row in counted
        if not all(isinstance(figure, Hidden) for figure in row)
    )
    named = tuple(_group(name, group) for group in groups)
    return Split(name, named, shown, left_out=len(shown) < len(counted))


def _group(name: str, group: str) -> str:
    said = GROUPS.get(group)
    if said is not None:
        return said
    return group.replace("-", " to ") if name == "age" else group[:1].upper() + group[1:]


def _say(figure: Figure) -> str:
    return figure.value if isinstance(figure, Hidden) else str(figure)


def _bar(count: Figure, answered: Figure) -> int | None:
    if isinstance(count, Hidden) or isinstance(answered, Hidden) or not answered:
        return None
    return round(100 * count / answered)
