"""A carer or a number's new owner asks for no more texts to "him" or "her"; a child does not."""

from __future__ import annotations

import pytest

from bot.text.keywords import OPT_OUTS, read_control
from bot.text.leaving_doubts import is_doubtful


@pytest.mark.parametrize(
    "text",
    [
        "im her nan please dont message her any more",
        "my kid is 11 stop messaging him",
        "as his carer i would like him removed from your service",
        "he doesnt have this phone anymore dont send these",
        "i just got this sim so could you take the number off",
        "could you take my foster son off your list please",
    ],
)
def test_another_voice_leaves_for_them(text: str) -> None:
    assert read_control(text) in OPT_OUTS


@pytest.mark.parametrize(
    "text",
    ["dont message her", "stop messaging him", "my sister is 11 tell him to stop messaging her",
     "im her mate she wont stop messaging me", "its his dad he scares me"],
)  # fmt: skip
def test_a_childs_own_words_about_others_do_not(text: str) -> None:
    assert read_control(text) not in OPT_OUTS


@pytest.mark.parametrize(
    "text",
    ["text me dont ring", "i dont want to stop", "no one ever texts me", "u stopped texting me",
     "i never text back sorry", "dont text this week im away", "send more", "not anymore"],
)  # fmt: skip
def test_an_engine_is_doubted_where_another_way_or_time_is_meant(text: str) -> None:
    assert is_doubtful(text)
