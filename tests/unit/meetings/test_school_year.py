"""Term dates and bank holidays: dated, in order, and safe where nothing is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from bot.meetings.school_year import NO_SCHOOL_YEAR, read, shipped


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_bank_holidays_are_those_of_england_and_wales(year: int) -> None:
    sunday = easter(year)

    days = {day for day in shipped().bank_holidays if day.year == year}

    assert len(days) == 8
    assert {sunday - timedelta(days=2), sunday + timedelta(days=1)} <= days
    assert not any(day.weekday() > 4 for day in days)


@pytest.mark.parametrize(
    ("day", "school"),
    [
        (date(2026, 12, 18), True),
        (date(2026, 12, 19), False),
        (date(2026, 12, 21), False),
        (date(2027, 5, 3), False),
        (date(2027, 5, 4), True),
        (date(2027, 2, 15), False),
        (date(2029, 3, 6), True),
        (date(2025, 3, 4), True),
    ],
    ids=["last", "Saturday", "holidays", "bank", "after", "half term", "unknown", "before"],
)
def test_school_days(day: date, school: bool) -> None:
    assert shipped().is_school_day(day) is school


def test_where_nothing_is_known_every_weekday_is_a_school_day() -> None:
    assert NO_SCHOOL_YEAR.is_school_day(date(2026, 12, 25))
    assert not NO_SCHOOL_YEAR.is_holiday(date(2026, 12, 25))


def test_terms_out_of_order_are_refused() -> None:
    terms = [[date(2026, 9, 1), date(2026, 8, 1)]]

    with pytest.raises(ValueError, match="follow each other"):
        read({"bank_holidays": [], "terms": terms, "terms_known_until": date(2026, 12, 31)})
