"""The one door between answers and every screen, chart, export and API: raw counts go in, safe
figures come out. Nothing else may turn a `Tally` into something a person sees (decision 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.insight.asked import Choice, scopes_with_asked, skips_are_safe
from bot.insight.books import NOTHING, Counts, Reach, Shown, books
from bot.insight.course import course
from bot.insight.crossed import cross
from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion, SafeTally, all_hidden
from bot.insight.groups import in_order
from bot.insight.merging import choose
from bot.insight.successive import Before, Release, first, follow
from bot.insight.suppression import has_own_words, hidden_choices
from bot.insight.tallies import (
    BREAKDOWNS,
    PAIRS,
    Figures,
    Pair,
    QuestionShape,
    QuestionTally,
    Tally,
)

DEFAULT_THRESHOLD = 10
LOWEST_THRESHOLD = 5

BOOKS = ""  # beside the questions' ids, for what the books were counted from

Choices = Mapping[str, Mapping[str, Choice]]


def publish(
    tally: Tally, *, threshold: int = DEFAULT_THRESHOLD, areas: Sequence[str] = ()
) -> SafeTally:
    """Hide every figure that would say something of a few young people, or let it be worked out.

    Hidden are counts under `threshold` (zero as well), counts that leave fewer than that on the
    other side (so that nothing is told of nearly everyone), and as many more as stop sums giving
    those away: options add up to answered (one choice), groups to everyone, pairs to their groups,
    and asked is answered, skipped and left together. Small groups merge with their neighbours.

    Args:
        threshold: the smallest number of young people shown; 5 or more.
        areas: the organisation's own order of its areas.

    Raises:
        ValueError: `threshold` is under 5.

    Source: UK Longitudinal Linkage Collaboration, small numbers (under 10 with zero, secondary
        suppression by row and by column); `bot.insight.suppression` for why it holds.
    """
    return release(tally, on="", threshold=threshold, areas=areas).figures


def release(
    tally: Tally,
    *,
    on: str,
    threshold: int = DEFAULT_THRESHOLD,
    areas: Sequence[str] = (),
    before: Before | None = None,
    reach: Sequence[Reach] = (),
) -> Release:
    """Make the next snapshot: what may be shown, beside everything that was shown before.

    Args:
        on: its date, in ISO form.
        before: the one before, of the same flow and wave, with the counts it was made from.
        reach: who is known, was asked and was reached.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"threshold must be {LOWEST_THRESHOLD} or more, not {threshold}")
    choices = {name: _choices(tally, name, threshold, areas) for name in BREAKDOWNS}
    asked = scopes_with_asked(tally.questions, choices, threshold)
    safe = [_question(q, choices, asked, threshold=threshold) for q in tally.questions]
    alone = SafeTally(threshold, tuple(safe))
    if before is None:
        made = first(tally, alone, on=on)
    else:
        made = follow(tally, alone, before=before, on=on)
    questions = made.figures.questions
    then = before.figures.course if before else None
    stood = _stood(before) if before else NOTHING
    invited = any(isinstance(each.asked, int) for each in stood.books.get("", {}).values())
    came = course(tally, questions, threshold=threshold, on=on, before=then, beside_invited=invited)
    known = books(Counts(tally.questions, reach, questions, came, stood, threshold, on))
    return Release(
        replace(made.figures, course=came, books=known.books, books_on=known.on),
        {**made.fixed, BOOKS: known.fixed},
    )


def _stood(before: Before) -> Shown:
    return Shown(before.figures.books, before.figures.books_on, before.fixed.get(BOOKS, {}))


def publish_themes(counts: Mapping[str, int], rest: int, *, threshold: int) -> SafeFigures:
    """Hide every theme that too few said, and as many more as stop sums giving those away.

    Args:
        counts: a theme's key -> the young people in it; each of them is in one alone.
        rest: those who answered and are in none.
    """
    people = rest + sum(counts.values())
    shape = QuestionShape("themes", tuple(counts), open=rest > 0)
    everyone = QuestionTally(
        shape, Figures(people, people, 0, counts), {key: {} for key in BREAKDOWNS}
    )
    return publish(Tally(people, (everyone,)), threshold=threshold).questions[0].overall


