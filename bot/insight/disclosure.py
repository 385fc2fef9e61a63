"""The one door between answers and every screen, chart, export and API: raw counts go in, safe
figures come out. Nothing else may turn a `Tally` into something a person sees (decision 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.insight.asked import Choice, scopes_with_asked, skips_are_safe
from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion, SafeTally, all_hidden
from bot.insight.suppression import has_own_words, hidden_choices, hidden_columns
from bot.insight.tallies import BREAKDOWNS, Figures, QuestionTally, Tally, combine

DEFAULT_THRESHOLD = 10
LOWEST_THRESHOLD = 5


def publish(tally: Tally, *, threshold: int = DEFAULT_THRESHOLD) -> SafeTally:
    """Hide every figure that would say something of a few young people, or let it be worked out.

    Hidden are counts under `threshold` (zero as well), counts that leave fewer than that on the
    other side, and as many more as stop sums giving those away: options add up to answered (one
    choice), groups to everyone, and asked is answered, skipped and left together.

    Args:
        threshold: the smallest number of young people shown; 5 or more.

    Raises:
        ValueError: `threshold` is under 5.

    Source: UK Longitudinal Linkage Collaboration, small numbers (under 10 with zero, secondary
        suppression by row and by column); `bot.insight.suppression` for why it holds.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"threshold must be {LOWEST_THRESHOLD} or more, not {threshold}")
    choices = {name: _choices(tally, name, threshold) for name in BREAKDOWNS}
    shown = [q for q in tally.questions if _is_shown(q, threshold)]
    asked = scopes_with_asked(shown, choices, threshold)
    return SafeTally(
        threshold,
        tuple(_question(q, choices, asked, threshold=threshold) for q in tally.questions),
    )


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


def _question(
    question: QuestionTally,
    choices: Mapping[str, Mapping[str, Choice]],
    asked: frozenset[str],
    *,
    threshold: int,
) -> SafeQuestion:
    shape = question.shape
    overall = all_hidden(shape.options)
    skips = False
    if _is_shown(question, threshold):
        skips = skips_are_safe([question.overall], threshold, with_asked="" in asked)
        hidden = hidden_choices(question, threshold)
        overall = _show(question.overall, hidden, asked="" in asked, skipped=skips)
    breakdowns: dict[str, Mapping[str, SafeFigures] | None] = {}
    for name, by_question in choices.items():
        choice = by_question.get(shape.id)
        breakdowns[name] = None
        if choice:
            safe = skips and skips_are_safe(choice.units, threshold, with_asked=name in asked)
            breakdowns[name] = _groups(
                question.breakdowns[name], choice, asked=name in asked, skipped=safe
            )
    return SafeQuestion(shape.id, shape.multi, shape.open, overall, breakdowns)


def _groups(
    groups: Mapping[str, Figures], choice: Choice, *, asked: bool, skipped: bool
) -> dict[str, SafeFigures]:
    return {
        group: _show(figures, choice.hidden, asked=asked, skipped=skipped)
        if group in choice.groups
        else all_hidden(tuple(figures.options))
        for group, figures in groups.items()
    }


def _show(figures: Figures, hidden: frozenset[str], *, asked: bool, skipped: bool) -> SafeFigures:
    c = Hidden.CONFIDENTIAL
    options: dict[str, Figure] = {
        key: c if key in hidden else count for key, count in figures.options.items()
    }
    return SafeFigures(
        asked=figures.asked if asked else c,
        answered=figures.answered,
        skipped=figures.skipped if skipped else c,
        options=options,
    )


def _choices(tally: Tally, name: str, threshold: int) -> dict[str, Choice]:
    """Return what of the breakdown `name` is shown, by question; those withheld are left out.

    Groups are given up from the smallest, in one order for all questions of the flow: hiding
    different ones at different questions would let one question's sum be taken from another's.
    """
    order = _group_order(tally, name)
    return {
        question.shape.id: choice
        for question in tally.questions
        if _is_shown(question, threshold)
        and (choice := _choose(question, question.breakdowns[name], order, threshold=threshold))
    }


def _choose(
    question: QuestionTally,
    groups: Mapping[str, Figures],
    order: tuple[str, ...],
    *,
    threshold: int,
) -> Choice | None:
    """Return the groups and options that show the most figures; None withholds the breakdown."""
    best: tuple[int, Choice] | None = None
    for end in range(len(order), 0, -1):
        units = _units(question, [groups[g] for g in order[:end]], [groups[g] for g in order[end:]])
        if not _units_are_safe(units, len(order) - end, threshold):
            continue
        hidden = hidden_columns(question, units, threshold)
        cells = end * (1 + len(question.shape.options) - len(hidden))
        if best is None or cells > best[0]:
            best = cells, Choice(order[:end], units, hidden)
    return best[1] if best else None


def _group_order(tally: Tally, name: str) -> tuple[str, ...]:
    sizes: dict[str, int] = {}
    for question in tally.questions:
        for group, figures in question.breakdowns[name].items():
            sizes[group] = sizes.get(group, 0) + figures.answered
    return tuple(sorted(sizes, key=lambda group: (-sizes[group], group)))


def _units(
    question: QuestionTally, shown: Sequence[Figures], hidden: Sequence[Figures]
) -> tuple[Figures, ...]:
    return (*shown, combine(question.shape, hidden)) if hidden else tuple(shown)


def _units_are_safe(units: Sequence[Figures], hidden_groups: int, threshold: int) -> bool:
    return (
        len(units) >= 2 and hidden_groups != 1 and all(unit.answered >= threshold for unit in units)
    )
