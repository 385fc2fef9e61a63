"""Times offered fit both: nobody is anywhere else, and each is one they called good."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.offers import (
    APART,
    NOTICE,
    Busy,
    Wanted,
    another_week,
    fits,
    is_free,
    offers,
)
from bot.meetings.school_year import SchoolYear

LONDON = ZoneInfo("Europe/London")
YEAR = SchoolYear(
    frozenset({date(2026, 12, 25), date(2026, 12, 28)}),
    ((date(2026, 9, 1), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 26))),
    (date(2026, 9, 1), date(2027, 3, 31)),
)
MONDAY = datetime(2026, 12, 7, 10, tzinfo=LONDON)
BEGINS = datetime(2026, 9, 1, tzinfo=UTC)
WISHES = st.sets(
    st.sampled_from(["mornings", "after_school", "evenings", "weekends", "holidays"])
).map(frozenset)
MOMENTS = st.integers(0, 180 * 24 * 60).map(lambda m: BEGINS + timedelta(minutes=m))
TAKEN = st.lists(
    st.tuples(st.integers(0, 21 * 48), st.integers(10, 180)).map(
        lambda drawn: (timedelta(minutes=30 * drawn[0]), drawn[1])
    ),
    max_size=30,
)


@given(WISHES, MOMENTS, TAKEN, st.integers(15, 120))
def test_every_offer_is_free_good_ahead_and_on_a_day_of_its_own(
    wishes: frozenset[str], now: datetime, taken: list[tuple[timedelta, int]], minutes: int
) -> None:
    busy = [Busy(now + after, length) for after, length in taken]

    found = offers(Wanted(wishes, minutes), busy, now, LONDON, year=YEAR)

    assert list(found) == sorted(found)
    days = [at.astimezone(LONDON).date() for at in found]
    assert len(set(days)) == len(days) <= 3
    for at in found:
        assert at >= now + NOTICE
        assert fits(at, wishes or {"after_school"}, LONDON, year=YEAR)
        assert is_free(at, minutes, busy)
        assert at.astimezone(LONDON).date() not in YEAR.bank_holidays


def test_after_school_is_not_in_school_hours() -> None:
    found = offers(Wanted(frozenset({"after_school"})), [], MONDAY, LONDON, year=YEAR)

    assert [f"{at.astimezone(LONDON):%a %H:%M}" for at in found] == [
        "Tue 15:30",
        "Wed 15:30",
        "Thu 15:30",
    ]


def test_the_time_of_day_of_the_meeting_is_kept_where_it_can_be() -> None:
    wanted = Wanted(frozenset({"after_school"}), clock=time(16, 30))
    at_half_past = Busy(datetime(2026, 12, 8, 16, 30, tzinfo=LONDON), 60)

    found = offers(wanted, [at_half_past], MONDAY, LONDON, year=YEAR)

    said = [f"{at.astimezone(LONDON):%a %H:%M}" for at in found]
    assert said == ["Wed 16:30", "Thu 16:30", "Fri 16:30"]


def test_not_this_week_begins_on_monday() -> None:
    wanted = another_week(Wanted(frozenset({"after_school"})), MONDAY, LONDON)

    found = offers(wanted, [], MONDAY, LONDON, year=YEAR)

    assert found[0].astimezone(LONDON).date() == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("at", "wishes", "good"),
    [
        (datetime(2026, 12, 8, 16, tzinfo=LONDON), {"after_school"}, True),
        (datetime(2026, 12, 8, 11, tzinfo=LONDON), {"after_school"}, False),
        (datetime(2026, 12, 8, 11, tzinfo=LONDON), {"mornings"}, True),
        (datetime(2026, 12, 12, 11, tzinfo=LONDON), {"weekends"}, True),
        (datetime(2026, 12, 12, 11, tzinfo=LONDON), {"after_school"}, False),
        (datetime(2026, 12, 22, 11, tzinfo=LONDON), {"holidays"}, True),
        (datetime(2026, 12, 8, 11, tzinfo=LONDON), {"holidays"}, False),
        (datetime(2026, 12, 8, 11, tzinfo=LONDON), set(), True),
    ],
)
def test_a_time_is_held_against_what_they_called_good(
    at: datetime, wishes: set[str], good: bool
) -> None:
    assert fits(at, wishes, LONDON, year=YEAR) is good


@given(MOMENTS, st.integers(10, 240), st.integers(-600, 600), st.integers(10, 240))
def test_room_is_left_on_both_sides_or_there_is_none(
    start: datetime, minutes: int, after: int, length: int
) -> None:
    other = start + timedelta(minutes=after)
    before = start - (other + timedelta(minutes=length))
    gap = max(other - (start + timedelta(minutes=minutes)), before)

    assert Busy(start, minutes).leaves_room_for(other, length) is (gap >= APART)
