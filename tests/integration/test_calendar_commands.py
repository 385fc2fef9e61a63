"""The commands about series, a worker's calendar, planning anew, and the simulated year."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.settings import sample
from tests.integration.test_commands import CONTACT, only_line, run

WORKER = ("--worker", "sam@example.org")


@pytest.fixture
def stocked(tmp_path: Path) -> dict[str, str]:
    """Return settings over a migrated SQLite with one worker."""
    made = {**sample(), "SAYSO_DATABASE_URL": f"sqlite:///{tmp_path / 'sayso.db'}"}
    assert run(made, "migrate").exit_code == 0
    run(made, "user", "add", "--email", "sam@example.org", "--role", "worker")
    return made


def test_a_series_prints_its_id_and_a_bad_rule_says_what_to_mend(stocked: dict[str, str]) -> None:
    contact_id = only_line(run(stocked, *CONTACT))
    asked = ("series", "add", "--contact", contact_id, *WORKER, "--place", "cafe")

    booked = run(stocked, *asked, "--at", "2099-03-02T16:00", "--rule", "FREQ=MONTHLY;COUNT=3")
    endless = run(stocked, *asked, "--at", "2099-03-03T16:00", "--rule", "FREQ=MONTHLY")

    assert only_line(booked).isdigit()
    assert (endless.exit_code, endless.stdout) == (2, "")
    assert "say when the series ends" in endless.stderr


def test_a_calendar_address_is_private_and_can_be_ended(stocked: dict[str, str]) -> None:
    link = only_line(run(stocked, "calendar", "link", *WORKER))

    assert re.fullmatch(r"http://localhost:8000/calendar/[\w-]{22}\.ics", link)
    assert run(stocked, "calendar", "end", *WORKER).exit_code == 0


def test_planning_anew_says_of_how_many(stocked: dict[str, str]) -> None:
    assert "0 meetings" in run(stocked, "replan").stderr


def test_a_simulated_year_gives_its_figures_alone(stocked: dict[str, str]) -> None:
    result = run(stocked, "bench", "year", "--young-people", "1", "--seed", "2", "--json")

    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(figures) >= {"planned", "sent", "stale", "doubled", "late", "unexplained"}
    assert figures["stale"] == figures["quiet_hours"] == figures["cancelled"] == 0