def may_release(
    previous_respondents: int | None,
    respondents: int,
    *,
    threshold: int = DEFAULT_THRESHOLD,
    closed: bool = False,
) -> bool:
    """Tell whether a new snapshot may be made (decision 12).

    Args:
        previous_respondents: young people who had answered at the last one; None before any.
        closed: the round has closed, and this is its last.
    """
    if respondents < threshold:
        return False
    if previous_respondents is None or closed:
        return True
    return respondents - previous_respondents >= threshold


def _is_shown(question: QuestionTally, threshold: int) -> bool:
    """A question of one option says by its answered count alone what everyone chose."""
    alone = len(question.shape.options) == 1 and not has_own_words(question)
    return question.overall.answered >= threshold and not alone


def _choices(tally: Tally, name: str, threshold: int, areas: Sequence[str]) -> Mapping[str, Choice]:
    """Return for each question shown what of one breakdown can be."""
    chosen: dict[str, Choice] = {}
    for question in tally.questions:
        groups = question.breakdowns.get(name)
        if not groups or not _is_shown(question, threshold):
            continue
        choice = choose(question, name, in_order(name, groups, areas), threshold)
        if choice is not None:
            chosen[question.shape.id] = choice
    return chosen


def _question(
    question: QuestionTally, choices: Choices, asked: frozenset[str], *, threshold: int
) -> SafeQuestion:
    shape = question.shape
    if not _is_shown(question, threshold):
        hidden = all_hidden(shape.options)
        none: dict[str, None] = dict.fromkeys(BREAKDOWNS)
        return SafeQuestion(shape.id, shape.multi, shape.open, hidden, none, dict.fromkeys(PAIRS))
    skips = skips_are_safe([question.overall], threshold, with_asked="" in asked)
    overall = _show(
        question.overall, hidden_choices(question, threshold), asked="" in asked, skipped=skips
    )
    breakdowns: dict[str, Mapping[str, SafeFigures] | None] = {}
    for name, by_question in choices.items():
        choice = by_question.get(shape.id)
        breakdowns[name] = (
            _groups(choice, threshold, asked=name in asked, skips=skips) if choice else None
        )
    pairs = {pair: _pair(question, pair, choices, threshold) for pair in PAIRS}
    return SafeQuestion(shape.id, shape.multi, shape.open, overall, breakdowns, pairs)


def _groups(
    choice: Choice, threshold: int, *, asked: bool, skips: bool
) -> Mapping[str, SafeFigures]:
    skipped = skips and skips_are_safe(choice.units, threshold, with_asked=asked)
    return {
        group: _show(figures, choice.hidden, asked=asked, skipped=skipped)
        for group, figures in zip(choice.groups, choice.units, strict=True)
    }


def _pair(
    question: QuestionTally, pair: Pair, choices: Choices, threshold: int
) -> Mapping[Pair, SafeFigures] | None:
    one, other = (choices[name].get(question.shape.id) for name in pair)
    crossed = cross(question, pair, (one, other), threshold=threshold)
    if crossed is None:
        return None
    hidden, cells = crossed
    z = Hidden.NOT_APPLICABLE
    return {
        cell: SafeFigures(z, figures.answered, z, _options(figures, hidden))
        for cell, figures in cells.items()
    }


def _show(figures: Figures, hidden: frozenset[str], *, asked: bool, skipped: bool) -> SafeFigures:
    c = Hidden.CONFIDENTIAL
    return SafeFigures(
        figures.asked if asked else c,
        figures.answered,
        figures.skipped if skipped else c,
        _options(figures, hidden),
    )


def _options(figures: Figures, hidden: frozenset[str]) -> Mapping[str, Figure]:
    if not hidden:
        return figures.options
    return {
        key: Hidden.CONFIDENTIAL if key in hidden else count
        for key, count in figures.options.items()
    }
