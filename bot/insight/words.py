"""What the figures say, in plain sentences. Pure: from safe figures and labels, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.insight.figures import Hidden, SafeFigures, SafeQuestion, SafeTally


def headline(question: SafeQuestion, labels: Mapping[str, str], *, threshold: int) -> str:
    """Say how many answered and what stood out: "52 young people answered. Most chose: Relax (41)."

    Args:
        labels: option key to what the young person saw; a key without one stands for itself.
    """
    answered = question.overall.answered
    if isinstance(answered, Hidden):
        if len(question.overall.options) == 1:
            return "There was only one choice, so there is nothing to show."
        return f"Fewer than {threshold} young people answered, so nothing is shown yet."
    opening = f"{answered} young people answered."
    if not question.overall.options:
        return f"{opening} They used their own words."
    earlier = question.earlier
    if earlier is None or isinstance(earlier.answered, Hidden):
        return f"{opening} {_standing_out(question, question.overall, labels, answered)}"
    before = _standing_out(question, earlier, labels, earlier.answered)
    return f"{opening} When it was {earlier.answered}, {before[0].lower()}{before[1:]}"


def hidden_note(safe: SafeTally) -> str:
    """Say what the letter c in a table means."""
    return (
        f"c stands for a number we hide. It is under {safe.threshold}, "
        "or could be used to work out one that is."
    )


def withheld_note(breakdown: str) -> str:
    """Say why a breakdown has no table; `breakdown` as in "age", "gender" or "area"."""
    return f"The figures by {breakdown} are not shown: some groups are too small to be safe."


def listed(words: Sequence[str]) -> str:
    """Join words as people do: "Music", "Music and Sport", "Music, Sport and Quiet room"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _standing_out(
    question: SafeQuestion, figures: SafeFigures, labels: Mapping[str, str], answered: int
) -> str:
    counts = figures.options
    shown = {key: count for key, count in counts.items() if not isinstance(count, Hidden)}
    if not shown:
        return "No choice can be shown yet without saying too much about a few of them."
    most = max(shown.values())
    top = listed([labels.get(key, key) for key, count in shown.items() if count == most])
    if most * 2 > answered:
        return f"Most chose: {top} ({most})."
    if question.multi and len(shown) < len(counts):
        # A choice that nearly everyone made is hidden too, so this need not be the largest.
        return f"Among the choices shown, most often: {top} ({most})."
    return f"Most often chosen: {top} ({most})."
