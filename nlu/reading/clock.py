"""A time of day in British words. Pure; what could be morning or evening is left unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from nlu.reading.numerals import CARDINALS

_HOURS = {word: n for word, n in CARDINALS.items() if 1 <= n <= 12}
_MINUTES = {
    "quarter": 15,
    "half": 30,
    "twenty five": 25,
    "twentyfive": 25,
    "ten": 10,
    "five": 5,
    "twenty": 20,
}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
_HALF = r"\s*(?P<half>[ap]\.?m?\b\.?)?"
_FORMS = (
    rf"\b(?P<past>half)(?: past)? {_HOUR}\b{_HALF}",
    r"\b(?P<past>quarter|10|20|25|ten|twenty five|twenty) ?(?:mins? |minutes? )?"
    rf"(?P<side>past|to|til) {_HOUR}\b{_HALF}",
    rf"\b(?P<past>5|five) (?:mins?|minutes?) (?P<side>past|to|til) {_HOUR}\b{_HALF}",
    rf"(?<![\d:./])(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?::\d{{2}})?(?![\d:/]){_HALF}",
    r"\b(?P<hour>\d{1,2})(?P<minute>\d{2}) ?(?P<half>[ap]m?\b|hrs\b|h\b)",
    rf"\b{_HOUR} ?(?P<half>[ap]\.?m\b\.?|[ap]\b)",
    rf"(?:\b(?:at|for|about|around|by)|@) ?{_HOUR}(?: ?ish| ?oclock)?\b(?![:./\-]?\d)",
    rf"\b{_HOUR} ?(?:oclock|ish)\b",
)
_CLOCK = tuple(re.compile(form) for form in _FORMS)
_NOON = re.compile(r"\b(?:noon|midday|mid day)\b")
_BARE = re.compile(
    rf"\W*(?:\b(?:then|like|maybe|say)\b\W*){{0,4}}\b{_HOUR}\b\W*"
    r"(?:(?:please|pls|plz|if|ok|good|then|is|thats|fine|poss|yeah|in|the|morning|afternoon"
    r"|evening|night)\b\W*){0,6}"
)
# A span or a bound is no one time: "3-4", "between 3 and 4", "after 4".
_SPAN = re.compile(
    r"\d ?(?:am|pm)? ?(?:-|to|til|till|until|or|and) ?\d|\bbetween\b"
    r"|\b(?:after|before|until|till|from|past) \d"
)
_MORNING = re.compile(r"\b(morning|mornings|morn|am|before school|breakfast)\b")
_EVENING = re.compile(r"\b(evening|eve|tonight|night|tea ?time|pm|after tea|after dinner)\b")
_AFTERNOON = re.compile(r"\b(afternoon|aft|after school|after skl|after college|arvo)\b")


class Impossible(ValueError):
    """The words name a time or day that does not exist, or two that differ."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time found in a reply, and the reply without it."""

    at: time
    rest: str


def clock_in(text: str, around: str, *, bare: bool = False) -> Clock | None:
    """Return the time of day in folded `text`; None where it names none.

    Args:
        around: the whole reply, for the words that say morning or evening.
        bare: whether a number alone is an hour, as it is beside a day: "tomorrow 4".

    Raises:
        Impossible: it is no time ("25:00"), could be morning or evening, or is one of two.
    """
    found = _first(text, around) or (_alone(text, around) if bare else None)
    if _is_span(text) or (found and _first(found.rest, around)):
        raise Impossible
    return found


def _is_span(text: str) -> bool:
    to_the_hour = any(form.search(text) for form in _CLOCK[:3])
    return _SPAN.search(text) is not None and not to_the_hour


def _first(text: str, around: str) -> Clock | None:
    if named := _NOON.search(text):
        return Clock(time(12), _without(text, named))
    for form in _CLOCK:
        if found := form.search(text):
            return Clock(_time(found.groupdict(), around), _without(text, found))
    return None


def _alone(text: str, around: str) -> Clock | None:
    found = _BARE.fullmatch(text)
    return Clock(_time(found.groupdict(), around), "") if found else None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _time(parts: dict[str, str | None], around: str) -> time:
    named = parts["hour"] or ""
    hour = int(named) if named.isdecimal() else _HOURS[named]
    minute = int(parts.get("minute") or 0)
    if not named.startswith("0"):
        hour = _on_the_day(hour, (parts.get("half") or "")[:1], around)
    if past := parts.get("past"):
        hour, minute = _beside(hour, past, parts.get("side"))
    if not 0 <= hour <= 23 or minute > 59:
        raise Impossible
    return time(hour, minute)


def _beside(hour: int, past: str, side: str | None) -> tuple[int, int]:
    """Read "half 3" as 3:30, and "quarter to 4" as 3:45."""
    minutes = int(past) if past.isdecimal() else _MINUTES[past]
    return (hour - 1, 60 - minutes) if side in {"to", "til"} else (hour, minutes)


def _on_the_day(hour: int, half: str, around: str) -> int:
    """Return the hour of 24: by am or pm, by the words beside it, else by when people meet."""
    if half in {"a", "p"}:
        if not 1 <= hour <= 12:
            raise Impossible
        return hour % 12 + (12 if half == "p" else 0)
    if hour == 0 or hour >= 12 or (hour > 6 and _MORNING.search(around)):
        return hour
    if _AFTERNOON.search(around) or _EVENING.search(around):
        return hour + 12
    return _likely(hour)


def _likely(hour: int) -> int:
    """Return the hour people meet at; 7 and 8 are breakfast or evening, and nobody can tell."""
    if hour in {7, 8}:
        raise Impossible
    return hour + 12 if hour <= 6 else hour
