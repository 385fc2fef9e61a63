"""Tries to work out hidden figures from everything published. Pure; shares nothing with the code
that hides them but the published values, so that it can prove that code wrong.

It writes down every sum an outsider knows and narrows each unknown to an interval until nothing
moves. What it finds is real; what it misses may still be there, so small tables are also searched
completely in the tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion, SafeTally

UNBOUNDED = 10**9
ROUNDS = 200  # narrowing settles in a few; the limit is for sums that creep

_PUBLISHED = ("asked", "answered", "skipped")
_OPTION = "option "

Name = tuple[str, str, str, str]  # question, breakdown ("" for everyone), group, figure
Sum = tuple[tuple[int, Name], ...]  # adds up to zero, or to zero or more


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure that should not be known, and what is known of it: `low` to `high` people."""

    name: Name
    low: int
    high: int


@dataclass(slots=True)
class _Knowledge:
    low: dict[Name, int] = field(default_factory=lambda: defaultdict(int))
    high: dict[Name, int] = field(default_factory=lambda: defaultdict(lambda: UNBOUNDED))
    equal: list[Sum] = field(default_factory=list)
    at_least: list[Sum] = field(default_factory=list)


def attack(published: SafeTally, *, linear: bool = True) -> tuple[Finding, ...]:
    """Return every hidden figure known to within less than the threshold, or known to be small.

    Figures never published but implied (those who left, who did not choose an option, who used
    own words) count as hidden ones. Shown figures under the threshold are findings too.

    Args:
        linear: nobody is sent past a question, so whoever answered or skipped one was asked
            the next; False for a flow that branches, where that is not so.
    """
    known = _Knowledge()
    names = [name for q in published.questions for name in _write_down(known, q)]
    hidden = {name for name in names if name[3] in _PUBLISHED or name[3].startswith(_OPTION)}
    hidden -= known.high.keys()  # what is shown has its bounds from the start
    if linear:
        _chain(known, published.questions)
    _narrow(known)
    found = (Finding(name, known.low[name], known.high[name]) for name in names)
    return tuple(
        finding
        for finding in found
        if finding.high - finding.low < published.threshold
        and (finding.name in hidden or finding.low < published.threshold)
    )


def count_hidden(published: SafeTally) -> int:
    """Return how many published figures are hidden, breakdowns withheld as a whole left out."""
    return sum(
        figure is Hidden.CONFIDENTIAL
        for question in published.questions
        for _, _, figures in _scopes(question)
        for figure in (figures.asked, figures.answered, figures.skipped, *figures.options.values())
    )


def _scopes(question: SafeQuestion) -> Iterator[tuple[str, str, SafeFigures]]:
    yield "", "", question.overall
    for breakdown, groups in question.breakdowns.items():
        for group, figures in (groups or {}).items():
            yield breakdown, group, figures


def _write_down(known: _Knowledge, question: SafeQuestion) -> Iterator[Name]:
    for breakdown, group, figures in _scopes(question):
        yield from _write_figures(known, question, (breakdown, group), figures)
    for breakdown, groups in question.breakdowns.items():
        if groups:
            _write_group_sums(known, question, breakdown, groups)


def _write_figures(
    known: _Knowledge, question: SafeQuestion, scope: tuple[str, str], figures: SafeFigures
) -> Iterator[Name]:
    def name(figure: str) -> Name:
        return question.id, *scope, figure

    values = {"asked": figures.asked, "answered": figures.answered, "skipped": figures.skipped}
    options = {f"{_OPTION}{key}": figure for key, figure in figures.options.items()}
    for figure, value in {**values, **options}.items():
        _fix(known, name(figure), value)
        yield name(figure)
    answered, chosen = name("answered"), [name(option) for option in options]
    parts = [name(part) for part in ("answered", "skipped", "left")]
    known.equal.append(_balance(name("asked"), parts))
    yield name("left")
    for option in options:
        others = name(f"not {option}")
        known.equal.append(_balance(answered, [name(option), others]))
        yield others
    yield from _write_choices(known, question, answered, chosen)


def _write_choices(
    known: _Knowledge, question: SafeQuestion, answered: Name, chosen: Sequence[Name]
) -> Iterator[Name]:
    if question.open and not question.multi:
        own_words = (*answered[:3], "own words")
        known.equal.append(_balance(answered, [*chosen, own_words]))
        yield own_words
    elif question.multi and chosen:
        known.at_least.append(((-1, answered), *((1, option) for option in chosen)))
    elif chosen:
        known.equal.append(_balance(answered, chosen))


def _write_group_sums(
    known: _Knowledge, question: SafeQuestion, breakdown: str, groups: Mapping[str, SafeFigures]
) -> None:
    options = [f"{_OPTION}{key}" for key in question.overall.options]
    implied = ["left", *(f"not {option}" for option in options)]
    own = ["own words"] if question.open and not question.multi else []
    for figure in ["asked", "answered", "skipped", *options, *implied, *own]:
        parts = [(question.id, breakdown, group, figure) for group in groups]
        known.equal.append(_balance((question.id, "", "", figure), parts))


def _chain(known: _Knowledge, questions: Sequence[SafeQuestion]) -> None:
    for question, following in pairwise(questions):
        for breakdown, group, _ in _scopes(following):
            asked, answered, skipped = (
                (question.id, breakdown, group, figure) for figure in _PUBLISHED
            )
            then = (following.id, breakdown, group, "asked")
            known.at_least.append(((1, asked), (-1, then)))
            known.at_least.append(((1, then), (-1, answered), (-1, skipped)))


def _fix(known: _Knowledge, name: Name, figure: Figure) -> None:
    if not isinstance(figure, Hidden):
        known.low[name] = known.high[name] = figure


def _balance(whole: Name, parts: Sequence[Name]) -> Sum:
    return ((1, whole), *((-1, part) for part in parts))


def _narrow(known: _Knowledge) -> None:
    sums = [*known.equal, *known.at_least, *(_negated(equal) for equal in known.equal)]
    for _ in range(ROUNDS):
        moved = [_narrow_by(known, at_least) for at_least in sums]
        if not any(moved):
            return


def _negated(equal: Sum) -> Sum:
    return tuple((-sign, name) for sign, name in equal)


def _narrow_by(known: _Knowledge, at_least: Sum) -> bool:
    """Use "this sum is zero or more": each term is at least minus the most the rest can be."""
    moved = False
    most = [known.high[name] if sign > 0 else -known.low[name] for sign, name in at_least]
    whole = sum(most)
    for (sign, name), own in zip(at_least, most, strict=True):
        rest = whole - own
        if sign > 0 and -rest > known.low[name]:
            known.low[name] = -rest
            moved = True
        elif sign < 0 and rest < known.high[name]:
            known.high[name] = rest
            moved = True
    return moved
