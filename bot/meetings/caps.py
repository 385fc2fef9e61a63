"""How many texts a young person gets unasked, a day and a week. Pure; days by the local calendar.

Answers and what keeps somebody safe are no such texts. That a meeting was moved or called off
counts, and is always told: nobody may be left waiting at a place for the sake of a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Caps:
    """The most texts a day, and in any seven days in a row; 0 means no limit."""

    per_day: int = 0
    per_week: int = 0

    @property
    def off(self) -> bool:
        """Whether there is no limit at all."""
        return not self.per_day and not self.per_week


NO_CAPS = Caps()


def allows(caps: Caps, taken: Sequence[date], day: date) -> bool:
    """Tell whether one more text may go on `day`.

    Args:
        taken: the day of each text that went or is planned, in any order.
    """
    if caps.per_day and taken.count(day) >= caps.per_day:
        return False
    if not caps.per_week:
        return True
    week = timedelta(days=WEEK_DAYS - 1)
    near = [one for one in taken if day - week <= one <= day + week]
    return len(near) < caps.per_week or all(
        _within(near, day - timedelta(days=back)) < caps.per_week for back in range(WEEK_DAYS)
    )


def _within(taken: Sequence[date], first: date) -> int:
    last = first + timedelta(days=WEEK_DAYS - 1)
    return sum(first <= day <= last for day in taken)
