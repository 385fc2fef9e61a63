"""The sample week: meetings before and after now, and one reminder that is due at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.people import sample_people
from bot.demo.week import REMINDED, reminder_due, sample_week
from bot.meetings.lead_times import parse_lead, send_at

LONDON = ZoneInfo("Europe/London")
MOMENTS = {
    "afternoon": datetime(2026, 11, 23, 15, 4, 20, tzinfo=LONDON),
    "just before a minute": datetime(2026, 11, 23, 15, 4, 58, tzinfo=LONDON),
    "just before midnight": datetime(2026, 11, 23, 23, 59, 57, tzinfo=LONDON),
    "the night the clocks change": datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
    "a Sunday": datetime(2026, 11, 22, 11, 0, tzinfo=LONDON),
    "late on a Sunday": datetime(2026, 11, 22, 22, 30, tzinfo=LONDON),
}


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_one_reminder_is_due_within_about_a_minute_and_not_before_now(now: datetime) -> None:
    (meeting,) = (each for each in sample_week(now) if each.nickname == REMINDED)
    (lead,) = meeting.leads

    due = send_at(parse_lead(lead), meeting.starts_at, LONDON)

    assert due == reminder_due(now)
    assert timedelta(seconds=5) < due - now <= timedelta(seconds=65)


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_the_meeting_reminded_of_is_in_the_days_ahead_that_my_week_shows(now: datetime) -> None:
    (meeting,) = (each for each in sample_week(now) if each.nickname == REMINDED)

    assert meeting.starts_at > now + timedelta(hours=1)
    assert meeting.starts_at.date() < now.date() + timedelta(days=7)


def test_both_workers_have_meetings_behind_and_ahead_of_them() -> None:
    now = MOMENTS["afternoon"]
    workers = {p.nickname: p.worker.name for p in sample_people() if p.worker}

    seen = {(workers[each.nickname], each.starts_at > now) for each in sample_week(now)}

    assert seen == {("Jo", True), ("Jo", False), ("Sam", True), ("Sam", False)}


def test_some_have_replied_in_each_of_the_three_ways() -> None:
    replies = {each.reply for each in sample_week(MOMENTS["afternoon"])}

    assert replies == {None, "coming", "change", "cannot"}
