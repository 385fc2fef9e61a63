"""When a meeting that comes again takes place, by RFC 5545. Pure; the wall clock stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.errors import BadInput
from bot.meetings.school_year import SchoolYear

MOST_TIMES = 120
LONGEST_RULE = 200
_OFTEN = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")


class MeetingKind(StrEnum):
    """What kind of meeting it is."""

    ONE_TO_ONE = "one_to_one"
    REVIEW = "review"  # with several people
    TEAM = "team"  # team around the child
    HOME_VISIT = "home_visit"
    PHONE = "phone"  # or video
    DROP_IN = "drop_in"


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a series, in UTC: those it has, and those its rule gives but it leaves out."""

    kept: tuple[datetime, ...]
    skipped: tuple[datetime, ...]


def parse_rule(text: str) -> str:
    """Return an RRULE as it is stored: "FREQ=MONTHLY;COUNT=12".

    Raises:
        BadInput: it is none we can keep: no end, more often than daily, or not by RFC 5545.
    """
    rule = text.strip().upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if parts.get("FREQ") not in _OFTEN or len(rule) > LONGEST_RULE:
        raise BadInput("a series comes daily, weekly, monthly or yearly: FREQ=MONTHLY;COUNT=12")
    if "COUNT" not in parts and "UNTIL" not in parts:
        raise BadInput("say when the series ends: COUNT=12, or UNTIL=20270731T235959Z")
    if parts.keys() & {"BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise BadInput("the time of day is the first meeting's: leave it out of the rule")
    _read(rule, datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
    return rule


def is_weekly(rule: str) -> bool:
    """Tell whether it comes every week or more often: then the evening before is enough."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    often = {"DAILY": 7, "WEEKLY": 1}.get(parts["FREQ"], 0)
    return int(parts.get("INTERVAL", "1")) <= often


def times_of(
    rule: str,
    starts_at: datetime,
    zone: ZoneInfo,
    *,
    year: SchoolYear,
    in_term: bool = False,
) -> Times:
    """Return the times of a series; none is on a bank holiday.

    Args:
        starts_at: aware; the first time, which the rule gives as well.
        in_term: only on school days: none in the holidays or at a weekend.

    Raises:
        BadInput: the rule does not give the first time, or there are too many.
    """
    found = _read(rule, starts_at, zone)
    if not found or found[0] != starts_at.astimezone(UTC):
        raise BadInput("the first meeting is not on a day of this series")
    kept: list[datetime] = []
    skipped: list[datetime] = []
    for at in found:
        day = at.astimezone(zone).date()
        off = day in year.bank_holidays or (in_term and not year.is_school_day(day))
        (skipped if off else kept).append(at)
    return Times(tuple(kept), tuple(skipped))


def _read(rule: str, starts_at: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    first = starts_at.astimezone(zone)
    # The rule is worked out on the wall clock, where a week is a week over a clock change.
    until = [part for part in rule.split(";") if part.startswith("UNTIL=")]
    others = ";".join(part for part in rule.split(";") if part not in until)
    last = _until(until[0][6:], zone) if until else None
    try:
        walls = rrulestr(others, dtstart=first.replace(tzinfo=None, fold=0))
    except (ValueError, TypeError) as error:
        raise BadInput(f"{rule!r} is not a rule a calendar knows") from error
    found: list[datetime] = []
    for wall in walls:
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        if last is not None and at > last:
            break
        found.append(at)
        if len(found) > MOST_TIMES:
            raise BadInput(f"a series has at most {MOST_TIMES} meetings: give it an earlier end")
    return tuple(found)


def _until(text: str, zone: ZoneInfo) -> datetime:
    for form, where in (("%Y%m%dT%H%M%SZ", UTC), ("%Y%m%dT%H%M%S", zone), ("%Y%m%d", zone)):
        try:
            read = datetime.strptime(text, form).replace(tzinfo=where)
        except ValueError:
            continue
        return read.replace(hour=23, minute=59) if form == "%Y%m%d" else read
    raise BadInput("UNTIL is a date like 20270731, or 20270731T235959Z")
