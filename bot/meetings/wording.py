"""Which sentence a reminder is, and how its time is said. Pure: the sentences themselves are data,
in phrases/reminders.yaml."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from bot.meetings.day_words import BY_LANGUAGE, ENGLISH, DayWords

CHANGE_DAYS: Final = 2  # from here on there is time to change the meeting, so we ask


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
    BY_PHONE = "by_phone_now"
    CALLED_OFF = "called_off"
    OFF_FROM_HERE = "off_from_here"
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


def say_when(starts_at: datetime, now: datetime, zone: tzinfo, language: str = "en") -> str:
    """Say a time as people do, in at most 18 characters; in English of GSM-7.

    "today 4pm", "tomorrow 3:30pm", "Tue 4pm" within the week, else "Tue 15 Dec 4pm".

    Args:
        starts_at, now: aware; `now` is when it is read, so of a text when it is sent.
        zone: where the meeting is.
        language: that of the sentence it stands in, BCP 47.
    """
    words = BY_LANGUAGE.get(language, ENGLISH)
    local = starts_at.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    if days in (0, 1):
        day = (words.today, words.tomorrow)[days]
    elif 1 < days < 7:
        day = words.weekdays[local.weekday()]
    else:
        day = f"{words.weekdays[local.weekday()]} {_date(local, words)}"
    return f"{day} {_clock(local, words)}"


def _date(local: datetime, words: DayWords) -> str:
    if not words.months:
        return f"{local.day}/{local.month}"
    return f"{local.day} {words.months[local.month - 1]}"


def _clock(local: datetime, words: DayWords) -> str:
    if words.noon is None:
        return f"{local.hour}:{local.minute:02}"
    if (local.hour, local.minute) == (12, 0):
        return words.noon
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{(local.hour - 1) % 12 + 1}{minutes}{'am' if local.hour < 12 else 'pm'}"
