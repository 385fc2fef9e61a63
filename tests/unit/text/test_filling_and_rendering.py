"""Gaps filled, and questions laid out as a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FlowError
from bot.text.rendering import sms_body
from bot.text.templating import fill, placeholders


def test_every_placeholder_is_filled() -> None:
    assert fill("{worker} is in at {time}. Bye {worker}", {"worker": "Jo", "time": "2"}) == (
        "Jo is in at 2. Bye Jo"
    )


def test_placeholders_are_named_once_in_the_order_they_come() -> None:
    assert placeholders("{b} {a} {b} {Not} {} {1}") == ("b", "a")


def test_a_missing_placeholder_is_named() -> None:
    with pytest.raises(FlowError, match="'worker'"):
        fill("Hi {name}, {worker} here", {"name": "x"})


def test_a_missing_value_does_not_leak_the_others() -> None:
    with pytest.raises(FlowError) as caught:
        fill("{name} {worker}", {"name": "secret"})

    assert "secret" not in str(caught.value)


@given(st.text())
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert fill("<{name}>", {"name": value, "other": "x"}) == f"<{value}>"
    assert fill("{name}", {"name": "{other}"}) == "{other}"


def test_options_stand_on_lines_of_their_own_and_nothing_follows() -> None:
    assert sms_body("Where\u2019s good?", ["Cafe", "At home"]) == "Where's good?\n1 Cafe\n2 At home"


def test_a_text_without_options_is_only_itself() -> None:
    assert sms_body("See you then.", []) == "See you then."
