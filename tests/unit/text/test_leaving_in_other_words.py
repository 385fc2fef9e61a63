"""Leaving in a parent's name, a learner's words, another language; and what sounds so."""

from __future__ import annotations

import pytest

from bot.text.keywords import OPT_OUTS, read_control
from bot.text.leaving_doubts import is_doubtful


@pytest.mark.parametrize(
    "text",
    [
        "my carer wants me off this list",
        "mum says i have to unsubscribe",
        "my dad doesnt want me getting these",
        "no want more message",
        "please to not write me",
        "lutfen mesaj atmayin",
        "dwi ddim isio mwy o negeseuon plis",
        "prosze nie pisac",
        "told u last week to stop",
        "dont text its not safe",
        "stop clogging my phone",
        "what part of stop dont u get",
        "take man off this",
        "dont bell me again",
        "no more notifs ta",
        "stop sendin me tings",
        "stop sendin me massages",
        "stop notifying me",
        "cancel the updates",
        "enough of the alerts now",
        "bin the txts",
        "i take back my consent to texts",
    ],
)
def test_it_is_leaving(text: str) -> None:
    assert read_control(text) in OPT_OUTS


@pytest.mark.parametrize(
    "text",
    [
        "my mum says no phones at the table",
        "my dad says stop shouting",
        "no texts from school",
        "no hablo ingles",
        "okula gitmek istemiyorum",
        "i told him to stop",
        "stop hitting me",
        "my worker told me to text her",
        "no one will contact me",
        "no please contact me",
        "my dad said he wont read my texts",
        "social worker asked me not to say anything over texts",
        "mum said dont lose my number",
        "my mum told me to get off",
        "mum said no phones so sms pls",
        "maya got my message",
        "ha i got your message",
        "text me na what do i do",
        "take me off this earth",
        "gadael hi fanna",
        "turn off notifs on my insta",
        "i turned off my notifs",
        "stop the updates on my xbox",
        "i bin told to stop",
        "ive bin texting my mates",
        "no more tings with him",
        "i take back my consent to the trip",
    ],
)
def test_it_is_not(text: str) -> None:
    assert read_control(text) not in OPT_OUTS


@pytest.mark.parametrize(
    "text",
    ["dont delete my number", "i like these texts", "stop talking over me", "no more options",
     "my phone gets taken off me", "stop sending me to isolation"],
)  # fmt: skip
def test_an_engine_is_not_believed_about_it(text: str) -> None:
    assert is_doubtful(text)
