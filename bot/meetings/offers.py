"""Times to offer that fit a young person and their worker both. Pure: wishes and diaries in.

A wish is an option of `my-meetings`, "When is good?". Nobody is offered a school hour on a school
day unless they named mornings themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.meetings.school_year import SchoolYear

STEP: Final = timedelta(minutes=30)
APART: Final = timedelta(minutes=15)  # between two meetings: somebody has to get there
LOOKS_AHEAD: Final = 21  # days
NOTICE: Final = timedelta(hours=18)
MORNINGS, AFTER_SCHOOL, EVENINGS, WEEKENDS, HOLIDAYS = (
    "mornings",
    "after_school",
    "evenings",
    "weekends",
    "holidays",
)
_OPEN: Final = {
    MORNINGS: (time(9, 30), time(12)),
    AFTER_SCHOOL: (time(15, 30), time(18)),
    EVENINGS: (time(17, 30), time(19, 30)),
    WEEKENDS: (time(10), time(16)),
    HOLIDAYS: (time(10), time(16)),
}
USUAL: Final = frozenset({AFTER_SCHOOL})


@dataclass(frozen=True, slots=True)
class Busy:
    """Time that is taken, aware."""

    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def leaves_room_for(self, starts_at: datetime, minutes: int) -> bool:
        """Tell whether a meeting then would be over in time, or begin late enough."""
        ends_at = starts_at + timedelta(minutes=minutes)
        return ends_at + APART <= self.starts_at or starts_at >= self.ends_at + APART


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Args:
        wishes: options of "When is good?"; none means they have not said.
        minutes: how long the meeting is.
        not_before: no time offered is earlier, aware; None means a day's notice alone.
        clock: the time of day that is liked best, such as that of the meeting moved.
    """

    wishes: frozenset[str] = frozenset()
    minutes: int = 60
    not_before: datetime | None = None
    clock: time | None = None


def offers(
    wanted: Wanted,
    busy: Sequence[Busy],
    now: datetime,
    zone: ZoneInfo,
    *,
    year: SchoolYear,
    most: int = 3,
) -> tuple[datetime, ...]:
    """Return up to `most` times that are free and fit, one a day, soonest first, in UTC."""
    first = max(now + NOTICE, wanted.not_before or now).astimezone(UTC)
    day, found = first.astimezone(zone).date(), []
    for days in range(LOOKS_AHEAD):
        on_day = [
            at
            for at in _times_on(day + timedelta(days), wanted, zone, year)
            if at >= first and is_free(at, wanted.minutes, busy)
        ]
        if on_day:
            found.append(_nearest(on_day, wanted.clock, zone))
        if len(found) == most:
            break
    return tuple(found)


def is_free(starts_at: datetime, minutes: int, busy: Sequence[Busy]) -> bool:
    """Tell whether a meeting then meets no other, with time to get there."""
    return all(taken.leaves_room_for(starts_at, minutes) for taken in busy)


def fits(starts_at: datetime, wishes: Collection[str], zone: ZoneInfo, *, year: SchoolYear) -> bool:
    """Tell whether a time is one they called good; anything fits who has not said."""
    if not wishes:
        return True
    local = starts_at.astimezone(zone)
    return any(
        opens <= local.time() < closes
        for opens, closes in _open_on(local.date(), frozenset(wishes), year)
    )


def _open_on(day: date, wishes: frozenset[str], year: SchoolYear) -> Iterator[tuple[time, time]]:
    """Yield when somebody may be met on a day; a bank holiday is nobody's."""
    if day in year.bank_holidays:
        return
    if year.is_weekend(day):
        kinds = wishes & {WEEKENDS}
    elif year.is_school_day(day):
        kinds = wishes - {WEEKENDS, HOLIDAYS}
    else:
        kinds = wishes - {WEEKENDS}
    yield from (_OPEN[kind] for kind in sorted(kinds & _OPEN.keys()))


def _times_on(day: date, wanted: Wanted, zone: ZoneInfo, year: SchoolYear) -> Iterator[datetime]:
    for opens, closes in _open_on(day, wanted.wishes or USUAL, year):
        at = datetime.combine(day, opens)
        while at < datetime.combine(day, closes):
            yield at.replace(tzinfo=zone).astimezone(UTC)
            at += STEP


def _nearest(times: Sequence[datetime], clock: time | None, zone: ZoneInfo) -> datetime:
    if clock is None:
        return times[0]
    liked = clock.hour * 60 + clock.minute

    def distance(at: datetime) -> int:
        local = at.astimezone(zone)
        return abs(local.hour * 60 + local.minute - liked)

    return min(times, key=distance)


def another_week(wanted: Wanted, now: datetime, zone: ZoneInfo) -> Wanted:
    """Return the same, but not this week: from next Monday on."""
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    return replace(wanted, not_before=datetime.combine(monday, time(0), zone))
