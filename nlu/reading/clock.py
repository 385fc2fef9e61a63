"""A time of day in British words. Pure; "4" is the 4 at which people meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from nlu.reading.numerals import CARDINALS

_HOURS = {word: n for word, n in CARDINALS.items() if 1 <= n <= 12}
_MINUTES = {"quarter": 15, "half": 30, "twenty five": 25, "twentyfive": 25, "twenty-five": 25} | {
    word: n for word, n in CARDINALS.items() if 1 <= n <= 29
}
_HOUR_WORDS = "|".join(sorted(_HOURS, key=len, reverse=True))
_MINUTE_WORDS = "|".join(sorted(_MINUTES, key=len, reverse=True))
_MINUTES_SAID = {
    **{word: n for word, n in CARDINALS.items() if n in {10, 15, 20, 30, 40, 45, 50}},
    "twenty five": 25, "thirty five": 35, "forty five": 45, "fifty five": 55,
}  # fmt: skip
_SPOKEN_MINUTES = "|".join(sorted(_MINUTES_SAID, key=len, reverse=True))
_HOUR = rf"(?P<hour>\d{{1,2}}|{_HOUR_WORDS})"
_HALF = r"\s*(?P<half>[ap]\.?m\b\.?|[ap]\b)?"
_FORMS = (
    rf"\b(?P<past>half)(?: past)? ?{_HOUR}\b(?![:.]\d){_HALF}",
    rf"\b(?P<past>[1-9]|[1-5]\d|{_MINUTE_WORDS}) ?(?:minutes )?"
    rf"(?P<side>past|to|til|till|of) {_HOUR}\b(?![:.]\d){_HALF}",
    rf"(?<![\d:./])(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?::\d{{2}})?(?![\d:/]){_HALF}",
    r"\b(?P<hour>\d{1,2})(?P<minute>\d{2}) ?(?P<half>[ap]m?\b|hrs\b|h\b|hours\b)",
    rf"\b{_HOUR} (?P<minute>{_SPOKEN_MINUTES})\b(?! ?(?:past|to|min))",
    r"(?<![\d:./\-])\b(?P<hour>\d{1,2}) (?P<minute>[0-5][05])\b(?![:./\-]?\d)",
    rf"\b{_HOUR} ?(?P<half>[ap]\.?m\b\.?|[ap]\b)",
    r"(?<![\d:./\-])\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])\b(?![:./\-]?\d)",
    rf"(?:\b(?:at|for|about|around|by|roughly|say|like|maybe)|@) ?{_HOUR}(?: ?ish| ?oclock)?"
    r"\b(?![:./\-]?\d)",
    rf"\b{_HOUR} ?(?:oclock|ish)\b",
)
_CLOCK = tuple(re.compile(form) for form in _FORMS)
_NOON = re.compile(r"\b(?:midday|mid day)\b")
_BARE = re.compile(
    rf"\W*(?:\b(?:then|like|maybe|say|at|the|on|in|so|yeah|is|best|good|would|be|hi|can|we|do|it"
    rf"|i|ok|could|make|morning|afternoon|evening|night|lunchtime)\b\W*){{0,6}}\b{_HOUR}\b\W*"
    r"(?:(?:please|pls|plz|if|ok|good|then|is|thats|fine|poss|yeah|in|at|the|morning|afternoon"
    r"|evening|night|nite|after|school|best|for|me|x|thanks|thx|works|would|be|great|lunchtime|lunch"
    r"|prefer|prob|probably|i|think|tbh)\b\W*){0,6}"
)
# A span is no one time: "3-4", "between 3 and 4". A bound is none, but leaves the day.
_SPAN = re.compile(
    rf"(?:\d|\b(?:{_HOUR_WORDS})) ?(?:am|pm|oclock)? ?(?:-|to|til|till|until|or|and)"
    rf" ?(?:\d|(?:{_HOUR_WORDS})\b)|\bbetween\b"
)
_BOUND = re.compile(
    rf"\b(?:any ?time )?(?:after|before|until|till|from|past|by) "
    r"(?:about |around |half (?:past )?)?"
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?|{_HOUR_WORDS}) ?(?:am|pm|oclock|ish)?\b"
)
# "4 til 6" is a stretch of the day, and "quarter til 4" a time.
_STRETCH = re.compile(
    r"\b(?:from )?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|oclock)? ?(?:til|till|until) ?(?:about |like )?"
    r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|oclock|ish)?\b(?![:.]\d)"
)
_DEAD_OF_NIGHT = re.compile(r"\b(?:at|in the|of the) (?:night|nite)\b")
_MORNING = re.compile(r"\b(?:morning|morn|am|before school|breakfast)\b")
_EVENING = re.compile(r"\b(?:evening|eve|tonight|night|nite|tea ?time|pm|after tea|after dinner)\b")
_AFTERNOON = re.compile(r"\b(?:afternoon|after school|after college)\b")
_SMALL_HOURS = 4


class Impossible(ValueError):
    """The words name a time or day that does not exist, or two that differ."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time found in a reply, and the reply without it. `at` is None where only a bound is."""

    at: time | None
    rest: str


