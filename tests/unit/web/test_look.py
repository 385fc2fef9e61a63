"""What is chosen of letters and colours survives a cookie, and a rubbish cookie harms nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.look import SIZES, SPACES, THEMES, Look, look_of


@given(st.sampled_from(list(SIZES)), st.sampled_from(list(SPACES)), st.sampled_from(list(THEMES)))
def test_a_choice_comes_back(size: str, space: str, theme: str) -> None:
    chosen = Look(size, space, theme)

    assert look_of(chosen.in_cookie()) == chosen


@pytest.mark.parametrize(
    "cookie", ["", "bigger", "a.b.c", "..", "biggest.wide.dark.dark", '"><script>']
)
def test_rubbish_looks_as_usual(cookie: str) -> None:
    assert look_of(cookie) == Look()
