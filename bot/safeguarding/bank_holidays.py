"""The bank holidays of England and Wales, from the `holidays` library. Pure; known offline."""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import country_holidays


@cache
def _of_year(year: int) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Tell whether a day is a bank holiday in England and Wales, substitute days too."""
    return day in _of_year(day.year)
