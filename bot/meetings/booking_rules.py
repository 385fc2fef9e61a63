"""What any booking must be, one meeting or a series. Pure; each fault says how to mend it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.errors import BadInput
from bot.meetings.recurrence import MeetingKind

LONGEST_PLACE: Final = 40  # longer, and a reminder would be two texts
LONGEST_OTHERS: Final = 30
MOST_LEADS: Final = 6
SHORTEST, LONGEST_MINUTES = 10, 480


def check_time(starts_at: datetime, now: datetime) -> None:
    """Refuse a time without its zone, and one that has passed.

    Raises:
        BadInput: with what to mend.
    """
    if starts_at.tzinfo is None:
        raise BadInput("say which time zone the meeting is in")
    if starts_at <= now:
        raise BadInput("that time has passed: choose one still to come")


def check_place(place: str) -> str:
    """Return a place as it is kept.

    Raises:
        BadInput: with what to mend.
    """
    said = place.strip()
    if not 0 < len(said) <= LONGEST_PLACE or not said.isprintable():
        raise BadInput(f"say where, in 1 to {LONGEST_PLACE} letters")
    return said


def check_kind(kind: str, minutes: int, others: str | None) -> None:
    """Refuse a kind there is not, and a length nobody meets for.

    Raises:
        BadInput: with what to mend.
    """
    if kind not in tuple(MeetingKind):
        raise BadInput(f"the kind is one of {', '.join(MeetingKind)}")
    if not SHORTEST <= minutes <= LONGEST_MINUTES:
        raise BadInput(f"a meeting lasts {SHORTEST} to {LONGEST_MINUTES} minutes")
    if others is not None and len(others) > LONGEST_OTHERS:
        raise BadInput(f"say who else is there in {LONGEST_OTHERS} letters at most")
