"""The whole measurement, once and short, with its real servers."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.bench import databases, floor, rows, turns
from bot.bench.commands import bench


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have few people write: how many does not change what is checked of each text."""
    for place in (floor, rows):
        monkeypatch.setattr(place, "PEOPLE", 400)
    monkeypatch.setattr(turns, "WARM_UP_TURNS", 80)


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_a_short_measurement_checks_every_text_and_tells_both_ratios() -> None:
    told = CliRunner().invoke(
        bench, ["turns", "--json", "--database", "sqlite", "--seconds", "0.3", "--rounds", "1"]
    )

    assert told.exit_code == 0, told.stderr
    measured = json.loads(told.stdout)
    assert measured["sqlite"]["turns_ratio"] > 0
    assert measured["sqlite"]["p95_ratio"] > 0
    assert measured["sqlite"]["cipher"]["turns_ratio"] > 0
    sides = [run["side"] for run in measured["runs"]]
    assert sides == [*["floor", "sayso"] * 3, "sealed", "plain"]


def test_without_postgresql_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(databases, "import_module", missing)

    told = CliRunner().invoke(bench, ["turns", "--database", "postgresql"])

    assert told.exit_code == 1
    assert "sayso[postgresql-server]" in told.stderr
