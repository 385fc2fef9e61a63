"""Statuses move forward, whatever order they are heard in."""

from __future__ import annotations

from functools import reduce
from itertools import permutations

import pytest

from bot.channels.twilio_status import later

HISTORIES = [
    ("accepted", "queued", "sending", "sent", "delivered"),
    ("queued", "sending", "sent", "undelivered"),
    ("queued", "failed"),
    ("scheduled", "canceled"),
    ("queued", "sent", "delivered", "read"),
    ("queued", "sent", "undelivered", "read"),
]


@pytest.mark.parametrize("history", HISTORIES, ids="-".join)
def test_every_order_and_every_repeat_ends_the_same(history: tuple[str, ...]) -> None:
    ends = {reduce(later, (*order, *order[:2])) for order in permutations(history)}

    assert ends == {history[-1]}


@pytest.mark.parametrize("outcome", ["delivered", "undelivered", "failed", "canceled"])
def test_an_outcome_is_replaced_by_read_alone(outcome: str) -> None:
    assert later(outcome, "sent") == outcome
    assert later(outcome, "delivered") == outcome
    assert later(outcome, "read") == "read"


def test_a_status_nobody_knows_changes_nothing() -> None:
    assert later("sent", "teleported") == "sent"


def test_a_status_of_our_own_gives_way_to_any_of_twilios() -> None:
    assert later("", "accepted") == "accepted"
