"""When nobody is texted unasked. Pure; the hours are read off the local clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Protocol

from bot.errors import BadInput
from bot.meetings.school_year import NO_SCHOOL_YEAR, SchoolYear

FURTHEST_DAYS = 120  # of looking for a time to text: longer than any holiday
_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")


class Quiet(Protocol):
    """When nobody is texted unasked, by the local clock."""

    @property
    def edges(self) -> tuple[time, ...]:
        """The times of day at which a hush may begin or end."""

    def hushes(self, local: datetime) -> bool:
        """Tell whether a local time is quiet."""

    def __hash__(self) -> int:
        """Quiet times are values: what follows from them is remembered."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` until just before `end`, local time, over midnight if `end` is earlier.

    Equal `start` and `end` mean none: `NO_QUIET_HOURS`.
    """

    start: time
    end: time

    def covers(self, clock: time) -> bool:
        """Tell whether a time of day is quiet."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    @property
    def edges(self) -> tuple[time, ...]:
        """The times of day at which they begin and end."""
        return (self.start, self.end)

    def hushes(self, local: datetime) -> bool:
        """Tell whether a local time is quiet, whatever day it is."""
        return self.covers(local.time())


NO_QUIET_HOURS = QuietHours(time(0), time(0))
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class QuietTimes:
    """The quiet times of one young person.

    Args:
        night: every day.
        school: on school days, as `year` knows them.
        weekends, holidays: they asked for no texts on these days at all.

    Raises:
        BadInput: they would leave no time at all on a school day.
    """

    night: QuietHours
    school: QuietHours = NO_QUIET_HOURS
    weekends: bool = False
    holidays: bool = False
    year: SchoolYear = NO_SCHOOL_YEAR

    def __post_init__(self) -> None:
        if all(self.night.covers(edge) or self.school.covers(edge) for edge in self.edges):
            raise BadInput("these quiet times would leave no time to text on a school day")

    @property
    def edges(self) -> tuple[time, ...]:
        """The times of day at which a hush may begin or end: midnight too, for whole days."""
        return (*self.night.edges, *self.school.edges, MIDNIGHT)

    def hushes(self, local: datetime) -> bool:
        """Tell whether a local time is quiet."""
        clock, day = local.time(), local.date()
        if self.night.covers(clock) or self._is_off(day):
            return True
        return self.school.covers(clock) and self.year.is_school_day(day)

    def _is_off(self, day: date) -> bool:
        return (self.weekends and self.year.is_weekend(day)) or (
            self.holidays and self.year.is_holiday(day)
        )


def parse_quiet_hours(text: str) -> QuietHours:
    """Read "20:00-09:00", or "none".

    Raises:
        BadInput: it is neither, or it would leave no time to text at all.
    """
    written = text.strip().casefold()
    if written == "none":
        return NO_QUIET_HOURS
    match = _HOURS.fullmatch(written)
    if match is None:
        raise BadInput(f"{text!r} are not quiet hours: write 20:00-09:00, or none")
    start_hour, start_minute, end_hour, end_minute = (int(part) for part in match.groups())
    if max(start_hour, end_hour) > 23 or max(start_minute, end_minute) > 59:
        raise BadInput(f"{text!r} has no such time of day")
    start, end = time(start_hour, start_minute), time(end_hour, end_minute)
    if start == end:
        raise BadInput(f"{text!r} would leave no time to text: write none for no quiet hours")
    return QuietHours(start, end)


def is_quiet(at: datetime, quiet: Quiet, zone: tzinfo) -> bool:
    """Tell whether the aware time `at` is quiet in `zone`."""
    return quiet.hushes(at.astimezone(zone))


def next_allowed(at: datetime, quiet: Quiet, zone: tzinfo) -> datetime:
    """Return the first time from `at` on that is not quiet, in UTC; `at` itself if it is not.

    Where the clocks skip the end of the quiet hours, it is the time that end would have been.

    Raises:
        BadInput: all of the next months are quiet.
    """
    at = at.astimezone(UTC)
    if not is_quiet(at, quiet, zone):
        return at
    today = at.astimezone(zone).date()
    for days in range(FURTHEST_DAYS):
        for end in _moments(today + timedelta(days), quiet.edges, zone):
            if end > at and not is_quiet(end, quiet, zone):
                return end
    raise BadInput("these quiet times leave no time to text for months")


def last_allowed(at: datetime, quiet: Quiet, zone: tzinfo) -> datetime:
    """Return a time up to `at` that is not quiet, in UTC: `at`, or a minute before the hush.

    Raises:
        BadInput: all of the last months were quiet.
    """
    at = at.astimezone(UTC)
    if not is_quiet(at, quiet, zone):
        return at
    today = at.astimezone(zone).date()
    for days in range(FURTHEST_DAYS):
        for start in reversed(_moments(today - timedelta(days), quiet.edges, zone)):
            before = start - timedelta(minutes=1)
            if before < at and not is_quiet(before, quiet, zone):
                return before
    raise BadInput("these quiet times left no time to text for months")


@lru_cache(maxsize=1024)  # many meetings are planned at once, and their days are few
def _moments(day: date, edges: tuple[time, ...], zone: tzinfo) -> tuple[datetime, ...]:
    """Return, in UTC and in order, when local clocks show an edge of the quiet times that day."""
    twice = (clock.replace(fold=fold) for clock in edges for fold in (0, 1))  # a time may come so
    return tuple(sorted({datetime.combine(day, clock, zone).astimezone(UTC) for clock in twice}))
