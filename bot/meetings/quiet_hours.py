"""When nobody is texted unasked. Pure; the hours are read off the local clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.errors import BadInput

_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")


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


NO_QUIET_HOURS = QuietHours(time(0), time(0))


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


def is_quiet(at: datetime, quiet: QuietHours, zone: tzinfo) -> bool:
    """Tell whether the aware time `at` is within quiet hours in `zone`."""
    return quiet.covers(at.astimezone(zone).time())


def next_allowed(at: datetime, quiet: QuietHours, zone: tzinfo) -> datetime:
    """Return the first time from `at` on that is not quiet, in UTC; `at` itself if it is not.

    Where the clocks skip the end of the quiet hours, it is the time that end would have been.
    """
    at = at.astimezone(UTC)
    if not is_quiet(at, quiet, zone):
        return at
    ends = _moments(at, quiet.end, zone)
    return min(end for end in ends if end > at and not is_quiet(end, quiet, zone))


def last_allowed(at: datetime, quiet: QuietHours, zone: tzinfo) -> datetime:
    """Return a time up to `at` that is not quiet, in UTC: `at`, or a minute before the hush."""
    at = at.astimezone(UTC)
    if not is_quiet(at, quiet, zone):
        return at
    moments = (start - timedelta(minutes=1) for start in _moments(at, quiet.start, zone))
    return max(moment for moment in moments if moment < at and not is_quiet(moment, quiet, zone))


def _moments(around: datetime, clock: time, zone: tzinfo) -> Iterator[datetime]:
    """Yield, in UTC, when local clocks show `clock` from two days before to two days after."""
    today = around.astimezone(zone).date()
    for days in range(-2, 3):
        for fold in (0, 1):  # a time may come twice
            local = datetime.combine(today + timedelta(days), clock.replace(fold=fold), zone)
            yield local.astimezone(UTC)
