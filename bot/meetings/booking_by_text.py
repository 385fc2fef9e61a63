"""A booking a worker texts, "book pip friday 4pm the cafe". Pure; in doubt, how to text it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.meetings.booking_rules import LONGEST_PLACE
from bot.meetings.own_times import time_in
from bot.text.folding import fold, words

_BOOK: Final = re.compile(
    r"^\s*(?:please\s+)?book\s+(?:in\s+|a\s+meeting\s+with\s+)?", re.IGNORECASE
)
_AT: Final = re.compile(r"^(?:at|in|@|on|,|-)\s+", re.IGNORECASE)
NO_TIME: Final = "When? Text it like: book {name} friday 4pm the cafe."
NO_PLACE: Final = "Where? Text it like: book {name} friday 4pm the cafe."
NOBODY: Final = "Nobody on your list is called that. Use the name on your page."
SEVERAL: Final = "Several on your list are called that. Book it on your page."


@dataclass(frozen=True, slots=True)
class ByText:
    """One booking as it was read: whom with, when (aware), where."""

    contact_id: int
    starts_at: datetime
    place: str = field(repr=False)


def read_booking(text: str, mine: Mapping[int, str], now: datetime, zone: ZoneInfo) -> ByText | str:
    """Return the booking a text asks for, or what to say back; "" where it is no booking at all.

    Args:
        mine: contact id -> nickname, of the worker's own caseload.
    """
    found = _BOOK.match(text)
    if found is None:
        return ""
    rest = text[found.end() :].strip()
    named = _who(rest, mine)
    if isinstance(named, str):
        return named
    contact_id, after = named
    return _when_and_where(contact_id, mine[contact_id], after, now=now, zone=zone)


def _who(rest: str, mine: Mapping[int, str]) -> tuple[int, str] | str:
    said = words(fold(rest))
    fits = {
        contact_id: len(called)
        for contact_id, nickname in mine.items()
        if (called := words(fold(nickname))) and said[: len(called)] == called
    }
    longest = [one for one, size in fits.items() if size == max(fits.values())]
    if len(longest) != 1:
        return SEVERAL if longest else NOBODY
    after = rest.split(maxsplit=fits[longest[0]])[fits[longest[0]] :]
    return longest[0], " ".join(after)


def _when_and_where(
    contact_id: int, name: str, after: str, *, now: datetime, zone: ZoneInfo
) -> ByText | str:
    """Take the longest beginning that is a clear time; what is left is the place."""
    parts = after.split()
    for size in range(len(parts), 0, -1):
        starts_at = time_in(" ".join(parts[:size]), now, zone, None)
        if starts_at is not None and _is_all_time(parts[:size], now, zone):
            place = _AT.sub("", " ".join(parts[size:])).strip(" ,.")
            if not 0 < len(place) <= LONGEST_PLACE:
                return NO_PLACE.format(name=name)
            return ByText(contact_id, starts_at, place)
    return NO_TIME.format(name=name)


def _is_all_time(parts: list[str], now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the last word belongs to the time: without it, it would be another, or none."""
    if len(parts) == 1:
        return True
    whole = time_in(" ".join(parts), now, zone, None)
    return time_in(" ".join(parts[:-1]), now, zone, None) != whole
