"""A password is refused that is made of what anybody would try first."""

from __future__ import annotations

import pytest

from admin.password_rules import is_too_easy

HOUSE = ("Harlow Youth",)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Passw0rd2026!",
        "123456789012",
        "qwertyuiop12",
        "1qaz!!!!2wsx",
        "aaaaaaaaaaaaaa",
        "iloveyou12345",
        "Welcome2026!!",
        "administrator1",
        "HarlowYouth2026",
        "harlow-youth-team",
        "Sayso-Council-26",
        "minaminamina1",
        "summerwinter24",
        "abcdefghijkl",
        "abababababab",
        "football-football",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert is_too_easy(password, (*HOUSE, "Mina", "mina.b"))


@pytest.mark.parametrize(
    "password",
    [
        "marmalade skylark bucket",
        "three plain words here",
        "Tr7!mpelGroz-ax",
        "ceffyl dringo lemwn",
        "zielony-parasol-9",
        "correct horse battery staple",
    ],
)
def test_words_that_have_nothing_to_do_with_it_are_taken(password: str) -> None:
    assert not is_too_easy(password, (*HOUSE, "Mina", "mina.b"))
