"""Lists of options: "1,3 and 5", "135", "1 to 3", "mon-thurs", "the first two". Pure."""

from __future__ import annotations

import re

from bot.text.phrases import phrases
from nlu.reading.day_words import WEEKDAYS
from nlu.reading.labels import Labels, stem
from nlu.reading.numerals import counted
from nlu.reading.tokens import Reply

_RUN = re.compile(r"(\d)\s*(?:-|to|through|thru|til|till|up to)\s*(\d)")
_THROUGH = frozenset({"to", "-", "til", "till", "until", "through", "thru"})
_EVERY_DAY = phrases("every day | everyday | any day | all week | all days | any | all of them")
_DAYS = 3  # names of days among the options, for them to be a week
_TOGETHER = re.compile(r"\d{2,9}")
_DOTS = re.compile(r"\d\.\.+\d")
_DOTTED = re.compile(r"\d(?:\.\d){1,8}\.?")
_FIRST_OR_LAST = re.compile(r"(?:the )?(first|last|top|bottom) (\w+)(?: ones| options| please)?")


def numbered(reply: Reply, count: int) -> tuple[int, ...] | None:
    """Return the options, from 0, of a reply in one of these forms; None where it is in none.

    A list that holds a number no option has is empty, which answers nothing.
    """
    text = reply.folded.strip(" .,!")
    if found := _RUN.fullmatch(text):
        first, last = int(found[1]), int(found[2])
        return tuple(range(first - 1, last)) if 1 <= first < last <= count else ()
    if _DOTS.search(text):
        return None
    if _DOTTED.fullmatch(text):
        return _places([int(digit) for digit in text if digit.isdecimal()], count)
    if _TOGETHER.fullmatch(text) and (int(text) > count or count > 9):
        return _together(text, count)
    return _first_or_last(text, count)


def named_run(words: tuple[str, ...], labels: Labels) -> tuple[int, ...] | None:
    """Return the options of "mon to wed" and of "every day" where they are days; else None."""
    if words in _EVERY_DAY and sum(day in labels.held for day in WEEKDAYS) >= _DAYS:
        return tuple(place for place in range(labels.count) if _is_day(place, labels))
    said = words[1:] if words[:1] == ("from",) else words
    if len(said) != 3 or said[1] not in _THROUGH:
        return None
    ends = [labels.stems.get(stem(word)) for word in (said[0], said[2])]
    # A dash may as well stand between two names: only days and numbers run on over it.
    if said[1] == "-" and not {said[0], said[2]} <= set(WEEKDAYS):
        return None
    first, last = ends
    if first is None or last is None:
        return None
    return tuple(range(first, last + 1)) if first < last else ()


def _is_day(place: int, labels: Labels) -> bool:
    return any(place in labels.held.get(day, ()) for day in WEEKDAYS)


def _together(text: str, count: int) -> tuple[int, ...]:
    """Read "135" as 1, 3 and 5 where it can be nothing else."""
    digits = [int(digit) for digit in text]
    if count > 9:
        return _places([int(text)], count)
    return _places(digits, count) if len(set(digits)) == len(digits) else ()


def _places(numbers: list[int], count: int) -> tuple[int, ...]:
    inside = all(1 <= number <= count for number in numbers)
    return tuple(number - 1 for number in numbers) if inside else ()


def _first_or_last(text: str, count: int) -> tuple[int, ...] | None:
    found = _FIRST_OR_LAST.fullmatch(text)
    many = counted(found[2]) if found else None
    if found is None or many is None or not 2 <= many <= count:
        return None
    return tuple(range(many)) if found[1] in {"first", "top"} else tuple(range(count - many, count))
