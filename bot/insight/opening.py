"""The board's first words: what most said, where views split, what lost people, who we have not
heard from, how sure we can be. Pure: templates filled from safe figures, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.insight.effects import holm
from bot.insight.figures import SafeFigures, SafeQuestion, SafeTally
from bot.insight.intervals import chance_of_difference, share
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.words import listed

UNLIKELY = 0.05  # after correction for how many were looked at
LOST = 0.1  # of those asked left or were not understood: worth a sentence
SURE_ENOUGH = 0.1


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words: its text, and what each option was called."""

    text: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence under one heading."""

    heading: str
    says: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups of one question that chose an option differently."""

    question: str
    breakdown: str
    option: str
    groups: tuple[tuple[str, float], tuple[str, float]]  # the larger share first
    chance: float


def opening(safe: SafeTally, asked: Mapping[str, Asked]) -> tuple[Line, ...]:
    """Return the sentences that open the board, in their order; none where nothing is shown."""
    shown = [q for q in safe.questions if isinstance(q.overall.answered, int)]
    if not shown:
        return ()
    return (
        Line("What most said", _most_said(shown, asked)),
        Line("Where views split", _where_split(shown, asked)),
        Line("What lost people", _what_lost(shown, asked)),
        Line("Who we have not heard from", _not_heard(shown)),
        Line("How sure we can be", _how_sure(shown)),
    )


def gaps(questions: Sequence[SafeQuestion]) -> tuple[Gap, ...]:
    """Return the differences between groups that chance does not explain, the largest first."""
    found = [gap for question in questions for gap in _gaps_of(question)]
    corrected = holm([gap.chance for gap in found])
    real = [gap for gap, chance in zip(found, corrected, strict=True) if chance < UNLIKELY]
    return tuple(sorted(real, key=lambda gap: gap.groups[1][1] - gap.groups[0][1]))


def chosen(question: SafeQuestion) -> SafeFigures:
    """Return how they chose: today's figures, or those of before that still stand."""
    return question.earlier or question.overall


def _most_said(shown: Sequence[SafeQuestion], asked: Mapping[str, Asked]) -> str:
    tops = sorted(filter(None, map(_top, shown)), key=lambda top: -top[2])[:3]
    if not tops:
        return "No choice can be shown yet without saying too much about a few of them."
    return " ".join(
        f"{_percent(part)} chose {_label(asked, question, option)} ({_text(asked, question)})."
        for question, option, part in tops
    )


def _top(question: SafeQuestion) -> tuple[str, str, float] | None:
    figures = chosen(question)
    if not isinstance(figures.answered, int):
        return None
    counts = {key: count for key, count in figures.options.items() if isinstance(count, int)}
    if not counts:
        return None
    most = max(counts, key=lambda key: counts[key])
    return question.id, most, counts[most] / figures.answered


def _where_split(shown: Sequence[SafeQuestion], asked: Mapping[str, Asked]) -> str:
    found = gaps(shown)
    if not found:
        return "No group answered clearly differently from another, as far as can be shown."
    gap = found[0]
    (high, more), (low, less) = gap.groups
    return (
        f"By {BREAKDOWN_NAMES[gap.breakdown]}: {_percent(more)} of "
        f"{_in_a_sentence(gap.breakdown, high)} chose {_label(asked, gap.question, gap.option)}, "
        f"and {_percent(less)} of {_in_a_sentence(gap.breakdown, low)} "
        f"({_text(asked, gap.question)}). Chance alone would seldom do that."
    )


def _gaps_of(question: SafeQuestion) -> Iterator[Gap]:
    for name, groups in question.breakdowns.items():
        for one, other in combinations((groups or {}).items(), 2):
            yield from _gaps_between(question, name, one, other)


def _gaps_between(
    question: SafeQuestion,
    breakdown: str,
    one: tuple[str, SafeFigures],
    other: tuple[str, SafeFigures],
) -> Iterator[Gap]:
    for option in question.overall.options:
        counts = [(figures.options[option], figures.answered) for _, figures in (one, other)]
        (a, n), (b, m) = counts
        if not (isinstance(a, int) and isinstance(b, int)):
            continue
        if not (isinstance(n, int) and isinstance(m, int)):
            continue
        first, second = (one[0], a / n), (other[0], b / m)
        groups = (first, second) if first[1] >= second[1] else (second, first)
        yield Gap(question.id, breakdown, option, groups, chance_of_difference(a, n, b, m))


def _what_lost(shown: Sequence[SafeQuestion], asked: Mapping[str, Asked]) -> str:
    lost = [
        ((figures.asked - figures.answered - figures.skipped) / figures.asked, question.id)
        for question in shown
        if isinstance((figures := question.overall).asked, int)
        and isinstance(figures.answered, int)
        and isinstance(figures.skipped, int)
    ]
    if not lost:
        return "How many left at a question cannot be shown yet."
    rate, worst = max(lost)
    if rate < LOST:
        return "No question lost many of those who were asked it."
    return f"{_percent(rate)} of those asked did not answer or skip: {_text(asked, worst)}"


def _not_heard(shown: Sequence[SafeQuestion]) -> str:
    largest = max(shown, key=lambda q: q.overall.answered)
    merged = [
        f"{say_group(name, key)} ({figures.answered} together)"
        for name, groups in largest.breakdowns.items()
        for key, figures in (groups or {}).items()
        if "\x1f" in key and name in {"age_band", "area", "gender"}
    ]
    if not merged:
        return "Every group we can show has at least ten answers. See the books below."
    return f"Few answered in some of these, so they are shown together: {listed(merged[:3])}."


def _how_sure(shown: Sequence[SafeQuestion]) -> str:
    widths = []
    for question in shown:
        figures = chosen(question)
        if isinstance(figures.answered, int):
            widths += [
                (interval.high - interval.low) / 2
                for count in figures.options.values()
                if isinstance(count, int) and (interval := share(count, figures.answered))
            ]
    if not widths:
        return "There are no shares to be sure of yet."
    widest = max(widths)
    about = f"Each share may be off by up to {widest * 100:.0f} points either way"
    if widest > SURE_ENOUGH:
        return f"{about}: read them as a rough picture."
    return f"{about}, if those who answered are like those who did not."


def _label(asked: Mapping[str, Asked], question: str, option: str) -> str:
    return asked[question].labels.get(option, option) if question in asked else option


def _text(asked: Mapping[str, Asked], question: str) -> str:
    return asked[question].text if question in asked else question


def _in_a_sentence(breakdown: str, key: str) -> str:
    said = say_group(breakdown, key)
    return said.lower() if breakdown == "gender" else f"those of {said}"


def _percent(part: float) -> str:
    return f"{part * 100:.0f} %"
