"""Whether alerting works: what the young person is told, and what the outside monitor is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.safeguarding.alerting import Pulse, Route, is_whole, reaches_somebody

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATELY, LONG_AGO = NOW - timedelta(seconds=10), NOW - timedelta(minutes=5)
GOOD = Route("sms", sent_at=LATELY)
STUCK = Route("email", waiting_since=LONG_AGO)
REFUSED = Route("email", refused_at=LATELY, sent_at=LONG_AGO)


@pytest.mark.parametrize(
    ("pulse", "reaches", "whole"),
    [
        (Pulse(LATELY), True, True),
        (Pulse(None), False, False),
        (Pulse(LONG_AGO), False, False),
        (Pulse(NOW + timedelta(days=1)), False, False),
        (Pulse(LATELY, anybody=False), False, False),
        (Pulse(LATELY, (GOOD,)), True, True),
        (Pulse(LATELY, (GOOD, STUCK)), True, False),
        (Pulse(LATELY, (GOOD, REFUSED)), True, False),
        (Pulse(LATELY, (STUCK,)), False, False),
        (Pulse(LATELY, (Route("sms", refused_at=LONG_AGO, sent_at=LATELY),)), True, True),
        (Pulse(LATELY, (Route("sms", waiting_since=LATELY),)), True, True),
    ],
    ids=[
        "nothing to tell yet",
        "no worker ever",
        "the worker is gone",
        "a clock ran ahead",
        "nobody to tell",
        "it goes",
        "one route is stuck",
        "one route refuses",
        "all is stuck",
        "it goes again after a refusal",
        "just written",
    ],
)
def test_one_route_reaches_somebody_and_the_monitor_wants_them_all(
    pulse: Pulse, reaches: bool, whole: bool
) -> None:
    assert reaches_somebody(pulse, NOW) is reaches
    assert is_whole(pulse, NOW) is whole
