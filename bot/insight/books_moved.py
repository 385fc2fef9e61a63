"""Whether a column of the books may move: it grew by enough more, or less, than what can be seen
beside it. Pure; `books` alone calls it.

Whoever has both snapshots subtracts them twice: 111 more asked and 104 more who answered are 7 more
who did not. So with each column shown it is kept what stood beside it that day, sealed as the
counts of all snapshots are, and it stands until each of those differences is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from bot.insight.figures import JOIN
from bot.insight.merging import unite
from bot.insight.since import Fixed
from bot.insight.tallies import Figures, QuestionTally

CROSS = "\x1e"  # between what is counted and the place of the group
SEEN = "seen"  # who answered or skipped

Column: TypeAlias = tuple[int, ...]  # one count a group
Columns: TypeAlias = Mapping[str, Column]  # by what they count


def beside(questions: Sequence[QuestionTally], name: str, keys: Sequence[str]) -> Columns:
    """Return how many answered each question today, and how many answered or skipped it.

    Args:
        name: a breakdown; "" for everyone.
        keys: its groups as they are shown.
    """
    found: dict[str, Column] = {}
    for question in questions:
        groups = [_of_group(question, name, key) for key in keys]
        found[question.shape.id] = tuple(each.answered for each in groups)
        found[SEEN + CROSS + question.shape.id] = tuple(
            each.answered + each.skipped for each in groups
        )
    return found


def _of_group(question: QuestionTally, name: str, key: str) -> Figures:
    if not name:
        return question.overall
    return unite(question.shape, question.breakdowns[name], tuple(key.split(JOIN)))


def remember(on: str, columns: Columns) -> Fixed:
    """Return what stood side by side on a day, to be kept."""
    groups = {
        f"{place}{CROSS}{what}": Figures(count, 0, 0, {})
        for what, column in columns.items()
        for place, count in enumerate(column)
    }
    return Fixed(on, groups, frozenset())


def recall(fixed: Fixed) -> Columns:
    """Read back what `remember` kept."""
    found: dict[str, list[int]] = {}
    for key, figures in fixed.groups.items():
        _, _, what = key.partition(CROSS)
        found.setdefault(what, []).append(figures.asked)
    return {what: tuple(counts) for what, counts in found.items()}


def grew_apart(what: str, was: Columns, now: Columns, threshold: int) -> bool:
    """Tell whether a column grew by enough more or less than all that stood beside it then.

    Args:
        was: it and what stood beside it, when it was last shown.
        now: it and what stands beside it today; what is not shown today tells nothing.
    """
    grown = tuple(_growth(was[what], now[what]))
    return all(
        abs(one - other) >= threshold
        for beside_it in was.keys() & now.keys() - {what}
        for one, other in zip(grown, _growth(was[beside_it], now[beside_it]), strict=True)
    )


def _growth(was: Column, now: Column) -> Iterator[int]:
    return (today - then for then, today in zip(was, now, strict=True))
