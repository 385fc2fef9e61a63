"""Which sentence a reminder is, and how its time is said. Pure: the sentences themselves are data,
in phrases/reminders.yaml."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

CHANGE_DAYS: Final = 2  # from here on there is time to change the meeting, so we ask

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


class Style(StrEnum):
    """How much a text may say: who else may see the phone decides."""

    FULL = "full"
    DISCREET = "discreet"  # no place
    PLAIN = "plain"  # no question either: the phone is not private, or a concern is open


class Wording(StrEnum):
    """Reminders and notices; the value is the key in phrases/reminders.yaml."""

    CHANGE = "rem_change"
    CHANGE_DISCREET = "rem_change_discreet"
    EVE = "rem_eve"
    PLAIN = "rem_plain"
    MOVED = "moved"
    MOVED_DISCREET = "moved_discreet"
    CALLED_OFF = "called_off"
    NEXT_MEETING = "next_meeting"
    NO_MEETING = "no_meeting"


class Reply(StrEnum):
    """What a young person can answer to a reminder, in the order offered."""

    COMING = "coming"
    CHANGE = "change"
    CANNOT = "cannot"


ACKNOWLEDGEMENTS: Final = {
    Reply.COMING: "ack_coming",
    Reply.CHANGE: "ack_change",
    Reply.CANNOT: "ack_cannot",
}


def reminder_wording(ahead: timedelta, style: Style) -> Wording:
    """Return the wording of a reminder that goes `ahead` of its meeting."""
    if style is Style.PLAIN:
        return Wording.PLAIN
    if ahead < timedelta(days=CHANGE_DAYS):
        return Wording.EVE
    return Wording.CHANGE if style is Style.FULL else Wording.CHANGE_DISCREET


def moved_wording(style: Style) -> Wording:
    """Return the wording of the notice that a meeting has a new time or place."""
    return Wording.MOVED if style is Style.FULL else Wording.MOVED_DISCREET


def say_when(starts_at: datetime, now: datetime, zone: tzinfo) -> str:
    """Say a time as people do, in at most 18 characters of GSM-7.

    "today 4pm", "tomorrow 3:30pm", "Tue 4pm" within the week, else "Tue 15 Dec 4pm".

    Args:
        starts_at, now: aware; `now` is when it is read, so of a text when it is sent.
        zone: where the meeting is.
    """
    local = starts_at.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    weekday = WEEKDAYS[local.weekday()]
    if days in (0, 1):
        day = ("today", "tomorrow")[days]
    elif 1 < days < 7:
        day = weekday
    else:
        day = f"{weekday} {local.day} {MONTHS[local.month - 1]}"
    return f"{day} {_clock(local)}"


def _clock(local: datetime) -> str:
    if (local.hour, local.minute) == (12, 0):
        return "12 noon"  # 12pm reads as midnight to many
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{(local.hour - 1) % 12 + 1}{minutes}{'am' if local.hour < 12 else 'pm'}"
