"""Reminders of one meeting: at the right time, never quiet, never late, never twice."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.lead_times import DEFAULT_LEADS, parse_lead
from bot.meetings.planning import CATCH_UP, CATCH_UP_DELAY, Dropped, Meeting, Plan, Reason, plan
from bot.meetings.quiet_hours import NO_QUIET_HOURS, QuietHours, is_quiet
from bot.meetings.wording import Style, Wording

LONDON = ZoneInfo("Europe/London")
NIGHT = QuietHours(time(20), time(9))
TUESDAY_4PM = datetime(2026, 6, 16, 16, tzinfo=LONDON)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=LONDON)


def planned(
    starts_at: datetime,
    now: datetime,
    *leads: str,
    quiet: QuietHours = NIGHT,
    style: Style = Style.FULL,
) -> Plan:
    chosen = [parse_lead(lead) for lead in leads] or DEFAULT_LEADS
    return plan(Meeting(starts_at, LONDON, style), chosen, quiet, now=now)


def test_reminds_three_days_before_and_the_evening_before() -> None:
    texts = planned(TUESDAY_4PM, at(1, 12)).texts

    assert [(text.lead, text.due_at, text.wording) for text in texts] == [
        ("3d", at(13, 16), Wording.CHANGE),
        ("evening", at(15, 18), Wording.EVE),
    ]


def test_a_text_that_says_tomorrow_is_void_at_midnight() -> None:
    assert planned(TUESDAY_4PM, at(1, 12)).texts[1].not_after == at(16, 0)


def test_the_last_text_is_void_a_quarter_of_an_hour_before() -> None:
    assert planned(TUESDAY_4PM, at(1, 12), "2h").texts[0].not_after == at(16, 15, 45)


def test_an_earlier_text_is_void_halfway_to_the_next() -> None:
    first, second = planned(TUESDAY_4PM, at(1, 12)).texts

    assert first.not_after == first.due_at + (second.due_at - first.due_at) / 2


def test_a_lead_already_past_is_left_out_and_says_so() -> None:
    result = planned(TUESDAY_4PM, at(14, 12))

    assert [text.lead for text in result.texts] == ["evening"]
    assert result.dropped == (Dropped("3d", Reason.PASSED),)


def test_a_meeting_booked_inside_every_lead_gets_one_text_at_once() -> None:
    result = planned(TUESDAY_4PM, at(16, 12))

    assert [(text.lead, text.due_at) for text in result.texts] == [
        (CATCH_UP, at(16, 12) + CATCH_UP_DELAY)
    ]
    assert result.texts[0].wording is Wording.EVE


def test_nobody_is_texted_about_a_meeting_about_to_begin() -> None:
    result = planned(TUESDAY_4PM, at(16, 15, 30))

    assert result.texts == ()
    assert result.dropped[-1] == Dropped(CATCH_UP, Reason.TOO_SOON)


def test_a_meeting_booked_at_night_is_reminded_of_in_the_morning() -> None:
    assert [text.due_at for text in planned(at(16, 11), at(15, 23)).texts] == [at(16, 9)]


def test_a_meeting_first_thing_booked_at_night_is_not_reminded_of_and_says_why() -> None:
    result = planned(at(16, 9), at(15, 23))

    assert result.texts == ()
    assert result.dropped[-1] == Dropped(CATCH_UP, Reason.QUIET)


def test_planning_anew_does_not_text_again() -> None:
    meeting = Meeting(TUESDAY_4PM, LONDON)

    assert plan(meeting, DEFAULT_LEADS, NIGHT, now=at(16, 12), catch_up=False).texts == ()


def test_no_lead_times_mean_no_reminders() -> None:
    assert plan(Meeting(TUESDAY_4PM, LONDON), (), NIGHT, now=at(16, 12)) == Plan((), ())


def test_a_reminder_in_quiet_hours_waits_for_the_morning() -> None:
    assert planned(at(16, 10), at(1, 12), "2h").texts[0].due_at == at(16, 9)


def test_a_reminder_that_cannot_wait_goes_before_the_quiet_hours() -> None:
    assert planned(at(16, 9), at(1, 12), "2h").texts[0].due_at == at(15, 19, 59)


def test_an_evening_chosen_within_quiet_hours_stays_an_evening() -> None:
    assert planned(TUESDAY_4PM, at(1, 12), "evening@21:00").texts[0].due_at == at(15, 19, 59)


def test_two_within_the_hour_become_one() -> None:
    result = planned(at(16, 18, 30), at(1, 12), "1d", "evening")

    assert [text.lead for text in result.texts] == ["evening"]
    assert result.dropped == (Dropped("1d", Reason.MERGED),)


def test_a_morning_reminder_of_an_earlier_meeting_is_left_out() -> None:
    result = planned(at(16, 8), at(1, 12), "morning", "evening")

    assert [text.lead for text in result.texts] == ["evening"]
    assert result.dropped == (Dropped("morning", Reason.TOO_SOON),)


@pytest.mark.parametrize(
    ("style", "wordings"),
    [
        (Style.FULL, [Wording.CHANGE, Wording.EVE]),
        (Style.DISCREET, [Wording.CHANGE_DISCREET, Wording.EVE]),
        (Style.PLAIN, [Wording.PLAIN, Wording.PLAIN]),
    ],
)
def test_says_no_more_than_the_phone_is_safe_for(style: Style, wordings: list[Wording]) -> None:
    texts = planned(TUESDAY_4PM, at(1, 12), style=style).texts

    assert [text.wording for text in texts] == wordings


def test_the_evening_before_is_right_over_both_clock_changes() -> None:
    for month, day in ((3, 29), (10, 25)):
        start = datetime(2026, month, day, 11, tzinfo=LONDON)
        texts = planned(start, start - timedelta(days=9)).texts

        assert [text.due_at.astimezone(LONDON).hour for text in texts] == [11, 18]


def test_of_two_meetings_at_a_time_that_comes_twice_each_is_reminded_of_at_its_own() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    now = first - timedelta(days=1)

    due = [
        planned(start, now, "2h", quiet=NO_QUIET_HOURS).texts[0].due_at
        for start in (first, first.replace(fold=1))
    ]

    assert due[1] - due[0] == timedelta(hours=1)


MARCH = datetime(2026, 3, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(), timedelta(days=270)).map(lambda later: MARCH + later)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
quiets = st.one_of(
    st.sampled_from([NIGHT, NO_QUIET_HOURS]),
    st.builds(QuietHours, clocks, clocks),
)
some_leads = st.lists(
    st.sampled_from(["1w", "3d", "1d", "evening", "evening@21:00", "morning", "5h", "2h", "10m"]),
    unique=True,
    max_size=5,
)
notice = st.one_of(
    st.timedeltas(timedelta(hours=-2), timedelta(hours=30)),
    st.timedeltas(timedelta(), timedelta(days=20)),
)


@given(moments, notice, some_leads, quiets)
def test_no_text_is_quiet_late_past_doubled_or_unexplained(
    now: datetime, ahead: timedelta, keys: list[str], quiet: QuietHours
) -> None:
    meeting = Meeting(now + ahead, LONDON)

    result = plan(meeting, [parse_lead(key) for key in keys], quiet, now=now)

    for text in result.texts:
        assert not is_quiet(text.due_at, quiet, LONDON)
        assert now <= text.due_at < text.not_after < meeting.starts_at
    for first, second in pairwise(result.texts):
        assert second.due_at - first.due_at >= timedelta(hours=1)
        assert first.not_after < second.due_at
    told = [text.lead for text in result.texts] + [drop.lead for drop in result.dropped]
    assert sorted(told) == sorted({*keys, *(key for key in told if key == CATCH_UP)})
