"""Which texts remind of a meeting, and when. Pure: (meeting, leads, quiet hours, now) -> plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from bot.meetings.lead_times import Lead, send_at
from bot.meetings.quiet_hours import Quiet, last_allowed, next_allowed
from bot.meetings.wording import Style, Wording, reminder_wording

CATCH_UP = "now"  # the lead key of the one text to a meeting booked inside all its leads
CATCH_UP_DELAY = timedelta(seconds=5)
CATCH_UP_AHEAD = timedelta(minutes=30)  # nearer than this, whoever booked it has just said so
LATEST = timedelta(minutes=15)  # before the start; after that a reminder only unsettles
APART = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What planning needs to know of a meeting; `starts_at` is aware, `zone` is where it is."""

    starts_at: datetime
    zone: tzinfo
    style: Style = Style.FULL
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class PlannedText:
    """One reminder to queue. Both times are UTC; it is void after `not_after`."""

    lead: str
    due_at: datetime
    not_after: datetime
    wording: Wording


class Reason(StrEnum):
    """Why a reminder will not go."""

    PASSED = "passed"  # its time had gone when it was planned
    QUIET = "quiet"  # quiet hours leave no time for it
    MERGED = "merged"  # another goes within the hour
    TOO_SOON = "too_soon"  # the meeting is about to begin
    ENOUGH = "enough"  # they would get more texts than they should in a day or a week


@dataclass(frozen=True, slots=True)
class Dropped:
    """A lead time that gives no text, and why."""

    lead: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """The texts of one meeting in the order they go, and what was left out."""

    texts: tuple[PlannedText, ...]
    dropped: tuple[Dropped, ...]


def plan(
    meeting: Meeting, leads: Sequence[Lead], quiet: Quiet, *, now: datetime, catch_up: bool = True
) -> Plan:
    """Plan the reminders of one meeting.

    A text that falls into quiet hours goes when they end, or, where that is too late, just before
    they begin. One whose time has passed is left out; where that leaves none at all and the
    meeting is more than half an hour away, one goes now. Texts are an hour apart or more: of two
    that are closer the first goes. A text is void 15 minutes before the start, halfway to the
    start or to the next text where that is sooner, and at midnight if it says "tomorrow".

    Args:
        leads: in any order; none means no reminders, not even one now.
        now: aware.
        catch_up: False when planning anew for a meeting already reminded of, so that nobody is
            texted again because a setting changed.
    """
    now = now.astimezone(UTC)
    dropped: list[Dropped] = []
    due: dict[str, datetime] = {}
    for lead in leads:
        moment = _due(meeting, lead, quiet, now)
        if isinstance(moment, Reason):
            dropped.append(Dropped(lead.key, moment))
        else:
            due[lead.key] = moment
    if leads and not due and catch_up:
        moment = _due_now(meeting, quiet, now)
        if isinstance(moment, Reason):
            dropped.append(Dropped(CATCH_UP, moment))
        else:
            due[CATCH_UP] = moment
    kept, merged = _spread(due)
    return Plan(_texts(meeting, kept), (*dropped, *merged))


def _due(meeting: Meeting, lead: Lead, quiet: Quiet, now: datetime) -> datetime | Reason:
    """Return when a lead's text goes, in UTC, or why it does not."""
    start = meeting.starts_at.astimezone(UTC)  # of two equal local times one may be an hour later
    wanted = _wanted(lead, start, meeting.zone)
    if wanted < now:
        return Reason.PASSED
    return _still(_moment(lead, wanted, start, meeting.zone, quiet=quiet), now)


# Many meetings are planned at once; they begin at the same few times, and want the same texts.
_wanted = lru_cache(maxsize=4096)(send_at)


@lru_cache(maxsize=4096)
def _moment(
    lead: Lead, wanted: datetime, start: datetime, zone: tzinfo, *, quiet: Quiet
) -> datetime | Reason:
    """Return when a text wanted then goes, or that it would be too late."""
    limit = _limit(start, wanted)
    if wanted > limit:
        return Reason.TOO_SOON
    if lead.at is not None:  # "the evening before" is not the next morning
        limit = min(limit, _midnight(wanted, zone))
    return _allowed(wanted, limit, quiet, zone)


def _due_now(meeting: Meeting, quiet: Quiet, now: datetime) -> datetime | Reason:
    if meeting.starts_at - now <= CATCH_UP_AHEAD:
        return Reason.TOO_SOON
    wanted = now + CATCH_UP_DELAY
    limit = _limit(meeting.starts_at.astimezone(UTC), wanted)
    return _still(_allowed(wanted, limit, quiet, meeting.zone), now)


def _allowed(wanted: datetime, limit: datetime, quiet: Quiet, zone: tzinfo) -> datetime:
    """Move a text out of quiet hours: later if that is in time, else earlier."""
    later = next_allowed(wanted, quiet, zone)
    return later if later <= limit else last_allowed(wanted, quiet, zone)


def _still(moment: datetime | Reason, now: datetime) -> datetime | Reason:
    """Return the moment, unless making a text earlier has brought it before now."""
    return Reason.QUIET if isinstance(moment, datetime) and moment < now else moment


def _limit(start: datetime, due: datetime) -> datetime:
    """Return the last time, in UTC, that a text due then is still of use."""
    return start - min(LATEST, (start - due) / 2)


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    """Return, in UTC, the end of the local day of `at`."""
    following = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(following, time(0), zone).astimezone(UTC)


def _spread(due: Mapping[str, datetime]) -> tuple[list[tuple[str, datetime]], list[Dropped]]:
    """Sort by time and drop what follows another within the hour."""
    kept: list[tuple[str, datetime]] = []
    merged: list[Dropped] = []
    for key, moment in sorted(due.items(), key=lambda item: (item[1], item[0])):
        if kept and moment - kept[-1][1] < APART:
            merged.append(Dropped(key, Reason.MERGED))
        else:
            kept.append((key, moment))
    return kept, merged


def _texts(meeting: Meeting, kept: Sequence[tuple[str, datetime]]) -> tuple[PlannedText, ...]:
    start = meeting.starts_at.astimezone(UTC)
    following = [moment for _, moment in kept[1:]]
    return tuple(
        PlannedText(
            lead=key,
            due_at=due,
            not_after=_not_after(start, meeting.zone, due, then),
            wording=reminder_wording(start - due, meeting.style),
        )
        for (key, due), then in zip_longest(kept, following)
    )


@lru_cache(maxsize=4096)
def _not_after(
    start: datetime, zone: tzinfo, due: datetime, following: datetime | None
) -> datetime:
    limit = _limit(start, due)
    if following is not None:
        limit = min(limit, due + (following - due) / 2)
    if start.astimezone(zone).date() - due.astimezone(zone).date() == timedelta(days=1):
        limit = min(limit, _midnight(due, zone))
    return limit
