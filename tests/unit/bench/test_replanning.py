"""The measurement of planning anew plans what it says, on a handful of meetings."""

from __future__ import annotations

from bot.bench.replanning import measure, plan_one


def test_an_earlier_evening_changes_the_texts_of_every_meeting() -> None:
    found = measure(12)

    assert (found.meetings, found.changed) == (12, 12)


def test_one_meeting_is_planned_and_timed() -> None:
    assert plan_one(rounds=3) > 0