def clock_in(text: str, around: str, *, bare: bool = False) -> Clock | None:
    """Return the time of day in spelt `text`; None where it names none.

    Args:
        around: the whole reply, for the words that say morning or evening.
        bare: whether a number alone is an hour, as it is beside a day: "tomorrow 4".

    Raises:
        Impossible: it is no time ("25:00"), a span, or one of two.
    """
    if stretch := _STRETCH.search(text):
        return Clock(None, _without(text, stretch))
    if _is_span(text):
        raise Impossible
    if bound := _bound(text):
        return Clock(None, _without(text, bound))
    found = _first(text, around) or (_alone(text, around) if bare else None)
    if found and (other := _first(found.rest, around)) and other.at != found.at:
        raise Impossible
    return found


def _is_span(text: str) -> bool:
    to_the_hour = any(form.search(text) for form in _CLOCK[:2])
    return _SPAN.search(text) is not None and not to_the_hour


def _bound(text: str) -> re.Match[str] | None:
    """Return "after 4"; "ten past 4" and "by 4" are times."""
    found = _BOUND.search(text)
    if found is None or found[0].startswith("by ") or _CLOCK[1].search(text):
        return None
    if found[0].startswith("past") and _CLOCK[0].search(text):
        return None
    return found


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
    said = parts.get("minute") or "0"
    minute = int(said) if said.isdecimal() else _MINUTES_SAID[said]
    half = (parts.get("half") or "")[:1]
    if half == "p" and 12 < hour < 24 and parts.get("minute"):
        half = ""  # "16.00pm" says it twice
    if not (named.startswith("0") and len(named) == 2):
        hour = _on_the_day(hour, half, around)
    if past := parts.get("past"):
        hour, minute = _beside(hour, past, parts.get("side"))
    if not 0 <= hour <= 23 or minute > 59:
        raise Impossible
    return time(hour, minute)


def _beside(hour: int, past: str, side: str | None) -> tuple[int, int]:
    """Read "half 3" as 3:30, and "quarter to 4" as 3:45."""
    minutes = int(past) if past.isdecimal() else _MINUTES[past]
    return (hour, minutes) if side in {None, "past"} else (hour - 1, 60 - minutes)


def _on_the_day(hour: int, half: str, around: str) -> int:
    """Return the hour of 24: by am or pm, by the words beside it, else by when people meet."""
    if half in {"a", "p"}:
        if not 1 <= hour <= 12:
            raise Impossible
        return hour % 12 + (12 if half == "p" else 0)
    if hour == 0 or hour >= 12 or _MORNING.search(around):
        return hour
    if hour <= _SMALL_HOURS and _DEAD_OF_NIGHT.search(around):
        return hour
    if _AFTERNOON.search(around) or _EVENING.search(around):
        return hour + 12
    # Nobody meets at 3 in the night, nor at 8 in the evening without saying so.
    return hour + 12 if hour <= 7 else hour
