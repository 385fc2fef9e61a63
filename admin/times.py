"""Days and times as staff read them and as forms send them. Pure; always told the zone."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, tzinfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y")
TIME_FORMS = ("%H:%M", "%H:%M:%S", "%H.%M")


def say_date(day: date) -> str:
    """Return "23 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_day(day: date, today: date) -> str:
    """Return "Monday 23 November", with the year where it is not this one."""
    said = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_clock(at: time) -> str:
    """Return "4pm", "3:30pm" or "12 noon"."""
    if (at.hour, at.minute) == (12, 0):
        return "12 noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def say_moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Return "today at 4pm", "tomorrow at 4pm" or "Monday 23 November at 4pm", in `zone`."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    day = near.get((local.date() - today).days) or say_day(local.date(), today)
    return f"{day} at {say_clock(local.time())}"


def say_ago(then: datetime, now: datetime) -> str:
    """Return how long ago something was: "just now", "5 minutes ago", "2 days ago"."""
    seconds = int((now - then).total_seconds())
    for length, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            count = seconds // length
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the local midnight a day begins with, aware."""
    return datetime.combine(day, time(0), zone)


def parse_date(typed: str) -> date | None:
    """Read what a date field sends, or 27/11/2026; None if it is no date."""
    read = _read(typed, DATE_FORMS)
    return read.date() if read is not None else None


def parse_time(typed: str) -> time | None:
    """Read what a time field sends, or 16.00; None if it is no time of day."""
    read = _read(typed, TIME_FORMS)
    return read.time() if read is not None else None


def _read(typed: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        # Only the date or the clock of it is used: the zone is put to them by whoever asked.
        with suppress(ValueError):
            return datetime.strptime(typed.strip(), form).replace(tzinfo=UTC)
    return None
