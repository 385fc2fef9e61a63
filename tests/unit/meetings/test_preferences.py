"""One young person's reminders: their times, their quiet days, and never too many."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.meetings.caps import NO_CAPS, Caps, allows
from bot.meetings.planning import Meeting, Reason
from bot.meetings.preferences import (
    USUAL_TIMES,
    Preferences,
    TextTimes,
    parse_evening,
    plan_reminders,
    quiet_for,
)
from bot.meetings.quiet_hours import QuietHours, QuietTimes, is_quiet, last_allowed, next_allowed
from bot.meetings.school_year import SchoolYear, shipped

LONDON = ZoneInfo("Europe/London")
NIGHT = QuietHours(time(20), time(9))
TUESDAY_4PM = datetime(2026, 12, 8, 16, tzinfo=LONDON)
LONG_BEFORE = datetime(2026, 11, 27, 12, tzinfo=LONDON)


def local(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%a %d %b %H:%M}"


def planned(
    times: TextTimes = USUAL_TIMES,
    *,
    starts_at: datetime = TUESDAY_4PM,
    now: datetime = LONG_BEFORE,
    weekly: bool = False,
    wish: str | None = None,
    caps: Caps = NO_CAPS,
    taken: tuple[date, ...] = (),
) -> list[str]:
    quiet = quiet_for(times, NIGHT, shipped())
    wanted = Preferences(wish=wish, times=times, quiet=quiet, caps=caps, taken=taken)
    plan = plan_reminders(Meeting(starts_at, LONDON, weekly=weekly), wanted, now)
    return [local(text.due_at) for text in plan.texts]


def test_three_days_and_the_evening_before_unless_they_said_otherwise() -> None:
    assert planned() == ["Sat 05 Dec 16:00", "Mon 07 Dec 18:00"]


def test_the_evening_text_goes_at_the_time_they_chose() -> None:
    assert planned(TextTimes(evening_at=time(19, 30)))[1] == "Mon 07 Dec 19:30"


def test_two_hours_before_is_one_more() -> None:
    assert planned(TextTimes(two_hours=True))[2] == "Tue 08 Dec 14:00"


def test_a_weekly_meeting_gets_only_the_evening_before() -> None:
    assert planned(weekly=True) == ["Mon 07 Dec 18:00"]


def test_who_asked_for_no_reminders_gets_none() -> None:
    assert planned(wish="none") == []


def test_no_texts_at_weekends_sends_it_on_the_monday() -> None:
    assert planned(TextTimes(no_weekends=True)) == ["Mon 07 Dec 09:00", "Mon 07 Dec 18:00"]


def test_no_texts_in_school_hours_waits_for_the_bell() -> None:
    assert planned(TextTimes(school_hours=True, two_hours=True))[2] == "Tue 08 Dec 15:30"


def test_school_hours_are_no_hush_in_the_holidays() -> None:
    after_christmas = datetime(2026, 12, 29, 16, tzinfo=LONDON)

    times = TextTimes(school_hours=True, two_hours=True)

    assert planned(times, starts_at=after_christmas)[-1] == "Tue 29 Dec 14:00"


def test_no_texts_in_the_holidays_is_told_before_they_begin() -> None:
    first_day_back = datetime(2027, 1, 4, 11, tzinfo=LONDON)

    texts = planned(TextTimes(no_holidays=True), starts_at=first_day_back)

    assert texts == ["Fri 18 Dec 19:59", "Mon 04 Jan 09:00"]


def test_their_own_night_replaces_the_usual_one() -> None:
    late = TextTimes(night="22:00-08:00", evening_at=time(21, 15))

    assert planned(late)[1] == "Mon 07 Dec 21:15"


def test_a_night_and_a_school_day_that_leave_no_time_are_refused() -> None:
    with pytest.raises(BadInput, match="no time"):
        quiet_for(TextTimes(night="15:00-08:45", school_hours=True), NIGHT, shipped())


def test_on_a_leap_day_the_days_before_are_counted_by_the_calendar() -> None:
    leap_day = datetime(2028, 2, 29, 10, tzinfo=LONDON)

    assert planned(starts_at=leap_day, now=leap_day - timedelta(days=9)) == [
        "Sat 26 Feb 10:00",
        "Mon 28 Feb 18:00",
    ]


@pytest.mark.parametrize("fold", [0, 1])
def test_a_meeting_at_half_past_one_when_the_clocks_go_back(fold: int) -> None:
    start = datetime(2026, 10, 25, 1, 30, fold=fold, tzinfo=LONDON)

    texts = planned(starts_at=start, now=start - timedelta(days=9))

    assert texts == ["Thu 22 Oct 09:00", "Sat 24 Oct 18:00"]


def test_with_room_for_one_text_the_one_nearest_to_the_meeting_stays() -> None:
    caps, monday = Caps(per_week=2), date(2026, 12, 7)

    assert planned(caps=caps, taken=(monday - timedelta(days=4),)) == ["Mon 07 Dec 18:00"]
    assert planned(caps=Caps(per_day=1), taken=(monday,)) == ["Sat 05 Dec 16:00"]


def test_what_the_caps_leave_out_says_so() -> None:
    caps, wanted = Caps(per_week=1), Meeting(TUESDAY_4PM, LONDON)

    result = plan_reminders(wanted, Preferences(caps=caps, quiet=NIGHT), LONG_BEFORE)

    assert [(left.lead, left.reason) for left in result.dropped] == [("3d", Reason.ENOUGH)]


@pytest.mark.parametrize("text", ["15:59", "22:00", "soon", "24:00"])
def test_refuses_an_evening_that_is_none(text: str) -> None:
    with pytest.raises(BadInput, match="evening"):
        parse_evening(text)


def test_reads_an_evening() -> None:
    assert (parse_evening("19:30"), parse_evening(" ")) == (time(19, 30), None)


days = st.dates(date(2026, 1, 1), date(2026, 2, 28))


@given(st.lists(days, max_size=40), st.integers(0, 3), st.integers(0, 5))
def test_caps_hold_on_every_day_and_in_any_seven(asked: list[date], day: int, week: int) -> None:
    caps, taken = Caps(day, week), list[date]()
    for wanted in asked:
        if allows(caps, taken, wanted):
            taken.append(wanted)

    for first in taken:
        seven = [when for when in taken if first <= when < first + timedelta(days=7)]
        assert not week or len(seven) <= week
        assert not day or max(Counter(seven).values()) <= day
    assert len(taken) == len(asked) or not caps.off


YEAR = SchoolYear(
    frozenset({date(2026, 5, 4), date(2026, 5, 25)}),
    ((date(2026, 1, 5), date(2026, 2, 13)), (date(2026, 2, 23), date(2026, 3, 27))),
    (date(2026, 1, 1), date(2026, 4, 12)),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
all_times = st.builds(
    TextTimes,
    evening_at=st.sampled_from([None, time(16), time(19, 30), time(21, 45)]),
    two_hours=st.booleans(),
    night=st.sampled_from([None, "20:00-09:00", "22:30-07:00", "01:00-02:00"]),
    school_hours=st.booleans(),
    no_weekends=st.booleans(),
    no_holidays=st.booleans(),
)


@given(moments, all_times)
def test_the_next_and_the_last_time_allowed_are_never_quiet(at: datetime, times: TextTimes) -> None:
    quiet = quiet_for(times, NIGHT, YEAR)

    later, earlier = next_allowed(at, quiet, LONDON), last_allowed(at, quiet, LONDON)

    assert earlier <= at <= later
    assert not is_quiet(later, quiet, LONDON)
    assert not is_quiet(earlier, quiet, LONDON)


@given(
    now=moments,
    ahead=st.timedeltas(timedelta(hours=-2), timedelta(days=20)),
    times=all_times,
    wish=st.sampled_from([None, "evening_before", "same_morning", "two_hours", "both_days"]),
    weekly=st.booleans(),
    caps=st.builds(Caps, st.integers(0, 2), st.integers(0, 4)),
    ago=st.lists(st.integers(-7, 20), max_size=6),
)
def test_no_text_is_quiet_late_doubled_too_many_or_unexplained(
    now: datetime,
    ahead: timedelta,
    times: TextTimes,
    wish: str | None,
    weekly: bool,
    caps: Caps,
    ago: list[int],
) -> None:
    quiet = quiet_for(times, NIGHT, YEAR)
    taken = list[date]()
    for days_on in ago:
        day = (now + timedelta(days=days_on)).astimezone(LONDON).date()
        if allows(caps, taken, day):
            taken.append(day)
    meeting = Meeting(now + ahead, LONDON, weekly=weekly)
    wanted = Preferences(wish, times, quiet, caps=caps, taken=tuple(taken))

    result = plan_reminders(meeting, wanted, now)

    for text in result.texts:
        assert not is_quiet(text.due_at, quiet, LONDON)
        assert now <= text.due_at < text.not_after < meeting.starts_at
        day = text.due_at.astimezone(LONDON).date()
        assert allows(caps, taken, day)
        taken.append(day)
    for first, second in pairwise(result.texts):
        assert second.due_at - first.due_at >= timedelta(hours=1)
    told = [text.lead for text in result.texts] + [left.lead for left in result.dropped]
    asked = [lead.key for lead in wanted.leads(weekly=weekly)]
    assert set(asked) <= set(told)
    assert len(told) == len(set(told))


def test_planning_one_persons_reminders_takes_less_than_a_millisecond() -> None:
    times = TextTimes(time(19), True, None, True, True, True)
    wanted = Preferences(
        times=times, quiet=quiet_for(times, NIGHT, shipped()), caps=Caps(3, 5), taken=()
    )
    began = process_time()
    for _ in range(200):
        plan_reminders(Meeting(TUESDAY_4PM, LONDON), wanted, LONG_BEFORE)

    assert (process_time() - began) / 200 < 0.001


def test_quiet_times_are_a_value() -> None:
    assert QuietTimes(NIGHT, year=YEAR) == QuietTimes(NIGHT, year=YEAR)
