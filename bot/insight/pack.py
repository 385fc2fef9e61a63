"""What a focus group is given to talk about, from safe figures: what was clear, where views split,
what lost people, and questions to ask in the room. Pure; its sentences are templates, filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.insight.figures import SafeQuestion, SafeTally
from bot.insight.intervals import share
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.opening import Asked, Gap, chosen, gaps

CLEAR = 0.6  # of those who answered: the share
MORE_THAN_HALF = 0.5  # at the least that share may be
EVEN = 0.12  # two choices this near each other, and large, split the room
LARGE = 0.3
LOST = 0.1
MOST = 5


@dataclass(frozen=True, slots=True)
class Pack:
    """The parts of a pack, each of plain sentences; empty where there is nothing to say."""

    clear: tuple[str, ...]
    split: tuple[str, ...]
    lost: tuple[str, ...]
    to_ask: tuple[str, ...]


def pack(safe: SafeTally, asked: Mapping[str, Asked], themes: Sequence[str]) -> Pack:
    """Return what to print.

    Args:
        themes: what themes are called, those most said first.
    """
    found = gaps(safe.questions)[:MOST]
    clear = sorted(_clear(safe, asked), key=lambda one: (-one[0], one[1]))[:MOST]
    even = _even(safe, asked)[: MOST - len(found)]
    lost = sorted(_lost(safe, asked), key=lambda one: (-one[0], one[1]))[:MOST]
    return Pack(
        tuple(said for _, said, _ in clear),
        tuple(_gap(gap, asked) for gap in found) + tuple(said for said, _ in even),
        tuple(said for _, said, _ in lost),
        (
            *(
                f"Most chose “{label}”. What would that look like here?"
                for _, _, label in clear[:2]
            ),
            *(_why(gap, asked) for gap in found[:2]),
            *(question for _, question in even[:1]),
            *(f"Some of you wrote about “{one}”. What should happen first?" for one in themes[:3]),
            *(f"Many stopped at “{text}” What was hard about it?" for _, _, text in lost[:1]),
            "What did we not ask that we should have?",
            "Who else should we hear from, and how would they like to be asked?",
        ),
    )


def _clear(safe: SafeTally, asked: Mapping[str, Asked]) -> list[tuple[float, str, str]]:
    found = []
    for question, label, count, answered in _counts(safe, asked):
        interval = share(count, answered)
        if interval is not None and interval.value >= CLEAR and interval.low > MORE_THAN_HALF:
            part = f"{interval.value * 100:.0f} %"
            said = f"{part} chose {label} ({asked[question.id].text})"
            found.append((interval.value, said, label))
    return found


def _even(safe: SafeTally, asked: Mapping[str, Asked]) -> list[tuple[str, str]]:
    """Return questions of one choice where the two chosen most are nearly as large."""
    found = []
    for question in safe.questions:
        figures = chosen(question)
        counts = [(c, key) for key, c in figures.options.items() if isinstance(c, int)]
        if question.multi or len(counts) < 2 or not isinstance(figures.answered, int):
            continue
        (more, one), (less, other) = sorted(counts, key=lambda c: (-c[0], c[1]))[:2]
        a, b = more / figures.answered, less / figures.answered
        if b >= LARGE and a - b <= EVEN:
            words = asked[question.id]
            first, second = words.labels.get(one, one), words.labels.get(other, other)
            found.append(
                (
                    f"{a * 100:.0f} % chose {first} and {b * 100:.0f} % {second} ({words.text})",
                    f"Some chose “{first}” and nearly as many “{second}”. What is behind each?",
                )
            )
    return found


def _lost(safe: SafeTally, asked: Mapping[str, Asked]) -> list[tuple[float, str, str]]:
    found = []
    for question in safe.questions:
        figures, text = question.overall, asked[question.id].text
        told = (figures.asked, figures.answered, figures.skipped)
        if not all(isinstance(one, int) for one in told):
            continue
        of, answered, skipped = (int(one) for one in told)
        left = of - answered - skipped
        for lost, how in ((left, "stopped here"), (skipped, "skipped it")):
            if of and lost / of >= LOST:
                found.append((lost / of, f"{lost / of * 100:.0f} % {how}: {text}", text))
    return found


def _counts(
    safe: SafeTally, asked: Mapping[str, Asked]
) -> list[tuple[SafeQuestion, str, int, int]]:
    return [
        (question, asked[question.id].labels.get(key, key), count, figures.answered)
        for question in safe.questions
        if isinstance((figures := chosen(question)).answered, int)
        for key, count in figures.options.items()
        if isinstance(count, int)
    ]


def _gap(gap: Gap, asked: Mapping[str, Asked]) -> str:
    (high, more), (low, less) = gap.groups
    label = asked[gap.question].labels.get(gap.option, gap.option)
    return (
        f"By {BREAKDOWN_NAMES[gap.breakdown]}: "
        f"{more * 100:.0f} % of {say_group(gap.breakdown, high)} "
        f"chose {label}, and {less * 100:.0f} % of {say_group(gap.breakdown, low)} "
        f"({asked[gap.question].text})"
    )


def _why(gap: Gap, asked: Mapping[str, Asked]) -> str:
    (high, _), (low, _) = gap.groups
    label = asked[gap.question].labels.get(gap.option, gap.option)
    return (
        f"“{label}” was chosen more by {say_group(gap.breakdown, high)} than by "
        f"{say_group(gap.breakdown, low)}. Why might that be?"
    )
