"""What changed between two snapshots is safe too. Pure arithmetic; `disclosure` decides with it.

Whoever has both subtracts them: what is left is a table of those who answered in between. So a
figure moves only when that table could itself be shown: everything of it that both show holds at
least the threshold. Until then the figures of before stand, with their date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.insight.tallies import Figures, QuestionShape

OPTIONS = "options"  # the table of how everyone chose
CROSS = "\x1e"  # between the two groups of a pair


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
    pairs = [(before.groups[group], figures) for group, figures in now.items()]
    if shape.multi and before.shown != set(shape.options) == before.shown | shown:
        came = shown - before.shown
        if not all(_stay_open(pair, came, threshold) for pair in pairs):
            return False
    return all(_is_safe(shape, pair, both, threshold) for pair in pairs)


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


def _stay_open(counts: tuple[Figures, Figures], came: frozenset[str], threshold: int) -> bool:
    """Tell whether what some options held before, while they were hidden, stays open by enough.

    Everybody who answers chooses something. Once all options are shown, those hidden before can
    only have held as much as leaves every answer one, both before and since. So a count may have
    been larger by what others chose as well since, or could give up, and smaller by the same of
    before.
    """
    before, now = counts
    since = now.answered - before.answered
    had = {key: before.options.get(key, 0) for key in now.options}
    more = {key: count - had[key] for key, count in now.options.items()}
    beyond_before = sum(had.values()) - before.answered
    beyond_since = sum(more.values()) - since

    def gives(key: str) -> int:
        return min(had[key], since - more[key])

    def takes(key: str) -> int:
        return min(more[key], before.answered - had[key])

    def width(key: str) -> int:
        others = came - {key}
        larger = min(takes(key), beyond_since + sum(map(gives, others)))
        smaller = min(gives(key), beyond_before + sum(map(takes, others)))
        return larger + smaller

    return all(width(key) >= threshold for key in came)
