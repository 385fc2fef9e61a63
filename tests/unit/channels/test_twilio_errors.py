"""Every code of requirements T3 has its class, its action and a sentence for the worker."""

from __future__ import annotations

import pytest

from bot.channels.twilio_errors import (
    Action,
    Class,
    known_codes,
    look_up,
    sentence,
    trouble_with_number,
)

EXPECTED = {
    "21610": (Class.PERMANENT, Action.OPT_OUT),
    "21211": (Class.PERMANENT, Action.MARK_INVALID),
    "21408": (Class.CONFIG, Action.ALERT),
    "21606": (Class.CONFIG, Action.ALERT),
    "21212": (Class.CONFIG, Action.ALERT),
    "21612": (Class.CONFIG, Action.ALERT),
    "21614": (Class.PERMANENT, Action.MARK_INVALID),
    "21611": (Class.TRANSIENT, Action.SLOW_DOWN),
    "30001": (Class.TRANSIENT, Action.SLOW_DOWN),
    "20429": (Class.TRANSIENT, Action.BACK_OFF),
    "20003": (Class.CONFIG, Action.STOP_SENDING),
    "30003": (Class.TRANSIENT, Action.RETRY_TWICE),
    "30004": (Class.PERMANENT, Action.SHOW),
    "30005": (Class.PERMANENT, Action.MARK_SUSPECT),
    "30006": (Class.PERMANENT, Action.MARK_INVALID),
    "30007": (Class.PERMANENT, Action.REVIEW),
    "30008": (Class.TRANSIENT, Action.RETRY_ONCE),
    "35114": (Class.CONFIG, Action.ALERT),
    "35115": (Class.CONFIG, Action.ALERT),
    "35116": (Class.CONFIG, Action.ALERT),
    "35117": (Class.CONFIG, Action.ALERT),
    "30029": (Class.CONFIG, Action.ALERT),
    "30030": (Class.CONFIG, Action.ALERT),
    "63016": (Class.PERMANENT, Action.USE_TEMPLATE),
}


@pytest.mark.parametrize(("code", "expected"), EXPECTED.items(), ids=EXPECTED)
def test_each_code_is_classed_as_the_table_says(code: str, expected: tuple[Class, Action]) -> None:
    assert (look_up(code).group, look_up(code).action) == expected


@pytest.mark.parametrize("code", ["99999", "", None, "not a number"])
def test_an_unknown_code_is_tried_once_more(code: str | None) -> None:
    assert look_up(code).group is Class.TRANSIENT
    assert look_up(code).action is Action.RETRY_ONCE
    assert trouble_with_number(code) is None


def test_only_what_is_wrong_with_the_number_itself_is_held_against_it() -> None:
    troubled = {code: trouble_with_number(code) for code in EXPECTED if trouble_with_number(code)}

    assert troubled == {
        "21211": "invalid",
        "21614": "invalid",
        "30006": "invalid",
        "30005": "suspect",
    }


@pytest.mark.parametrize("code", [*known_codes(), None])
def test_every_code_has_a_sentence_with_the_name_and_without_the_code(code: str | None) -> None:
    said = sentence(code, "Sam")

    assert "Sam" in said
    assert said.endswith(".")
    assert "{" not in said
    assert not any(character.isdigit() for character in said)


def test_a_nickname_with_braces_is_left_as_it_is() -> None:
    assert "{who}x" in sentence("30003", "{who}x")
