"""Which cells to hide. Pure arithmetic on small tables; `disclosure` alone decides with it.

A table is published as whole rows and whole columns: what stays hidden is then a rectangle with
known margins, whose cells lie between max(0, row + column - all) and min(row, column) and can lie
anywhere there (Fréchet bounds, attained). So four conditions make a hidden cell safe: its row, its
column, all but its row and all but its column each hold at least the threshold.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.insight.tallies import Figures, QuestionTally


def hidden_choices(question: QuestionTally, threshold: int) -> frozenset[str]:
    """Return the options whose overall count must be hidden."""
    if question.shape.multi:
        return frozenset(
            key
            for key, count in question.overall.options.items()
            if not _safe_share(count, question.overall.answered, threshold)
        )
    return _hidden_single(question, threshold)


def hidden_columns(
    question: QuestionTally, units: Sequence[Figures], threshold: int
) -> frozenset[str]:
    """Return the options to hide in every group of a breakdown.

    Args:
        units: the groups shown, and those hidden together as one more.
    """
    hidden = hidden_choices(question, threshold)
    if question.shape.multi:
        return _hidden_multi_columns(question, units, threshold, hidden)
    return _hidden_single_columns(question, units, threshold, hidden)


def has_own_words(question: QuestionTally) -> bool:
    """Tell whether answers outside the options are a (never shown) column of their own."""
    shape = question.shape
    return not shape.multi and (shape.open or question.overall.own_words > 0)


def _safe_share(count: int, whole: int, threshold: int) -> bool:
    return count >= threshold and whole - count >= threshold


def _hidden_single(question: QuestionTally, threshold: int) -> frozenset[str]:
    """Hide small counts, then the next smallest, until those hidden hold enough together.

    One hidden alone is less than the threshold, so there are always two or more in the end.
    """
    counts = question.overall.options
    ranked = sorted(counts, key=lambda key: (counts[key], key))
    small = sum(count < threshold for count in counts.values())
    if not small and not has_own_words(question):
        return frozenset()
    for end in range(small, len(ranked)):
        rest = question.overall.answered - sum(counts[key] for key in ranked[end:])
        if rest >= threshold:
            return frozenset(ranked[:end])
    return frozenset(ranked)


def _hidden_single_columns(
    question: QuestionTally, units: Sequence[Figures], threshold: int, pool: frozenset[str]
) -> frozenset[str]:
    """Give up options from the smallest until what is hidden in each group holds enough."""
    counts = question.overall.options
    own = sorted(counts.keys() - pool, key=lambda key: (counts[key], key))
    shown = [key for key in own if all(unit.options[key] >= threshold for unit in units)]
    if len(shown) == len(counts) and not has_own_words(question):
        return frozenset()
    while shown:
        rests = (unit.answered - sum(unit.options[key] for key in shown) for unit in units)
        if all(rest >= threshold for rest in rests):
            break
        shown.pop(0)
    return frozenset(counts.keys() - set(shown))


def _hidden_multi_columns(
    question: QuestionTally, units: Sequence[Figures], threshold: int, pool: frozenset[str]
) -> frozenset[str]:
    """Treat each option as a table of two columns: those who chose it, and those who did not.

    Everyone who answered chose something. Where the options shown do not account for a whole
    group, that would say something of the hidden ones, so then no option is shown.
    """
    options = question.overall.options.keys()
    shown = {
        key
        for key in options - pool
        if all(_safe_share(unit.options[key], unit.answered, threshold) for unit in units)
    }
    accounted = all(sum(unit.options[key] for key in shown) >= unit.answered for unit in units)
    if shown != options and not accounted:
        return frozenset(options)
    return frozenset(options - shown)
