"""When a series takes place: on the same wall clock, whatever the clocks or the holidays do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.meetings.recurrence import Times, is_weekly, parse_rule, times_of
from bot.meetings.school_year import NO_SCHOOL_YEAR, shipped

LONDON = ZoneInfo("Europe/London")


def at(year: int, month: int, day: int, hour: int = 16, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def days(times: Times) -> list[str]:
    return [f"{when.astimezone(LONDON):%d %b %H:%M}" for when in times.kept]


def test_a_weekly_meeting_keeps_its_time_when_the_clocks_change() -> None:
    times = times_of("FREQ=WEEKLY;COUNT=3", at(2026, 10, 20), LONDON, year=NO_SCHOOL_YEAR)

    assert days(times) == ["20 Oct 16:00", "27 Oct 16:00", "03 Nov 16:00"]
    assert times.kept[1] - times.kept[0] == timedelta(days=7, hours=1)


def test_a_quarterly_review_comes_every_three_months() -> None:
    rule = "FREQ=MONTHLY;INTERVAL=3;COUNT=4"

    times = times_of(rule, at(2027, 1, 19), LONDON, year=shipped())

    assert days(times) == ["19 Jan 16:00", "19 Apr 16:00", "19 Jul 16:00", "19 Oct 16:00"]


def test_no_meeting_is_on_a_bank_holiday() -> None:
    times = times_of("FREQ=WEEKLY;COUNT=3", at(2027, 4, 26), LONDON, year=shipped())

    assert days(times) == ["26 Apr 16:00", "10 May 16:00"]
    assert [when.date() for when in times.skipped] == [date(2027, 5, 3)]


def test_a_series_in_term_leaves_out_half_term() -> None:
    first = at(2027, 2, 10)

    times = times_of("FREQ=WEEKLY;COUNT=3", first, LONDON, year=shipped(), in_term=True)

    assert days(times) == ["10 Feb 16:00", "24 Feb 16:00"]


def test_a_yearly_meeting_on_the_29th_of_february_comes_in_leap_years() -> None:
    times = times_of("FREQ=YEARLY;COUNT=2", at(2028, 2, 29), LONDON, year=NO_SCHOOL_YEAR)

    assert [when.year for when in times.kept] == [2028, 2032]


@pytest.mark.parametrize("until", ["20270302", "20270302T160000Z", "20270302T160000"])
def test_an_end_by_date_counts_its_last_day(until: str) -> None:
    rule = parse_rule(f"FREQ=WEEKLY;UNTIL={until}")

    assert len(times_of(rule, at(2027, 2, 16), LONDON, year=NO_SCHOOL_YEAR).kept) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every week",
        "FREQ=WEEKLY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=WEEKLY;COUNT=1000",
        "FREQ=WEEKLY;COUNT=none",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;COUNT=3;BYHOUR=4",
    ],
)
def test_refuses_what_is_no_series(rule: str) -> None:
    with pytest.raises(BadInput):
        parse_rule(rule)


def test_the_first_meeting_is_one_of_the_series() -> None:
    with pytest.raises(BadInput, match="first meeting"):
        times_of("FREQ=WEEKLY;BYDAY=MO;COUNT=3", at(2027, 2, 16), LONDON, year=NO_SCHOOL_YEAR)


@pytest.mark.parametrize(
    ("rule", "weekly"),
    [
        ("FREQ=WEEKLY;COUNT=3", True),
        ("FREQ=DAILY;INTERVAL=7;COUNT=3", True),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", False),
        ("FREQ=MONTHLY;COUNT=3", False),
    ],
)
def test_knows_a_weekly_meeting(rule: str, weekly: bool) -> None:
    assert is_weekly(rule) is weekly


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 1)),
    st.integers(0, 23),
    st.sampled_from(["WEEKLY", "MONTHLY", "DAILY"]),
    st.integers(1, 12),
)
def test_a_series_is_never_at_another_time_of_day_than_its_first(
    day: date, hour: int, often: str, count: int
) -> None:
    first = datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON)
    if hour == 1:  # an hour the clocks may skip
        first = first.replace(hour=2)

    times = times_of(f"FREQ={often};COUNT={count}", first, LONDON, year=NO_SCHOOL_YEAR)

    assert len(times.kept) == count
    assert {when.astimezone(LONDON).time() for when in times.kept} == {first.time()}
