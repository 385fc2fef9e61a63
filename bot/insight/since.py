"""What changed between two snapshots is safe too. Pure arithmetic; `disclosure` decides with it.

Whoever has both subtracts them: what is left is a table of those who answered in between. So a
figure moves only when that table could itself be shown: everything of it that both show holds at
least the threshold. Until then the figures of before stand, with their date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.insight.tallies import Figures, QuestionShape


@dataclass(frozen=True, slots=True)
class Fixed:
    """A table as it was counted when it was last shown: the true counts, which nobody is shown.

    Args:
        on: the date, in ISO form.
        groups: name of the group as shown -> its counts; "" for everyone.
        shown: the options that were shown.
    """

    on: str
    groups: Mapping[str, Figures]
    shown: frozenset[str]


def may_move(
    shape: QuestionShape,
    before: Fixed,
    now: Mapping[str, Figures],
    shown: frozenset[str],
    *,
    threshold: int,
) -> bool:
    """Tell whether a table may take the place of the one before.

    Args:
        now: the counts of today for the groups of before.
        shown: the options to be shown. None that was shown goes, until the answers have doubled:
            an officer does not lose sight of one because ten more answered.
    """
    grown = sum(f.answered for f in now.values()), sum(f.answered for f in before.groups.values())
    if not before.shown <= shown and grown[0] < 2 * grown[1]:
        return False
    both = before.shown & shown
    return all(
        _is_safe(shape, (before.groups[group], figures), both, threshold)
        for group, figures in now.items()
    )


def is_enough(change: int, threshold: int) -> bool:
    """Tell whether a change of a count may be seen."""
    return abs(change) >= threshold


def _is_safe(
    shape: QuestionShape, counts: tuple[Figures, Figures], both: frozenset[str], threshold: int
) -> bool:
    before, now = counts
    answered = now.answered - before.answered
    changes = [now.options[key] - before.options.get(key, 0) for key in both]
    if answered < threshold or any(change < threshold for change in changes):
        return False
    if shape.multi:
        return all(answered - change >= threshold for change in changes)
    everything = len(both) == len(shape.options) and not now.own_words
    return everything or answered - sum(changes) >= threshold
