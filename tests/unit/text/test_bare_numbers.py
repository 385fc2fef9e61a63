"""What is remembered of a bare number is what would be found out anew."""

from __future__ import annotations

import pytest

from bot.safeguarding import assess as screening
from bot.safeguarding.assess import Assessment, Severity, assess
from bot.text.bare_numbers import is_bare_number

EVERY = [*map(str, range(100)), *(f"0{digit}" for digit in range(10))]


@pytest.mark.parametrize("text", ["3", "12", "00"])
def test_one_digit_or_two_are_a_bare_number(text: str) -> None:
    assert is_bare_number(text)


@pytest.mark.parametrize("text", ["", "3.", " 3", "-3", "100", "3a", "\u0663", "\u00b2", "three"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_bare_number(text)


def test_a_number_is_screened_as_any_text_is() -> None:
    for number in EVERY:
        assert assess(number) == screening._by_rule(number)


def test_the_engines_disclosure_counts_for_a_number_too() -> None:
    assert assess("3", "disclosure") == Assessment(Severity.CONCERN, "other")
    assert assess("3") is None
