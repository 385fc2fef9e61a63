"""What became of meetings, by reminder and by choice: shares, with intervals, in modest words.
Pure, over totals alone.

A group is told only where at least ten different young people are in it, and groups that part one
whole are told together or not at all: what is hidden cannot be worked out from the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any, Final

FEWEST: Final = 10  # different young people
STEP: Final = 5  # shares are rounded to so many in a hundred
Z95: Final = 1.96
MODEST: Final = (
    "These go together; that does not show that one brings the other. Trials with young people "
    "found small effects of reminders, or none."
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One meeting that is over, and of which somebody said what became.

    Args:
        who: stands for one young person, only to count different ones.
        attended: "met", "missed" or "moved".
        reminded: a reminder of it went out.
        chosen: it was at a time they called good; None where they had not said.
    """

    who: int
    attended: str
    reminded: bool
    chosen: bool | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many in a hundred, rounded, and the interval it may well lie in, in hundredths too."""

    of_hundred: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Group:
    """One group of meetings. `kept` and the others are None where too few are in it to tell."""

    key: str
    kept: Share | None
    missed: Share | None
    moved: Share | None

    @property
    def is_told(self) -> bool:
        """Whether enough different young people are in it."""
        return self.kept is not None


@dataclass(frozen=True, slots=True)
class Attendance:
    """All meetings together, by reminder, and by whether the time was one they called good."""

    whole: Group
    by_reminder: tuple[Group, ...]
    by_choice: tuple[Group, ...]

    def dump(self) -> dict[str, Any]:
        """Return it in JSON's own types."""
        return asdict(self)

    @classmethod
    def load(cls, plain: Mapping[str, Any]) -> Attendance:
        """Read back what `dump` wrote."""
        return cls(
            _group_of(plain["whole"]),
            tuple(map(_group_of, plain["by_reminder"])),
            tuple(map(_group_of, plain["by_choice"])),
        )


def _group_of(plain: Mapping[str, Any]) -> Group:
    shares = {how: plain[how] and Share(**plain[how]) for how in ("kept", "missed", "moved")}
    return Group(plain["key"], **shares)


def attendance(happened: Sequence[Happened]) -> Attendance:
    """Return what may be told of meetings that are over."""
    by_reminder = {
        "reminded": [one for one in happened if one.reminded],
        "not_reminded": [one for one in happened if not one.reminded],
    }
    by_choice = {
        "their_time": [one for one in happened if one.chosen],
        "another_time": [one for one in happened if one.chosen is False],
        "not_said": [one for one in happened if one.chosen is None],
    }
    return Attendance(
        _group("all", happened, told=_enough(happened)),
        _together(by_reminder),
        _together(by_choice),
    )


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95% interval of a share, in [0, 1]. Source: Wilson 1927, score interval.

    Raises:
        ValueError: there is nothing to take a share of.
    """
    if not 0 <= count <= total or not total:
        raise ValueError("a share is of at least one, and no larger than all")
    share, square = count / total, Z95 * Z95
    middle = share + square / (2 * total)
    half = Z95 * sqrt(share * (1 - share) / total + square / (4 * total * total))
    whole = 1 + square / total
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def _together(groups: dict[str, list[Happened]]) -> tuple[Group, ...]:
    filled = {key: those for key, those in groups.items() if those}
    told = all(_enough(those) for those in filled.values())
    return tuple(_group(key, those, told=told) for key, those in filled.items())


def _enough(those: Sequence[Happened]) -> bool:
    return len({one.who for one in those}) >= FEWEST


def _group(key: str, those: Sequence[Happened], *, told: bool) -> Group:
    if not told:
        return Group(key, None, None, None)
    counts = [sum(one.attended == how for one in those) for how in ("met", "missed", "moved")]
    kept, missed, moved = (_share(count, len(those)) for count in counts)
    return Group(key, kept, missed, moved)


def _share(count: int, total: int) -> Share:
    low, high = wilson(count, total)
    return Share(_rounded(count / total), _rounded(low), _rounded(high))


def _rounded(share: float) -> int:
    return STEP * round(100 * share / STEP)
