"""One young person's week: whatever asks, in whatever order, it never holds more than it may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from bot.conversation.budget import WEEK, Caps, Sitting, Wanted, earliest, next_text

NOW = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FLOWS = {
    "how-things-are": (5, timedelta(0)),
    "after-meeting": (3, timedelta(days=28)),
    "about-you": (1, timedelta(0)),
    "my-review": (5, timedelta(0)),
}


def test_a_second_sitting_waits_for_another_week() -> None:
    past = [Sitting("good-place", NOW - DAY, 5)]

    assert earliest(past, Wanted("my-review", 5), NOW) == NOW - DAY + WEEK
    assert earliest(past, Wanted("ideas", 0), NOW) == NOW


def test_one_question_may_ride_on_a_short_sitting_and_on_no_long_one() -> None:
    ride = Wanted("about-you", 1, rides_on=True)

    assert earliest([Sitting("after-meeting", NOW, 3)], ride, NOW) == NOW
    assert earliest([Sitting("good-place", NOW, 5)], ride, NOW) > NOW


def test_after_a_meeting_they_are_asked_once_in_four_weeks() -> None:
    past = [Sitting("after-meeting", NOW - 10 * DAY, 3)]

    assert earliest(past, Wanted("after-meeting", 3, 28 * DAY), NOW) == NOW + 18 * DAY


def test_texts_share_one_cap() -> None:
    sent = [NOW - timedelta(hours=hours) for hours in (1, 2, 30)]

    assert next_text(sent, Caps(per_day=3, per_week=5), NOW) == NOW
    assert next_text(sent, Caps(per_day=2), NOW) == NOW + timedelta(hours=22)
    assert next_text(sent, Caps(per_week=3), NOW) == NOW - timedelta(hours=30) + WEEK
    assert next_text(sent, Caps(), NOW) == NOW


def test_texts_due_weeks_ahead_take_nothing_from_today() -> None:
    weekly = [NOW + timedelta(days=3 + 7 * week) for week in range(30)]

    assert next_text(weekly, Caps(per_day=1, per_week=2), NOW) == NOW
    assert next_text(weekly[:1], Caps(per_week=1), NOW) == NOW + timedelta(days=3) + WEEK


def test_a_year_of_one_life_never_breaks_the_week() -> None:
    for seed in range(20):
        draw, past = Random(seed), list[Sitting]()
        for hour in range(0, 365 * 24, 3):
            now = NOW + timedelta(hours=hour)
            flow = draw.choice(list(FLOWS))
            questions, rest = FLOWS[flow]
            rides_on = bool(past) and past[-1].begun_at == now
            wanted = Wanted(flow, questions, rest, rides_on)
            if earliest(past, wanted, now) == now:
                past.append(Sitting(flow, now, questions))
        for one in past:
            week = [s for s in past if one.begun_at <= s.begun_at < one.begun_at + WEEK]
            assert len({s.begun_at for s in week}) == 1
            assert sum(s.questions for s in week) <= 5
        meetings = [s.begun_at for s in past if s.flow == "after-meeting"]
        assert all(b - a >= 28 * DAY for a, b in pairwise(meetings))
        assert len(past) > 40
