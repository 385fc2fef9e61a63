"""What is typed into the booking forms, read once: values, or what to mend, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.times import parse_date, parse_time
from bot.meetings.booking_rules import LONGEST_PLACE

LEADS = (
    ("3d", "3 days before"),
    ("evening", "The evening before, at 6pm"),
    ("morning", "The same morning, at 9am"),
    ("2h", "2 hours before"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was typed, to be shown again, and what is wrong with it by field."""

    date: str = ""
    time: str = ""
    place: str = ""
    leads: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting as asked for: `starts_at` aware."""

    starts_at: datetime
    place: str
    leads: tuple[str, ...]


def read_meeting(
    typed: Typed, zone: ZoneInfo, now: datetime, *, with_leads: bool
) -> Wanted | Typed:
    """Return the meeting a form asks for, or the form again with what to mend."""
    day, clock = parse_date(typed.date), parse_time(typed.time)
    place = typed.place.strip()
    faults: dict[str, str] = {}
    if day is None:
        faults["date"] = "Choose the day."
    if clock is None:
        faults["time"] = "Choose the time, like 16:00."
    if not 0 < len(place) <= LONGEST_PLACE:
        faults["place"] = f"Say where, in {LONGEST_PLACE} letters at most."
    if with_leads and not typed.leads:
        faults["leads"] = "Choose at least one reminder."
    starts_at = datetime.combine(day, clock, zone) if day and clock else now
    if day and clock and starts_at <= now:
        faults["date"] = "That time has passed. Choose one still to come."
    if faults:
        return Typed(typed.date, typed.time, typed.place, typed.leads, faults)
    return Wanted(starts_at, place, typed.leads)


def typed_of(form: Mapping[str, str], leads: list[str]) -> Typed:
    """Return what a browser sent; lead times nobody offered are left out."""
    known = tuple(key for key, _ in LEADS if key in leads)
    return Typed(form.get("date", ""), form.get("time", ""), form.get("place", ""), known)
