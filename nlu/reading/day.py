"""A day in British words, counted from a given day. Pure; a mismatch is no day at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nlu.reading.clock import Impossible
from nlu.reading.day_words import MONTHS, WEEKDAYS
from nlu.reading.feasts import feasts_in
from nlu.reading.numerals import counted

_DAY_NAME, _MONTH_NAME = "|".join(WEEKDAYS), "|".join(MONTHS)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?")
# A point or dash may also part hours from minutes, or two hours: those need the year.
_NUMERIC = re.compile(
    r"(?<![\d:/.])(\d{1,2})"
    r"(?: ?/ ?(\d{1,2})(?:/(\d{4}|\d{2}))?|([.\-])(\d{1,2})\4(\d{4}|\d{2}))(?![\d:/])"
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ?(?:of )?({_MONTH_NAME})\b,?(?: (20\d\d)\b)?"
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH_NAME}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d),?(?: (20\d\d)\b)?"
)
_THE_NTH = re.compile(r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b")
_NAMED_DAY = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "last night": -1,
}
_RELATIVE = re.compile(rf"\b({'|'.join(_NAMED_DAY)})\b")
_MANY = r"(?P<many>an?|\w+)"
_LATER = re.compile(
    rf"\bin {_MANY} (?P<unit>days?|week|fortnight)s?(?: time)?\b"
    rf"|\b{_MANY.replace('many', 'many2')} (?P<unit2>days?|week|fortnight)"
    r" (?:(?:from |on )?(?P<from>today|tomorrow|now)|(?P<ago>ago)|(?P<time>time))\b"
    r"|\b(?P<unit3>week|fortnight) (?:(?:from |on )?(?P<from3>today|tomorrow|now)|(?P<ago3>ago))\b"
    r"|\b(?P<unit4>fortnight)\b"
    r"|\b(?P<thistime>this time next week)\b"
)
_WEEKDAY = re.compile(
    r"\b(?:(?P<late>(?:(?:a|one) )?week (?:on |from |this )?)"
    r"|(?P<two>(?:two|2) week (?:on |from )?)"
    r"|(?P<which>this coming|coming|this|next|last|following) )?"
    rf"(?:on )?(?P<day>{_DAY_NAME})\b"
    r"(?P<after> (?:next week|this week|after next|week|coming|just gone))?(?! and \w+day)"
)
_NEXT_WEEK_DAY = re.compile(rf"\b(next|this) week,? (?:on )?(?={_DAY_NAME})")
_BARE_DAY = re.compile(
    rf"\b(?:{_DAY_NAME})\b,? (?:the )?(1[3-9]|2\d|3[01])\b(?!\s*[:.]\d|\s*[ap]m)"
)
# "after xmas", "by friday": what is left when the day is cut out.
_BOUND = re.compile(r"\b(?:after|before|until|till|from|since|by|over|around)(?:  |\s*$)")
_WEEK = timedelta(days=7)
_YEAR = 366  # days


@dataclass(frozen=True, slots=True)
class Named:
    """A weekday as it was said: "next friday", "thursday week"."""

    weekday: int
    which: str  # "", "this", "next", "last", "week" or "two"


def day_in(text: str, today: date | None, *, past: bool = False) -> tuple[date, str] | None:
    """Return the day in spelt `text` and the text without it; None where it names none.

    Args:
        text: folded, and put through `day_words.spelt`.
        today: what "tomorrow" is counted from; None reads only dates with a year.
        past: whether the question asks about something that has happened.

    Raises:
        Impossible: no such day, two days that differ, or a weekday that does not fall on it.
    """
    days, text = _feasts(text, today, past)
    for read in (_iso, _numeric, _named_month, _nth, _bare_day):
        found, text = read(text, today, past)
        days.extend(found)
    counted_days, text = _counted(text, today)
    weekdays, text = _weekdays(text, today)
    return _agreed(days, counted_days, weekdays, today=today, past=past, text=text)


def _agreed(
    dates: list[date],
    ahead: list[date],
    weekdays: list[Named],
    *,
    today: date | None,
    past: bool,
    text: str,
) -> tuple[date, str] | None:
    """Return the one day that everything said agrees on."""
    days = {*dates, *ahead}
    if not days and today is not None:
        days = {_coming(named, today, past=past) for named in weekdays}
    if not days:
        return None
    if len(days) > 1 or _BOUND.search(text):
        raise Impossible
    day = days.pop()
    if any(named.weekday != day.weekday() for named in weekdays):
        raise Impossible
    if today is not None and (day > today if past else day < today):
        raise Impossible
    return day, text


Days = tuple[list[date], str]


def _feasts(text: str, today: date | None, past: bool) -> Days:
    return ([], text) if today is None else feasts_in(text, today, past=past)


def _iso(text: str, today: date | None, past: bool) -> Days:
    found = [_date(int(year), int(month), int(day)) for year, month, day in _ISO.findall(text)]
    return found, _ISO.sub(" ", text)


def _named_month(text: str, today: date | None, past: bool) -> Days:
    named = [(day, month, year) for day, month, year in _DAY_MONTH.findall(text)]
    text = _DAY_MONTH.sub(" ", text)
    named += [(day, month, year) for month, day, year in _MONTH_DAY.findall(text)]
    text = _MONTH_DAY.sub(" ", text)
    return [
        _on(int(day), MONTHS.index(month) + 1, year, today=today, past=past)
        for day, month, year in named
    ], text


def _numeric(text: str, today: date | None, past: bool) -> Days:
    found: list[date] = []
    for day, month, year, _, other_month, other_year in _NUMERIC.findall(text):
        found.append(
            _on(int(day), int(month or other_month), year or other_year, today=today, past=past)
        )
    return found, _NUMERIC.sub(" ", text)


def _nth(text: str, today: date | None, past: bool) -> Days:
    """Read "the 15th" as the next one to come, or the last one past."""
    found = [_day_of_month(int(day), today, past=past) for day in _THE_NTH.findall(text)]
    return found, _THE_NTH.sub(" ", text)


def _bare_day(text: str, today: date | None, past: bool) -> Days:
    """Read the 15 of "monday 15", where the day of that name that is next is a 15th."""
    match = _BARE_DAY.search(text)
    if match is None or today is None:
        return [], text
    day = _day_of_month(int(match[1]), today, past=past)
    if WEEKDAYS[day.weekday()] not in match[0]:
        return [], text
    return [day], text[: match.start(1)] + text[match.end(1) :]


def _day_of_month(day: int, today: date | None, *, past: bool) -> date:
    if today is None or not 1 <= day <= 31:
        raise Impossible
    year, month = today.year, today.month
    for _ in range(3):
        if day <= _length(year, month):
            found = date(year, month, day)
            if (found <= today) if past else (found >= today):
                return found
        month += -1 if past else 1
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    raise Impossible


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _counted(text: str, today: date | None) -> Days:
    """Read what is counted from today: "tomorrow", "in 3 days", "2 weeks today", "a week ago"."""
    if today is None:
        if _LATER.search(text):
            raise Impossible
        return [], text
    found = [today + _distance(match.groupdict()) for match in _LATER.finditer(text)]
    text = _LATER.sub(" ", text)
    found += [today + timedelta(days=_NAMED_DAY[name]) for name in _RELATIVE.findall(text)]
    return found, _RELATIVE.sub(" ", text)


def _distance(parts: dict[str, str | None]) -> timedelta:
    if parts["thistime"]:
        return _WEEK
    unit = parts["unit"] or parts["unit2"] or parts["unit3"] or parts["unit4"] or ""
    many = parts["many"] or parts["many2"] or "a"
    number = 1 if many in {"a", "an", "the", "about", "like"} else counted(many)
    if number is None or number > 366:
        raise Impossible
    length = timedelta(days={"d": 1, "w": 7, "f": 14}[unit[0]]) * number
    if parts["ago"] or parts["ago3"]:
        return -length
    start = parts["from"] or parts["from3"]
    return length + timedelta(days=1 if start == "tomorrow" else 0)


def _weekdays(text: str, today: date | None) -> tuple[list[Named], str]:
    if today is None:
        return [], text
    text = _NEXT_WEEK_DAY.sub(r"\1w ", text)
    text = re.sub(rf"\b(next|this)w ({_DAY_NAME})\b", r"\2 \1 week", text)
    found = [_named(match) for match in _WEEKDAY.finditer(text)]
    return found, _WEEKDAY.sub(" ", text)


def _named(match: re.Match[str]) -> Named:
    weekday = WEEKDAYS.index(match["day"])
    after = (match["after"] or "").strip()
    if match["two"]:
        return Named(weekday, "two")
    if match["late"] or after in {"week", "after next"}:
        return Named(weekday, "week")
    which = {"next week": "next", "this week": "now", "just gone": "last"}.get(after)
    return Named(weekday, which or match["which"] or "")


def _coming(named: Named, today: date, *, past: bool) -> date:
    """Return the day a weekday names: never today, which would have been called today."""
    ahead = (named.weekday - today.weekday() - 1) % 7 + 1
    if named.which == "last" or (past and not named.which):
        return today + timedelta(days=ahead) - (_WEEK if ahead < 7 else 2 * _WEEK)
    monday = today - timedelta(days=today.weekday())
    if named.which == "next":
        return monday + _WEEK + timedelta(days=named.weekday)
    if named.which == "now":
        return monday + timedelta(days=named.weekday)
    weeks = {"week": 1, "two": 2}.get(named.which, 0)
    return today + timedelta(days=ahead) + weeks * _WEEK


def _on(day: int, month: int, year: str, *, today: date | None, past: bool) -> date:
    """Return the date; without a year, the next one to come, or the last one past."""
    if year:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    if today is None:
        raise Impossible
    if (month, day) == (2, 29):
        return _leap_day(today)
    this = _date(today.year, month, day)
    if past:
        return this if this <= today else _date(today.year - 1, month, day)
    return this if this >= today else _date(today.year + 1, month, day)


def _leap_day(today: date) -> date:
    """29 February is answered only where one comes within a year."""
    for year in (today.year, today.year + 1):
        if year % 4 == 0 and 0 <= (date(year, 2, 29) - today).days <= _YEAR:
            return date(year, 2, 29)
    raise Impossible


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Impossible from error
