"""The sample meetings around today. Pure: from a moment to meetings, each by its nickname."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

REMINDED = "Bree"  # whose reminder arrives within a minute
SPARE = timedelta(seconds=5)  # between planning a reminder and the minute it is due


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """One meeting. `starts_at` is local and aware; one in the past is kept as it was."""

    nickname: str
    starts_at: datetime
    place: str
    leads: tuple[str, ...]
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    nickname: str
    days: int  # from today
    at: time
    place: str
    reply: str | None = None


_SLOTS = (
    _Slot("Marlo", -2, time(16, 0), "Riverside Cafe", "coming"),
    _Slot("Pip", -1, time(15, 30), "School, room 4", "coming"),
    _Slot(REMINDED, 1, time(16, 0), "Riverside Cafe"),
    _Slot("Dex", 2, time(16, 30), "The boat house", "coming"),
    _Slot("Otis", 3, time(15, 45), "Library, top floor", "change"),
    _Slot("Taz", 4, time(17, 0), "Park gate"),
    _Slot("Tink", -1, time(16, 15), "Youth centre", "cannot"),
    _Slot("Wren", 1, time(17, 30), "Youth centre"),
    _Slot("Roo", 2, time(16, 0), "Riverside Cafe", "coming"),
    _Slot("Skye", 4, time(15, 30), "Youth centre"),
)


def sample_week(now: datetime) -> tuple[SampleMeeting, ...]:
    """Return meetings from two days ago to four days from now.

    Args:
        now: aware, in the zone of the meetings.
    """
    return tuple(_meeting(slot, now) for slot in _SLOTS)


def reminder_due(now: datetime) -> datetime:
    """Return the next full minute a reminder can still be planned for: under 65 seconds away."""
    return (now + SPARE).replace(second=0, microsecond=0) + timedelta(minutes=1)


def _meeting(slot: _Slot, now: datetime) -> SampleMeeting:
    if slot.nickname == REMINDED:
        starts_at, leads = _reminded_at_once(slot, reminder_due(now))
    else:
        day = now.date() + timedelta(days=slot.days)
        starts_at, leads = datetime.combine(day, slot.at, now.tzinfo), _leads(slot)
    return SampleMeeting(slot.nickname, starts_at, slot.place, leads, slot.reply)


def _reminded_at_once(slot: _Slot, due: datetime) -> tuple[datetime, tuple[str, ...]]:
    """Return when a meeting starts, and the lead that makes its reminder due then.

    It is tomorrow, with a reminder of "the evening before" at this time of day.
    """
    tomorrow = due.date() + timedelta(days=slot.days)
    return datetime.combine(tomorrow, slot.at, due.tzinfo), (f"evening@{due:%H:%M}",)


def _leads(slot: _Slot) -> tuple[str, ...]:
    """A meeting tomorrow is not reminded of in the evening: it may be later than that now."""
    return ("2h",) if slot.days == 1 else ("3d", "evening")
