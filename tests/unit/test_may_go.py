"""What the outbox lets through to somebody of whom a concern is open: why_not, rule by rule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.safeguarding.replies import fixed
from bot.services.deliver_outbox import why_not
from bot.store.dispatch import Due

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def a_due(**changes: Any) -> Due:
    usual = {
        "id": 1, "address_id": 1, "contact_id": 1, "kind": "reply", "channel": "sms", "to": "x",
        "body": "hello", "asks": False, "subject": None, "ref": "r", "due_at": NOW,
        "not_after": None, "attempts": 0, "claim_token": "t", "confirmed": True, "ended": False,
        "opted_out": False, "held": True, "trouble": None, "appointment_id": None,
        "appointment_version": None, "current_version": None, "appointment_status": None,
        "concern_id": None, "author_id": None,
    }  # fmt: skip
    return Due(**(usual | changes))


@pytest.mark.parametrize("kind", ["holding", "help", "receipt", "opt_in", "unknown"])
def test_the_signed_set_may_go_letter_for_letter_and_nothing_like_it(kind: str) -> None:
    signed = fixed("help", "en").text
    assert why_not(a_due(kind=kind, body=signed), NOW) is None
    assert why_not(a_due(kind=kind, body=signed.lower()), NOW) == "a concern is open"
    assert why_not(a_due(kind=kind, body="You are doing well overall!"), NOW) is not None


@pytest.mark.parametrize("kind", ["reply", "prompt", "reminder_reply", "anything else"])
def test_no_other_kind_may_even_with_signed_words(kind: str) -> None:
    assert why_not(a_due(kind=kind, body=fixed("help", "en").text), NOW) == "a concern is open"


def test_a_reminder_may_only_where_it_asks_nothing() -> None:
    assert why_not(a_due(kind="reminder", body="Reminder: Tue 4pm. Sam"), NOW) is None
    assert why_not(a_due(kind="reminder", asks=True), NOW) == "a concern is open"


def test_what_a_person_wrote_needs_their_name() -> None:
    assert why_not(a_due(kind="staff", author_id=3), NOW) is None
    assert why_not(a_due(kind="staff"), NOW) == "nobody's name is on it"
    assert why_not(a_due(kind="staff", held=False), NOW) == "nobody's name is on it"
    left = a_due(kind="staff", author_id=3, opted_out=True)
    assert why_not(left, NOW) == "they asked for no more texts"


def test_an_alert_always_may() -> None:
    assert why_not(a_due(kind="alert", opted_out=True, trouble="wrong"), NOW) is None
