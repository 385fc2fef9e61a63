"""Figures that may be shown. Pure; made by `disclosure.publish` or read back from a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.insight.tallies import Pair

JOIN = "\x1f"  # between the groups of one that was merged; no name holds it


class Hidden(StrEnum):
    """Why there is no number. The value is what is printed in its place."""

    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"  # not counted here, whatever was answered: it tells nothing


HIDDEN = {each.value: each for each in Hidden}  # what is printed -> why there is no number


Figure = int | Hidden


@dataclass(frozen=True, slots=True)
class SafeFigures:
    """Young people at one question, each figure safe to show or hidden."""

    asked: Figure
    answered: Figure
    skipped: Figure
    options: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class SafeQuestion:
    """One question; a breakdown or pair is None where it is withheld as a whole.

    Args:
        breakdowns: name -> group -> figures; neighbours that were merged are one group, their
            names joined by `JOIN`.
        pairs: two names -> a group of each -> figures (never asked or skipped).
        earlier: how they chose when that could last be told; None where `overall` tells it.
        dated: when a table was fixed, in ISO form, where that was before this snapshot: by
            "earlier", the name of a breakdown, or two names joined by `JOIN`.
    """

    id: str
    multi: bool
    open: bool
    overall: SafeFigures
    breakdowns: Mapping[str, Mapping[str, SafeFigures] | None]
    pairs: Mapping[Pair, Mapping[Pair, SafeFigures] | None] = field(default_factory=dict)
    earlier: SafeFigures | None = None
    dated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Questions one after another, taken together: how many stopped there.

    Args:
        times: how often they were asked, at the least: answered, skipped where shown, or stopped.
    """

    questions: tuple[str, ...]
    times: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Course:
    """Where young people stopped, stretch after stretch.

    Args:
        on: when it was fixed, in ISO form.
        ended: how many are known to have gone to the end, or None.
        by_asked: told by times asked, so that whoever was not understood counts as stopped.
    """

    on: str
    stretches: tuple[Stretch, ...]
    ended: int | None = None
    by_asked: bool = False

    @property
    def stopped(self) -> int:
        """How many stopped part way, of everyone."""
        return sum(each.stopped for each in self.stretches)


@dataclass(frozen=True, slots=True)
class SafeReach:
    """Young people of one group: known to us, asked, reached; and who answered, at the least."""

    known: Figure
    asked: Figure
    reached: Figure
    answered: Figure


Books = Mapping[str, Mapping[str, SafeReach]]  # breakdown ("" for everyone) -> group -> figures


@dataclass(frozen=True, slots=True)
class SafeTally:
    """What everybody may see of one flow, and the threshold it was made with.

    Args:
        course: where they stopped; None while that cannot be shown.
        books: who was asked and reached, against who is known to us; {} where nobody counted it.
        books_on: (breakdown, column of `SafeReach`) -> when what is shown was counted, in ISO form.
    """

    threshold: int
    questions: tuple[SafeQuestion, ...]
    course: Course | None = None
    books: Books = field(default_factory=dict)
    books_on: Mapping[Pair, str] = field(default_factory=dict)


def all_hidden(options: tuple[str, ...]) -> SafeFigures:
    """Return figures of which none is shown."""
    c = Hidden.CONFIDENTIAL
    return SafeFigures(c, c, c, dict.fromkeys(options, c))
