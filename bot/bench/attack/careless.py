"""Figures as a careless program would publish them: small counts hidden, nothing else. What the
attacker must find, or it proves nothing."""

from __future__ import annotations

from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.insight.tallies import Figures, Tally


def publish(tally: Tally, *, threshold: int) -> SafeTally:
    """Hide the counts under the threshold, each by itself."""

    def figure(count: int) -> Figure:
        return count if count >= threshold else Hidden.CONFIDENTIAL

    def figures(part: Figures) -> SafeFigures:
        options = {key: figure(count) for key, count in part.options.items()}
        return SafeFigures(figure(part.asked), figure(part.answered), figure(part.skipped), options)

    return SafeTally(
        threshold,
        tuple(
            SafeQuestion(
                each.shape.id,
                each.shape.multi,
                each.shape.open,
                figures(each.overall),
                {n: {g: figures(f) for g, f in b.items()} for n, b in each.breakdowns.items()},
                {p: {c: figures(f) for c, f in cells.items()} for p, cells in each.pairs.items()},
            )
            for each in tally.questions
        ),
    )
