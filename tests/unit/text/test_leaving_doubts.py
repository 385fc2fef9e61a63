"""An engine's guess at leaving is doubted where the words are about something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.leaving_doubts import asks_to_stay, is_doubtful


@pytest.mark.parametrize(
    "text",
    [
        "stop litter",
        "dont stop",
        "please dont stop the messages",
        "why did u stop texting me",
        "he wont stop texting me",
        "the bus stop",
        "i stop at my nans",
        "more texts please",
        "leave this one",
        "text me after school",
        "",
    ],
)
def test_words_about_something_else_are_doubted(text: str) -> None:
    assert is_doubtful(text)


@pytest.mark.parametrize(
    "text",
    ["allow it man stop hittin my phone", "can u stop poppin up", "these wake me up", "im out"],
)
def test_a_wish_about_us_is_not(text: str) -> None:
    assert not is_doubtful(text)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("dont take me off the list", True),
        ("pls dont ever unsubscribe me", True),
        ("i didnt say stop", True),
        ("why dont you stop texting me", False),
        ("if u dont stop im blocking u", False),
        ("dont text me, take me off", False),
    ],
)
def test_who_asks_not_to_be_taken_off_stays(text: str, stays: bool) -> None:
    assert asks_to_stay(text) is stays


@given(st.text(max_size=1600))
def test_any_text_is_read(text: str) -> None:
    assert is_doubtful(text) in {True, False}
    assert asks_to_stay(text) in {True, False}
