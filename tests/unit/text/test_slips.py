"""Slips of the thumb in words of leaving are put right, and words of their own stay."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.keywords import OPT_OUTS, read_control
from bot.text.slips import LOOK_ALIKES, mended

WISHES = (
    "stop texting me",
    "please remove my number",
    "dont text me again",
    "take me off this list",
    "leave me alone please",
    "stop sending messages",
    "unsubscribe me please",
    "no more texts please",
)
STAYS = (
    "the shop is shut",
    "i did my test",
    "by the bus stop",
    "i want a takeaway",
    "theres a way in",
)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("tsop texting me", "stop texting me"),
        ("st op te xting", "stop texting"),
        ("s t o p", "stop"),
        ("s.t.o.p", "stop"),
        ("takeme off", "take me off"),
        ("do not cotnact me", "donot contact me"),
    ],
)
def test_a_slip_is_put_right(slip: str, meant: str) -> None:
    assert mended(slip) == meant


@pytest.mark.parametrize("text", STAYS)
def test_words_of_their_own_stay(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize("wish", WISHES)
def test_leaving_with_letters_swapped_is_still_leaving(wish: str) -> None:
    chance = random.Random(wish)
    said = wish.split()
    place = chance.choice([n for n, word in enumerate(said) if len(word) > 3])
    at = chance.randrange(1, len(said[place]) - 1)
    word = said[place]
    said[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    assert read_control(" ".join(said)) in OPT_OUTS


def test_no_look_alike_is_listed_that_would_stay_anyway() -> None:
    words = LOOK_ALIKES.read_text(encoding="utf-8").split()

    assert words == sorted(set(words))


@given(st.text(max_size=200))
def test_any_text_can_be_mended(text: str) -> None:
    assert isinstance(mended(text), str)
