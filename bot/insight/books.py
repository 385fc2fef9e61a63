"""Who was asked and reached, against everybody on the books. Pure; `disclosure` alone calls it.

How many answered is nothing new here: it is what the board shows of the question most answered, so
that the two can never be subtracted. Groups are merged as they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.insight.figures import JOIN, Books, Figure, Hidden, SafeQuestion, SafeReach
from bot.insight.tallies import NOT_SAID

BY = ("age_band", "gender", "area")  # all that is known of somebody who never answered
EVERYONE = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of one age band, gender and area are known, were asked, and were reached."""

    age_band: str | None
    gender: str | None
    area: str | None
    known: int
    asked: int
    reached: int


def books(questions: Sequence[SafeQuestion], reach: Sequence[Reach], *, threshold: int) -> Books:
    """Return what may be shown of it, of everyone and by group; {} where nothing was counted."""
    most = _most_answered(questions)
    if not reach or most is None:
        return {}
    found = {EVERYONE: {EVERYONE: _together(reach, most.overall.answered, threshold)}}
    for name in BY:
        groups = dict(_groups(most, name, reach, threshold))
        if groups:
            found[name] = groups
    return found


def _most_answered(questions: Sequence[SafeQuestion]) -> SafeQuestion | None:
    shown = [each for each in questions if isinstance(each.overall.answered, int)]
    return max(shown, key=lambda each: each.overall.answered, default=None)


def _groups(
    question: SafeQuestion, name: str, reach: Sequence[Reach], threshold: int
) -> Iterator[tuple[str, SafeReach]]:
    groups = question.breakdowns.get(name) or {}
    for key, figures in groups.items():
        inside = [each for each in reach if _group_of(each, name) in key.split(JOIN)]
        yield key, _together(inside, figures.answered, threshold)


def _group_of(each: Reach, name: str) -> str:
    group: Mapping[str, str | None] = {
        "age_band": each.age_band,
        "gender": each.gender,
        "area": each.area,
    }
    return group[name] or NOT_SAID


def _together(reach: Sequence[Reach], answered: Figure, threshold: int) -> SafeReach:
    def shown(count: int) -> Figure:
        return count if count >= threshold else Hidden.CONFIDENTIAL

    return SafeReach(
        shown(sum(each.known for each in reach)),
        shown(sum(each.asked for each in reach)),
        shown(sum(each.reached for each in reach)),
        answered,
    )
