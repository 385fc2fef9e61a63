"""The bank holidays of England and Wales, from the `holidays` library. Pure; known offline."""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def _of_year(year: int) -> frozenset[date]:
    # 300 modules, for every country: loaded when a bank holiday is first asked about.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Tell whether a day is a bank holiday in England and Wales, substitute days too."""
    return day in _of_year(day.year)
