"""Quiet hours: over midnight, over both clock changes, and never a quiet answer."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.meetings.quiet_hours import (
    NO_QUIET_HOURS,
    QuietHours,
    is_quiet,
    last_allowed,
    next_allowed,
    parse_quiet_hours,
)

LONDON = ZoneInfo("Europe/London")
NIGHT = QuietHours(time(20), time(9))

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(), timedelta(days=365)).map(lambda later: NEW_YEAR + later)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
hours = st.tuples(clocks, clocks).filter(lambda pair: pair[0] != pair[1])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("20:00-09:00", NIGHT),
        ("8:30-15:15", QuietHours(time(8, 30), time(15, 15))),
        ("none", NO_QUIET_HOURS),
        (" None ", NO_QUIET_HOURS),
    ],
)
def test_reads_quiet_hours(text: str, quiet: QuietHours) -> None:
    assert parse_quiet_hours(text) == quiet


@pytest.mark.parametrize("text", ["", "20-9", "20:00", "24:00-09:00", "20:60-09:00", "09:00-09:00"])
def test_refuses_what_are_no_quiet_hours(text: str) -> None:
    with pytest.raises(BadInput):
        parse_quiet_hours(text)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (at("2026-06-01 09:00"), at("2026-06-01 09:00")),
        (at("2026-06-01 19:59"), at("2026-06-01 19:59")),
        (at("2026-06-01 20:00"), at("2026-06-02 09:00")),
        (at("2026-06-02 03:00"), at("2026-06-02 09:00")),
        (at("2026-03-28 23:00"), at("2026-03-29 09:00")),
        (at("2026-10-24 23:00"), at("2026-10-25 09:00")),
        (at("2028-02-28 21:00"), at("2028-02-29 09:00")),
    ],
    ids=["end", "just before", "start", "night", "spring change", "autumn change", "29 February"],
)
def test_waits_until_the_quiet_hours_end(asked: datetime, answer: datetime) -> None:
    assert next_allowed(asked, NIGHT, LONDON) == answer


def test_goes_back_to_the_minute_before_the_hush() -> None:
    assert last_allowed(at("2026-06-02 03:00"), NIGHT, LONDON) == at("2026-06-01 19:59")
    assert last_allowed(at("2026-06-02 10:00"), NIGHT, LONDON) == at("2026-06-02 10:00")


def test_without_quiet_hours_every_time_is_allowed() -> None:
    assert next_allowed(at("2026-06-01 03:00"), NO_QUIET_HOURS, LONDON) == at("2026-06-01 03:00")


def test_quiet_hours_that_end_in_the_hour_that_comes_twice_stay_quiet_both_times() -> None:
    quiet = QuietHours(time(22), time(1, 30))
    second_time_round = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)

    assert is_quiet(second_time_round, quiet, LONDON)
    assert next_allowed(second_time_round, quiet, LONDON) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


@given(moments, hours)
def test_the_next_allowed_time_is_never_quiet_nor_past(
    moment: datetime, pair: tuple[time, time]
) -> None:
    quiet = QuietHours(*pair)

    later = next_allowed(moment, quiet, LONDON)

    assert not is_quiet(later, quiet, LONDON)
    assert moment <= later <= moment + timedelta(hours=26)
    assert later.tzinfo is UTC


@given(moments, hours)
def test_the_last_allowed_time_is_never_quiet_nor_later(
    moment: datetime, pair: tuple[time, time]
) -> None:
    quiet = QuietHours(*pair)

    earlier = last_allowed(moment, quiet, LONDON)

    assert not is_quiet(earlier, quiet, LONDON)
    assert moment - timedelta(hours=26) <= earlier <= moment
