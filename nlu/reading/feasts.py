"""Days that have a name: bank holidays of England and Wales, and others. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

_WITHIN = 35  # days; "the bank holiday" is the one people are talking about
_CLUSTER = 7  # days; at Christmas several stand together, and nobody can tell which is meant

_BANK = {
    "good friday": "Good Friday",
    "easter monday": "Easter Monday",
    r"(?:early may|may ?day|start of may)(?: bank holiday| holiday)?(?: monday)?": "May Day",
    r"(?:spring|late may|end of may|whitsun|whit) bank holiday(?: monday)?": (
        "Spring Bank Holiday"
    ),
    r"(?:august|summer|late summer) bank holiday(?: monday)?": "Late Summer Bank Holiday",
    r"(?:new years? day|new year bank holiday)": "New Year's Day",
    r"christmas(?: day)?": "Christmas Day",
    r"boxing day": "Boxing Day",
}
_FIXED = {
    r"christmas eve": (12, 24),
    r"(?:new years? eve|nye)": (12, 31),
    r"(?:halloween|haloween)": (10, 31),
    r"(?:bonfire night|bonfire nite|guy fawkes(?: night)?|fireworks night)": (11, 5),
    r"valentines?(?: day)?": (2, 14),
    r"(?:st|saint) davids? day|dydd gwyl dewi": (3, 1),
    r"(?:st|saint) patricks? day|paddys? day": (3, 17),
    r"(?:st|saint) georges? day": (4, 23),
    r"april fools?(?: day)?": (4, 1),
}
_FROM_EASTER = {
    r"easter sunday|easter day": 0,
    r"pancake day|shrove tuesday": -47,
    r"ash wednesday": -46,
    r"mothers day|mothering sunday": -21,
    r"palm sunday": -7,
    r"easter saturday": -1,
}
_BESIDE = re.compile(r"\b(?:the )?day (after|before) $")
_ANY_BANK = re.compile(r"\b(?:the |next |this )?bank (?:holiday|hol|hols)\b(?: (monday|friday))?")


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _bank(name: str) -> Callable[[int], date]:
    return lambda year: _bank_holidays(year)[name]


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: _bank_holidays(year)["Easter Monday"] + timedelta(days=days - 1)


# The longer name first: "christmas eve" is not Christmas.
_FEASTS = tuple(
    (re.compile(rf"\b(?:the )?(?:{words})\b"), of_year)
    for table in (
        {words: _fixed(*day) for words, day in _FIXED.items()},
        {words: _from_easter(days) for words, days in _FROM_EASTER.items()},
        {words: _bank(name) for words, name in _BANK.items()},
    )
    for words, of_year in table.items()
)
_HINT = re.compile(
    r"christmas|boxing|eve\b"
    r"|new year|nye|easter|good friday|bank|may ?day|hall?oween|bonfire|fawkes"
    r"|fireworks|valentine|davids?|dewi|patrick|paddys?|georges?|fools|pancake|shrove|ash|moth|palm"
    r"|whit"
)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> dict[str, date]:
    """Return the bank holidays of England and Wales by name, the day itself, not its substitute."""
    from holidays import country_holidays  # noqa: PLC0415

    days = country_holidays("GB", subdiv="ENG", years=year)
    return {name: day for day, names in sorted(days.items()) for name in names.split("; ")}


def warm_up() -> None:
    """Open the library's calendar now, a tenth of a second, so that no message waits for it."""
    _bank_holidays(2026)


def feasts_in(text: str, today: date, *, past: bool) -> tuple[list[date], str]:
    """Return the days named in `text`, the next to come or last past, and the text without them."""
    if not _HINT.search(text):
        return [], text
    found: list[date] = []
    for words, of_year in _FEASTS:
        while match := words.search(text):
            beside = _BESIDE.search(text[: match.start()])
            days = {"after": 1, "before": -1}[beside[1]] if beside else 0
            found.append(_nearest(of_year, days, today, past=past))
            start = beside.start() if beside else match.start()
            text = f"{text[:start]} {text[match.end() :]}"
    return _any_bank(found, text, today)


def _any_bank(found: list[date], text: str, today: date) -> tuple[list[date], str]:
    match = _ANY_BANK.search(text)
    if match is None:
        return found, text
    text = f"{text[: match.start()]} {text[match.end() :]}"
    if found:
        return found, text  # "boxing day bank holiday" has said which
    weekday = {"monday": 0, "friday": 4}.get(match[1])
    coming = [day for day in _coming(today) if weekday is None or day.weekday() == weekday]
    alone = len(coming) == 1 or (coming and coming[1] - coming[0] > timedelta(days=_CLUSTER))
    return (coming[:1] if alone else [date.min]), text


def _coming(today: date) -> Iterator[date]:
    for year in (today.year, today.year + 1):
        for day in sorted(_bank_holidays(year).values()):
            if today < day <= today + timedelta(days=_WITHIN):
                yield day


def _nearest(of_year: Callable[[int], date], days: int, today: date, *, past: bool) -> date:
    years = (today.year, today.year - 1) if past else (today.year, today.year + 1)
    dates = [of_year(year) + timedelta(days=days) for year in years]
    fits = [day for day in dates if (day <= today if past else day >= today)]
    return fits[0] if fits else dates[0]
