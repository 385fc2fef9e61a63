"""Periods are read from settings as people write them, and counted by the calendar."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import SettingsError
from bot.privacy.retention import DEFAULTS, Kind, Period, parse_period
from bot.settings import Settings, sample

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "before"),
    [
        ("90d", datetime(2026, 9, 1, 3, 0, tzinfo=UTC)),
        ("13m", datetime(2025, 10, 30, 3, 0, tzinfo=UTC)),
        ("6y", datetime(2020, 11, 30, 3, 0, tzinfo=UTC)),
    ],
)
def test_a_period_goes_back_by_the_calendar(written: str, before: datetime) -> None:
    assert parse_period(written).before(NOW) == before


@pytest.mark.parametrize("written", ["", "0d", "90", "d90", "3w", "-1d", "for ever"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="90d"):
        parse_period(written)


def test_every_kind_has_a_default_and_a_setting() -> None:
    assert set(DEFAULTS) == set(Kind)
    given = Settings.from_environment({**sample(), "SAYSO_RETAIN_TEXTS": "30d"})
    assert given.retention.of(Kind.TEXTS) == Period(30, "d")
    assert given.retention.of(Kind.AUDIT) == DEFAULTS[Kind.AUDIT]


def test_what_was_said_for_totals_is_never_kept_longer_than_a_week() -> None:
    with pytest.raises(SettingsError, match="within 7 days"):
        Settings.from_environment({**sample(), "SAYSO_RETAIN_PRIVATE_TEXTS": "8d"})
