"""What is typed into the booking forms, read once: values, or what to mend, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.times import parse_date, parse_time
from bot.meetings.booking_rules import LONGEST_OTHERS, LONGEST_PLACE
from bot.meetings.recurrence import MeetingKind

LEADS = (
    ("3d", "3 days before"),
    ("evening", "The evening before, at 6pm"),
    ("morning", "The same morning, at 9am"),
    ("2h", "2 hours before"),
)
LENGTHS = ((30, "30 minutes"), (60, "1 hour"), (90, "1 hour and a half"), (120, "2 hours"))
REPEATS = (
    ("", "Once"),
    ("FREQ=WEEKLY;COUNT=6", "Every week, 6 times"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=6", "Every 2 weeks, 6 times"),
    ("FREQ=MONTHLY;COUNT=12", "Every month for a year"),
    ("FREQ=MONTHLY;INTERVAL=3;COUNT=4", "Every quarter for a year"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was typed, to be shown again, and what is wrong with it by field."""

    date: str = ""
    time: str = ""
    place: str = ""
    leads: tuple[str, ...] = ()
    kind: str = MeetingKind.ONE_TO_ONE
    minutes: int = 60
    others: str = ""
    repeat: str = ""
    in_term: bool = False
    group: tuple[int, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting as asked for: `starts_at` aware; `repeat` an RRULE, or None for once."""

    starts_at: datetime
    place: str
    leads: tuple[str, ...]
    kind: str = MeetingKind.ONE_TO_ONE
    minutes: int = 60
    others: str | None = None
    repeat: str | None = None
    in_term: bool = False
    group: tuple[int, ...] = ()


def read_meeting(
    typed: Typed, zone: ZoneInfo, now: datetime, *, with_leads: bool
) -> Wanted | Typed:
    """Return the meeting a form asks for, or the form again with what to mend."""
    day, clock = parse_date(typed.date), parse_time(typed.time)
    place = typed.place.strip()
    faults = _faults(typed, with_leads=with_leads)
    if day is None:
        faults["date"] = "Choose the day."
    if clock is None:
        faults["time"] = "Choose the time, like 16:00."
    if not 0 < len(place) <= LONGEST_PLACE:
        faults["place"] = f"Say where, in {LONGEST_PLACE} letters at most."
    starts_at = datetime.combine(day, clock, zone) if day and clock else now
    if day and clock and starts_at <= now:
        faults["date"] = "That time has passed. Choose one still to come."
    if faults:
        return replace(typed, faults=faults)
    return Wanted(
        starts_at,
        place,
        typed.leads,
        kind=typed.kind,
        minutes=typed.minutes,
        others=typed.others.strip() or None,
        repeat=typed.repeat or None,
        in_term=typed.in_term,
        group=typed.group,
    )


def _faults(typed: Typed, *, with_leads: bool) -> dict[str, str]:
    faults: dict[str, str] = {}
    if with_leads and not typed.leads and not typed.repeat:
        faults["leads"] = "Choose at least one reminder."
    if len(typed.others.strip()) > LONGEST_OTHERS:
        faults["others"] = f"Say who in {LONGEST_OTHERS} letters at most."
    return faults


def typed_of(form: Mapping[str, str], leads: list[str], group: Sequence[int] = ()) -> Typed:
    """Return what a browser sent; choices nobody offered are left out."""
    known = tuple(key for key, _ in LEADS if key in leads)
    kind, minutes, repeat = (form.get(name, "") for name in ("kind", "minutes", "repeat"))
    return Typed(
        form.get("date", ""),
        form.get("time", ""),
        form.get("place", ""),
        known,
        kind=kind if kind in tuple(MeetingKind) else MeetingKind.ONE_TO_ONE,
        minutes=int(minutes) if minutes in {str(length) for length, _ in LENGTHS} else 60,
        others=form.get("others", ""),
        repeat=repeat if repeat in {rule for rule, _ in REPEATS} else "",
        in_term=form.get("in_term") == "yes",
        group=tuple(group),
    )
