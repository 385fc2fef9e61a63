"""A day in British words, counted from a given day. Pure; a mismatch is no day at all."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.text.folding import words
from nlu.reading.clock import Impossible
from nlu.reading.numerals import counted

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon llun",
            "tuesday tue tues teusday tusday mawrth",
            "wednesday wed weds wensday wednsday wendsday mercher",
            "thursday thu thur thurs thirsday iau",
            "friday fri firday gwener",
            "saturday sat satday sadwrn",
            "sunday sun sul",
        )
    )
    for name in names.split()
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr",
            "february feb febuary chwefror",
            "march mar",
            "april apr ebrill",
            "may mai",
            "june jun mehefin",
            "july jul gorffennaf",
            "august aug awst",
            "september sept sep medi",
            "october oct hydref",
            "november nov tachwedd",
            "december dec rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_NAME = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
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
    rf"\b({_MONTH_NAME}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b,?(?: (20\d\d)\b)?"
)
_THE_NTH = re.compile(r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b")
_TODAY = "today tonight 2day 2nite tonite heddiw heno"
_TOMORROW = """
    tomorrow tmrw tmr tmw tomoz tomoro tommorow tommorrow tomorow 2moro 2morrow 2moz yfory
"""
_AHEAD = {
    **dict.fromkeys(("day after tomorrow", "day after tmrw"), 2),
    **dict.fromkeys(("this morning", "this afternoon", "this evening", *words(_TODAY)), 0),
    **dict.fromkeys(words(_TOMORROW), 1),
    "yesterday": -1,
    "fortnight": 14,
}
_RELATIVE = re.compile(rf"\b(?:the )?({'|'.join(_AHEAD)})\b")
_IN = re.compile(r"\bin (a|an|\w+) (days?|weeks?)\b")
_WEEKDAY = re.compile(
    r"\b(?:(?P<late>(?:a )?week (?:on |from |this )?)"
    r"|(?P<which>this coming|coming|this|next|last) )?"
    rf"(?:on )?(?P<day>{_DAY_NAME})\b(?P<after> week| after next)?"
)
_WEEK_ON = re.compile(r"\b(?:a )?week (?:from |on )?(today|tomorrow|tmrw)\b")
_WEEK = timedelta(days=7)


def day_in(text: str, today: date | None, *, past: bool = False) -> tuple[date, str] | None:
    """Return the day in folded `text` and the text without it; None where it names none.

    Args:
        today: what "tomorrow" is counted from; None reads only dates with a year.
        past: whether the question asks about something that has happened.

    Raises:
        Impossible: no such day, two days that differ, or a weekday that does not fall on it.
    """
    days: list[date] = []
    for read in (_iso, _numeric, _named_month, _relative, _in_days, _weekday):
        found, text = read(text, today, past)
        days.extend(found)
    nth, text = _day_of_month(text, days, today)
    days.extend(nth)
    if not days:
        return None
    if len(set(days)) > 1:
        raise Impossible
    if not past and today is not None and days[0] < today:
        raise Impossible
    return days[0], text


Days = tuple[list[date], str]


def _iso(text: str, today: date | None, past: bool) -> Days:
    found = [_date(int(year), int(month), int(day)) for year, month, day in _ISO.findall(text)]
    return found, _ISO.sub(" ", text)


def _relative(text: str, today: date | None, past: bool) -> Days:
    if today is None:
        return [], text
    week_on = _WEEK_ON.search(text)
    if week_on:
        ahead = today + timedelta(days=_AHEAD[week_on[1]]) + _WEEK
        return [ahead], text.replace(week_on[0], " ")
    found = [today + timedelta(days=_AHEAD[word]) for word in _RELATIVE.findall(text)]
    return found, _RELATIVE.sub(" ", text)


def _in_days(text: str, today: date | None, past: bool) -> Days:
    found: list[date] = []
    for many, unit in _IN.findall(text):
        number = 1 if many in {"a", "an"} else counted(many)
        if number is None or number > 366 or today is None:
            raise Impossible
        found.append(today + timedelta(days=number * (7 if unit.startswith("week") else 1)))
    return found, _IN.sub(" ", text)


def _named_month(text: str, today: date | None, past: bool) -> Days:
    named = [(day, _MONTHS[month], year) for day, month, year in _DAY_MONTH.findall(text)]
    text = _DAY_MONTH.sub(" ", text)
    named += [(day, _MONTHS[month], year) for month, day, year in _MONTH_DAY.findall(text)]
    text = _MONTH_DAY.sub(" ", text)
    return [_on(int(day), month, year, today=today, past=past) for day, month, year in named], text


def _numeric(text: str, today: date | None, past: bool) -> Days:
    found: list[date] = []
    for day, month, year, _, other_month, other_year in _NUMERIC.findall(text):
        found.append(
            _on(int(day), int(month or other_month), year or other_year, today=today, past=past)
        )
    return found, _NUMERIC.sub(" ", text)


def _day_of_month(text: str, days: list[date], today: date | None) -> Days:
    """Read "the 15th" as the next one to come; "tues 15th" must agree with itself."""
    found: list[date] = []
    for day in _THE_NTH.findall(text):
        if today is None:
            raise Impossible
        month = today.month + (0 if int(day) >= today.day else 1)
        found.append(_date(today.year + (month > 12), (month - 1) % 12 + 1, int(day)))
    if len(days) == len(found) == 1 and days[0].weekday() == found[0].weekday():
        days.clear()  # "tues 15th" is the 15th, however many Tuesdays lie between
    return found, _THE_NTH.sub(" ", text)


def _weekday(text: str, today: date | None, past: bool) -> Days:
    if today is None:
        return [], text
    found = [_coming(match, today, past) for match in _WEEKDAY.finditer(text)]
    return found, _WEEKDAY.sub(" ", text)


def _coming(match: re.Match[str], today: date, past: bool) -> date:
    """Return the day a weekday names: never today, which would have been called today."""
    weekday, which = _WEEKDAYS[match["day"]], match["which"]
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    if which == "last" or (past and which is None):
        return today + timedelta(days=ahead) - _WEEK
    monday = today - timedelta(days=today.weekday())
    if which == "next":
        return monday + _WEEK + timedelta(days=weekday)
    weeks = 1 if match["late"] or match["after"] else 0
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
        if year % 4 == 0 and date(year, 2, 29) >= today:
            return date(year, 2, 29)
    raise Impossible


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Impossible from error
