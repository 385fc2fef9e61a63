"""Lead times: written by people, counted by the calendar where the meeting is."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import BadInput
from bot.meetings.lead_times import DEFAULT_LEADS, Lead, parse_lead, send_at, wished_leads

LONDON = ZoneInfo("Europe/London")


def london(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(fold=fold, tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("3d", Lead("3d", days=3)),
        (" 2H ", Lead("2h", elapsed=timedelta(hours=2))),
        ("30m", Lead("30m", elapsed=timedelta(minutes=30))),
        ("1w", Lead("1w", days=7)),
        ("evening", Lead("evening", days=1, at=time(18))),
        ("evening@19:30", Lead("evening@19:30", days=1, at=time(19, 30))),
        ("Evening@7:30", Lead("evening@07:30", days=1, at=time(7, 30))),
        ("morning", Lead("morning", at=time(9))),
        ("evening@00:00", Lead("evening@00:00", days=1, at=time(0))),
    ],
)
def test_reads_a_lead_time(text: str, lead: Lead) -> None:
    assert parse_lead(text) == lead


@pytest.mark.parametrize(
    "text",
    ["", "3", "d", "0d", "-1d", "3 days", "9w", "99999h", "evening@24:00", "morning@9", "٣d"],
)
def test_refuses_what_is_no_lead_time(text: str) -> None:
    with pytest.raises(BadInput):
        parse_lead(text)


def test_the_default_is_three_days_and_the_evening_before() -> None:
    assert [lead.key for lead in DEFAULT_LEADS] == ["3d", "evening"]
    assert wished_leads(None) == DEFAULT_LEADS


def test_a_weekly_meeting_gets_only_the_evening_before() -> None:
    assert [lead.key for lead in wished_leads(None, weekly=True)] == ["evening"]


@pytest.mark.parametrize(
    ("lead", "starts_at", "due"),
    [
        ("3d", london("2026-03-30 16:00"), london("2026-03-27 16:00")),
        ("3d", london("2026-10-26 16:00"), london("2026-10-23 16:00")),
        ("1w", london("2028-03-07 10:00"), london("2028-02-29 10:00")),
        ("1d", london("2028-03-01 10:00"), london("2028-02-29 10:00")),
        ("evening", london("2026-03-29 10:00"), london("2026-03-28 18:00")),
        ("evening", london("2026-10-25 10:00"), london("2026-10-24 18:00")),
        ("evening", london("2026-12-01 00:30"), london("2026-11-30 18:00")),
        ("morning", london("2026-12-01 15:00"), london("2026-12-01 09:00")),
        ("2h", london("2026-12-01 15:00"), london("2026-12-01 13:00")),
    ],
    ids=[
        "3 days over the spring change",
        "3 days over the autumn change",
        "a week back to 29 February",
        "a day back to 29 February",
        "evening before the spring change",
        "evening before the autumn change",
        "evening before a meeting after midnight",
        "same morning",
        "two hours",
    ],
)
def test_keeps_the_time_on_the_clock(lead: str, starts_at: datetime, due: datetime) -> None:
    assert send_at(parse_lead(lead), starts_at, LONDON) == due


def test_days_before_the_hour_that_comes_twice_keep_its_clock_time() -> None:
    second = london("2026-10-25 01:30", fold=1)

    assert send_at(parse_lead("1d"), second, LONDON) == london("2026-10-24 01:30")


def test_a_day_before_that_lands_in_the_skipped_hour_is_still_a_time() -> None:
    due = send_at(parse_lead("1d"), london("2026-03-30 01:30"), LONDON)

    assert due == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_half_an_hour_is_half_an_hour_across_both_changes() -> None:
    for start in (london("2026-03-29 02:15"), london("2026-10-25 01:15", fold=1)):
        assert start - send_at(parse_lead("30m"), start, LONDON) == timedelta(minutes=30)


def test_counts_in_the_zone_of_the_meeting_not_of_the_start_given() -> None:
    start = london("2026-07-01 10:00").astimezone(ZoneInfo("America/New_York"))

    assert send_at(parse_lead("evening"), start, LONDON) == london("2026-06-30 18:00")
