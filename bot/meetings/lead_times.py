"""How long before a meeting a reminder goes. Pure; days by the meeting's own calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from bot.errors import BadInput

EVENING = time(18)
MORNING = time(9)
LONGEST = timedelta(weeks=8)

_UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
}
_AMOUNT = re.compile(r"([1-9][0-9]{0,4})(w|d|h|m)")
_NAMED = re.compile(r"(evening|morning)(?:@([0-9]{1,2}):([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead time.

    Args:
        key: how it is written and stored: "3d", "2h", "evening", "evening@19:30".
        days: whole days before, by the calendar where the meeting is.
        elapsed: exact time before, for hours and minutes.
        at: the local time on that day; None keeps the meeting's own.
    """

    key: str
    days: int = 0
    elapsed: timedelta = timedelta()
    at: time | None = None


@lru_cache(maxsize=256)
def parse_lead(text: str) -> Lead:
    """Read "1w", "3d", "2h", "30m", "evening" (the day before), "morning" or "evening@19:30".

    Raises:
        BadInput: it is none of these, or longer than eight weeks.
    """
    written = text.strip().casefold()
    if match := _AMOUNT.fullmatch(written):
        return _from_amount(int(match[1]), match[2])
    if match := _NAMED.fullmatch(written):
        return _from_name(written, match[1], match[2], match[3])
    raise BadInput(
        f"{text!r} is not a lead time: write 1w, 3d, 2h, 30m, evening, morning or evening@19:30"
    )


EVENING_BEFORE = Lead("evening", days=1, at=EVENING)
TWO_HOURS = Lead("2h", elapsed=timedelta(hours=2))
DEFAULT_LEADS = (Lead("3d", days=3), EVENING_BEFORE)


NO_REMINDERS = "none"
# What a young person may have asked for (my-meetings, m8). The text three days ahead stays, for it
# is the one with time left to change the meeting.
_WISHES = {
    "evening_before": ("3d", "evening"),
    "same_morning": ("3d", "morning"),
    "two_hours": ("3d", "2h"),
    "both_days": ("3d", "evening", "morning"),
    NO_REMINDERS: (),
}


def wished_leads(
    wish: str | None,
    *,
    weekly: bool = False,
    evening_at: time | None = None,
    two_hours: bool = False,
) -> tuple[Lead, ...]:
    """Return the lead times of what a young person asked for; the usual ones if they have not.

    Args:
        weekly: the meeting comes every week: nobody needs three days' notice of it.
        evening_at: when they want the text of the evening before.
        two_hours: they want one two hours before as well.
    """
    if wish == NO_REMINDERS:
        return ()
    named = [parse_lead(key) for key in _WISHES.get(wish or "", ("3d", "evening"))]
    leads = [
        _at_their_time(lead, evening_at) for lead in named if not (weekly and lead.key == "3d")
    ]
    if two_hours and TWO_HOURS not in leads:
        leads.append(TWO_HOURS)
    return tuple(leads)


def _at_their_time(lead: Lead, evening_at: time | None) -> Lead:
    if lead != EVENING_BEFORE or evening_at is None:
        return lead
    return parse_lead(f"evening@{evening_at:%H:%M}")


def send_at(lead: Lead, starts_at: datetime, zone: tzinfo) -> datetime:
    """Return when a text with this lead is due, in UTC.

    Days keep the time on the clock across a clock change; hours and minutes are real ones, so
    that "30 minutes before" is never after. A time the clocks skip counts as before the change;
    one that comes twice is the first.

    Args:
        starts_at: aware, any zone.
        zone: where the meeting is.

    Source: RFC 5545, 3.3.6 and 3.3.5 (nominal days, exact hours, skipped and repeated times).
    """
    start = starts_at.astimezone(UTC)
    if not lead.days and lead.at is None:
        return start - lead.elapsed
    local = start.astimezone(zone)
    day = local.date() - timedelta(days=lead.days)
    clock = local.time() if lead.at is None else lead.at
    return datetime.combine(day, clock.replace(fold=0), zone).astimezone(UTC)


def _from_amount(amount: int, unit: str) -> Lead:
    key, length = f"{amount}{unit}", amount * _UNITS[unit]
    if length > LONGEST:
        raise BadInput(f"{key!r} is too long before a meeting: eight weeks at most")
    return Lead(key, days=length.days) if unit in "wd" else Lead(key, elapsed=length)


def _from_name(written: str, name: str, hour: str | None, minute: str | None) -> Lead:
    days = 1 if name == "evening" else 0
    if hour is None or minute is None:
        return Lead(name, days, at=EVENING if name == "evening" else MORNING)
    if int(hour) > 23 or int(minute) > 59:
        raise BadInput(f"{written!r} has no such time of day")
    return Lead(f"{name}@{int(hour):02}:{minute}", days, at=time(int(hour), int(minute)))
