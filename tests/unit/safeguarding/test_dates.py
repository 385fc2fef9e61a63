"""What fails the check, what is a warning, and when."""

from __future__ import annotations

from datetime import date, timedelta

from bot.safeguarding.dates import faults, warnings
from bot.safeguarding.signposts import ALWAYS, load

CHECKED = date(2026, 11, 22)


def keys(found: object) -> list[str]:
    return [one.key for one in found]  # type: ignore[attr-defined]


def test_what_was_checked_within_six_months_is_no_fault_and_warns_for_thirty_days() -> None:
    assert faults(CHECKED) == warnings(CHECKED) == ()
    last_quiet = CHECKED + timedelta(days=153)
    assert warnings(last_quiet) == ()
    soon = last_quiet + timedelta(days=1)
    assert faults(soon) == ()
    assert keys(warnings(soon)) == ["emergency", "childline", "shout", "runaway", "fearless"]


def test_over_six_months_every_dated_place_is_a_fault_999_and_childline_too() -> None:
    found = faults(CHECKED + timedelta(days=184))
    assert keys(found) == ["emergency", "childline", "shout", "runaway", "fearless"]
    assert set(keys(found)) >= ALWAYS
    assert {one.code for one in found} == {"stale_signpost"}
    assert all("last checked on 2026-11-22" in one.message for one in found)


def test_a_place_nobody_ever_checked_is_neither() -> None:
    never = [one for one in load() if one.checked is None]
    assert never
    assert faults(date(2040, 1, 1), never) == warnings(CHECKED, never) == ()
