"""Every fault of a simulated year is counted: a judge that cannot find one proves nothing."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.bench.year.diary import Diary, Person, QuietSpell, Version
from bot.bench.year.judging import Row, Taken, judge

START = datetime(2028, 1, 18, 16, tzinfo=UTC)  # a Tuesday in winter: UTC is London
DUE = START - timedelta(days=3)
BOOKED = START - timedelta(days=9)
END = START  # before anything follows the meeting
TEXT = Taken("r1", "+999000000001", "See you", DUE)
ROW = Row("r1", "reminder", 7, 1, "3d", "sent", START - timedelta(hours=1), None, DUE, 1)
FIRST = Version(1, BOOKED, START, booked=True, leads={"3d": DUE})
CLEAN = {
    "planned": 1,
    "sent": 1,
    "stale": 0,
    "doubled": 0,
    "late": 0,
    "quiet_hours": 0,
    "cancelled": 0,
    "unexplained": 0,
    "opted_out": 0,
}


def a_diary(*versions: Version, **person: object) -> Diary:
    night = QuietSpell(BOOKED, time(20), time(9))
    somebody = replace(Person(1, TEXT.to, quiet=[night]), **person)  # type: ignore[arg-type]
    return Diary({1: somebody}, {7: list(versions or (FIRST,))}, {7: 1})


def found(diary: Diary, *texts: Taken, row: Row = ROW) -> dict[str, int]:
    figures = asdict(judge(diary, texts or (TEXT,), [row], end=END))
    assert len(figures.pop("lost")) == figures["unexplained"]  # each is named
    return {name: number for name, number in figures.items() if number != CLEAN[name]}


def test_a_year_in_which_all_went_well_has_no_faults() -> None:
    assert found(a_diary()) == {}


def test_a_text_about_a_time_that_no_longer_holds_is_stale() -> None:
    moved = Version(2, DUE - timedelta(hours=1), START + timedelta(days=2), booked=True)

    assert found(a_diary(FIRST, moved)) == {"stale": 1, "planned": 0}


def test_a_reminder_of_a_meeting_called_off_is_cancelled() -> None:
    called_off = Version(2, DUE - timedelta(hours=1), START, booked=False)

    assert found(a_diary(FIRST, called_off)) == {"cancelled": 1, "planned": 0}


def test_the_same_text_twice_is_doubled() -> None:
    assert found(a_diary(), TEXT, TEXT) == {"doubled": 1, "sent": 2}


@pytest.mark.parametrize("at", [START, START - timedelta(minutes=30)])
def test_a_text_after_its_time_is_late(at: datetime) -> None:
    assert found(a_diary(), replace(TEXT, at=at)) == {"late": 1}


@pytest.mark.parametrize("hour", [8, 20, 23])
def test_a_text_at_night_is_counted(hour: int) -> None:
    assert found(a_diary(), replace(TEXT, at=DUE.replace(hour=hour))) == {"quiet_hours": 1}


def test_a_text_on_a_day_they_wanted_free_is_counted() -> None:
    free = QuietSpell(BOOKED, time(20), time(9), no_weekends=True)

    assert found(a_diary(quiet=[free])) == {"quiet_hours": 1}


def test_a_text_to_somebody_who_left_is_counted() -> None:
    assert found(a_diary(away=[(BOOKED, None)])) == {"opted_out": 1}


def test_a_wanted_text_with_neither_text_nor_reason_is_unexplained() -> None:
    waits = replace(ROW, ref="another", state="queued")

    assert found(a_diary(), row=waits) == {"sent": 0, "unexplained": 1}
    assert found(a_diary(), row=replace(waits, state="void", why="too late")) == {"sent": 0}
