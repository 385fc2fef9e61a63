"""One young person's week, whatever flows are running: one sitting and five questions unasked for.

Pure. What they begin themselves costs nothing. Whatever schedules a prompt asks here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.meetings.caps import Caps

WEEK = timedelta(days=7)
SITTINGS_A_WEEK = 1
QUESTIONS_A_WEEK = 5


class BegunBy(StrEnum):
    """Who began a session. `KEYWORD` is the young person, whom nothing is counted against."""

    STAFF = "staff"
    SCHEDULE = "schedule"
    AFTER = "after"  # another flow's end
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting that was begun, and the most questions it could ask unasked for: 0 to 5.

    Args:
        asked_at: when its last question was put, days later where they left it and came back: the
            week is counted from there. None: when it was begun.
    """

    flow: str
    begun_at: datetime
    questions: int
    asked_at: datetime | None = None

    @property
    def last_at(self) -> datetime:
        """When it last asked anything."""
        return self.asked_at or self.begun_at


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sitting that somebody would like to begin.

    Args:
        questions: the most it asks unasked for; 0 costs nothing.
        rest: how long after the last sitting of the same flow.
        rides_on: the sitting that has just ended and that this one would follow at once.
    """

    flow: str
    questions: int
    rest: timedelta = timedelta(0)
    rides_on: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """Who began a sitting, and how many questions of their week it costs."""

    begun_by: BegunBy = BegunBy.STAFF
    questions: int = 0


FREE = Cost()


def earliest(past: Sequence[Sitting], wanted: Wanted, now: datetime) -> datetime:
    """Return when `wanted` may begin: `now`, if it may at once.

    Args:
        past: every sitting of this young person in the last weeks, in any order.
    """
    rested = [s.begun_at + wanted.rest for s in past if s.flow == wanted.flow]
    if not wanted.questions:
        return max((now, *rested)) if wanted.rest else now
    counted = [sitting for sitting in past if sitting.questions]
    moments = sorted({now, *rested, *(sitting.last_at + WEEK for sitting in counted)})
    return next(
        moment
        for moment in moments
        if moment >= max((now, *rested)) and _fits(counted, wanted, moment)
    )


def next_text(sent: Iterable[datetime], caps: Caps, now: datetime) -> datetime:
    """Return when one more text nobody asked for may go, by the one cap all of them share.

    Args:
        sent: when each such text to this young person went, or is due.
    """
    told = tuple(sent)
    limits = ((caps.per_day, timedelta(days=1)), (caps.per_week, WEEK))
    moments = sorted({now, *(moment + length for moment in told for _, length in limits)})
    return next(
        at
        for at in moments
        if at >= now and all(_has_room(told, at, most, length) for most, length in limits)
    )


def _has_room(sent: Sequence[datetime], at: datetime, most: int, length: timedelta) -> bool:
    """Tell whether no stretch of this length that `at` is in has as many texts as it may.

    What is due weeks ahead takes nothing from today.
    """
    starts = (at, *(moment for moment in sent if at - length < moment <= at))
    return not most or all(
        sum(start <= moment < start + length for moment in sent) < most for start in starts
    )


def _fits(counted: Sequence[Sitting], wanted: Wanted, moment: datetime) -> bool:
    within = [sitting for sitting in counted if moment - WEEK < sitting.last_at]
    sittings = 0 if wanted.rides_on else len(within)
    questions = sum(sitting.questions for sitting in within) + wanted.questions
    return sittings < SITTINGS_A_WEEK and questions <= QUESTIONS_A_WEEK
