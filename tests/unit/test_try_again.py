"""How often, and when, a text goes again: the table of codes decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.twilio_errors import known_codes
from bot.services.try_again import SPACED, backoff, goes_again_at, most_attempts, pause
from tests.factories import BEGINNING

HOUR = timedelta(hours=1)


def test_what_never_reached_the_provider_is_offered_for_longer_than_an_hour() -> None:
    waited = sum((backoff(n) for n in range(1, most_attempts(None))), timedelta())

    assert waited > 20 * HOUR


@pytest.mark.parametrize(("code", "offers"), [("30003", 3), ("30008", 2), ("99999", 2)])
def test_what_did_not_arrive_goes_again_as_often_as_its_code_allows(code: str, offers: int) -> None:
    times = [goes_again_at(code, attempts=n, not_after=None, now=BEGINNING) for n in range(1, 5)]

    assert [time is not None for time in times] == [n < offers for n in range(1, 5)]


def test_nothing_goes_again_after_its_time() -> None:
    soon = BEGINNING + SPACED

    assert goes_again_at("30003", attempts=1, not_after=soon, now=BEGINNING) is None
    assert goes_again_at("30003", attempts=1, not_after=soon + HOUR, now=BEGINNING) == soon


@pytest.mark.parametrize(
    "code", sorted(c for c, e in known_codes().items() if e.group != "transient")
)
def test_what_is_final_never_goes_again(code: str) -> None:
    assert goes_again_at(code, attempts=1, not_after=None, now=BEGINNING) is None


@given(st.integers(1, 200), st.booleans(), st.floats(0, 1, exclude_max=True), st.integers(0, 4000))
def test_a_pause_grows_a_little_by_chance_and_keeps_to_what_the_provider_asks(
    attempts: int, urgent: bool, drawn: float, asked: int
) -> None:
    asked_for = timedelta(seconds=asked)

    found = pause(attempts, urgent=urgent, asked_for=asked_for, drawn=drawn)

    usual = backoff(attempts, urgent=urgent)
    assert usual <= found or asked_for == found
    assert found >= asked_for
    assert found <= max(usual * 1.25, asked_for)
