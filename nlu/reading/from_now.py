"""A time said as so long from now: "in half an hour", "30 mins from now". Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from nlu.reading.numerals import CARDINALS

_LONDON = ZoneInfo("Europe/London")
_WORDS = "|".join(sorted((word for word, n in CARDINALS.items() if 0 < n <= 60), key=len)[::-1])
_MANY = rf"(?P<many>half an?|an?|couple(?: of)?|\d{{1,3}}|{_WORDS})"
_LEADS = r"(?:(?:yeah|yes|ok|maybe|probably|say|like|about|around|um|er|can we do|can you do) )*"
_ENDS = r"(?:(?: |\W)*(?:ish|please|pls|plz|thanks|ta|if poss|x|time|is good|is fine|works))*\W*"
_FROM_NOW = re.compile(
    rf"{_LEADS}(?:in )?(?:like |about |around |just )?{_MANY} ?"
    r"(?P<unit>hours?|hrs?|minutes?|mins?)(?P<now> from now| time)?" + _ENDS
)
_MOST = 12  # hours; whoever means more than that names the day


def from_now(text: str, now: datetime) -> str | None:
    """Return the London wall time that a whole reply is so long from `now`; None for all else.

    Args:
        text: spelt one way; see `day_words.spelt`.
        now: with its zone.
    """
    found = _FROM_NOW.fullmatch(text)
    if found is None or not (found["now"] or re.search(r"\bin\b", text)):
        return None
    minutes = _count(found["many"]) * (60 if found["unit"].startswith("h") else 1)
    if not 0 < minutes <= _MOST * 60:
        return None
    then = now.astimezone(UTC) + timedelta(minutes=minutes)
    return then.astimezone(_LONDON).strftime("%Y-%m-%dT%H:%M")


def _count(many: str) -> float:
    if many.isdecimal():
        return int(many)
    if many.startswith("half"):
        return 0.5
    return 2 if many.startswith("couple") else CARDINALS.get(many, 1)
