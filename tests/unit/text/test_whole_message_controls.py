"""What a whole message means, and the sentences that only look as if they meant it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.folding import fold
from bot.text.keywords import Control, read_control
from bot.text.phrases import phrases, without_edges

CARRIER = "stop | STOP | Stop. | stop!! | s t o p | Stop all | STOPALL | unsubscribe | Cancel | END"
CARRIER += " | quit | Revoke | opt out | OPTOUT | \uff33\uff34\uff2f\uff30"
PLAIN = """
    stop please | pls stop | Stoppp | STOP STOP | ok stop now | stop 🛑 | can u stop pls |
    stop it | stop texting me | pls stop texting me | can you please stop messaging me |
    u need to stop texting me | stop txting me its annoying |
    stop sending me these messages | stop with the texts | dont text me again |
    don't message me anymore | do not contact me | never text me again | no more texts |
    no more messages please | i dont want these texts anymore |
    i don\u2019t want any texts from you | take me off this list |
    please take my number off your system | remove my number | delete my number |
    unsubscribe me | i want to unsubscribe | i want to opt out | leave me alone |
    leave me alone, im busy | go away | never text me again |
    dont text pls | I'm not interested. Please stop texting me. |
    stop texting me cos i dont like it | stopio | stopio os gwelwch yn dda |
    Peidiwch â thecstio fi | dim mwy o negeseuon | stop the reminders
"""
NOT_OPT_OUT = """
    stop asking me about school | bus stop | the bus stop near mine | quit smoking | i quit football
    | i want to end it all | i want it to end | the end | end of the day | weekend | full stop
    | non stop | dont stop | cant stop crying | make it stop | stop bullying | stop it lol
    | stop and search | cancel my meeting | cancel tuesday | no more school | no more drugs
    | my ex wont stop texting me | he keeps messaging me. stop texting me i said | tell him to stop
    texting me | i want him to leave me alone | they should leave me alone | leave me home alone
    | dont text me at school | dont text me before 9 | stop texting me so early | text me instead
    | stop being nosy | i want people to stop | can i stop seeing my worker | get lost in town
    | block of flats | yes | no | nah | texts | phone | no reminders | stopped | unsubscribed them
    | i stop at the shop | YES | no more contact | i get lost | we go away | i dont text | i stop
    | ill do one | you never text me | you dont text me | dont bother me | count me out | let me out
    | i dont want this anymore | i dont like texts | i want to go away | delete my texts | no more
"""
CONTROLS = {
    Control.OPT_IN: "start | START | unstop | Start!",
    Control.HELP: """
        help | Help! | help me | helpme | HELP ME PLEASE | sos | info | ? | ??? | i need help
        | can you help me | can you help please | helppp | cymorth""",
    Control.SKIP: """
        skip | Skip this one pls | can we skip this | pass | next | next question | rather not say
        | i dont want to answer that | id rather not say | nesaf""",
    Control.BACK: "back | go back | can i go back please | i want to change my answer | yn ôl",
    Control.REPEAT: "repeat | say that again | again | what was the question? | what? | eto",
    Control.WHO_SEES: """
        who sees this | Who can see this? | why? | why | why are you asking | is this private
        | will you tell my mum? | who reads this pls""",
    Control.MY_DATA: "my data | what do you know about me? | can i see my data",
    Control.DELETE_DATA: "delete my data | delete everything please | can you delete my answers",
    Control.COMPLAIN: "complain | i want to complain | i want to make a complaint | complaint",
    Control.LANGUAGE: "language | can i change language | Cymraeg | in welsh please",
    Control.WRONG_NUMBER: "wrong number | sorry wrong person | you have the wrong number",
    Control.MEET: "meet | MEET please | when is my meeting? | when's my next meeting",
    Control.IDEA: "idea | i have an idea | ive got an idea!",
    Control.RESUME: "carry on | continue | ok carry on",
}  # fmt: skip
NOT_CONTROL = """
    i will help | i want to help | help with getting there | who helps you | back garden | my back
    hurts | i go back to school | next to the park | pass the ball | why not | again and again
    | i skip lessons | meet friends | i have an ideal place | private room | my language is polish
    | i delete my texts | the wrong bus | data | start at 9 | carry on camping | ok | thanks | 1
    | a repeat of last week | what i like is music
"""


def _each(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


@pytest.mark.parametrize("text", _each(CARRIER))
def test_the_carriers_words_opt_out_when_they_are_the_whole_message(text: str) -> None:
    assert read_control(text) is Control.OPT_OUT


@pytest.mark.parametrize("text", _each(PLAIN))
def test_leaving_in_plain_words_is_honoured(text: str) -> None:
    assert read_control(text) is Control.OPT_OUT_PLAIN


@pytest.mark.parametrize("text", _each(NOT_OPT_OUT))
def test_sentences_that_only_hold_the_word_do_not_opt_out(text: str) -> None:
    assert read_control(text) not in {Control.OPT_OUT, Control.OPT_OUT_PLAIN}


@pytest.mark.parametrize(
    ("control", "text"), [(c, text) for c, texts in CONTROLS.items() for text in _each(texts)]
)
def test_control_words_are_known_however_politely_they_come(control: Control, text: str) -> None:
    assert read_control(text) is control


@pytest.mark.parametrize("text", _each(NOT_CONTROL))
def test_near_misses_steer_nothing(text: str) -> None:
    assert read_control(text) is None


def test_nothing_long_steers() -> None:
    assert read_control("please " * 20 + "skip") is None
    assert read_control("stop texting me " * 20) is None


@pytest.mark.parametrize("text", ["", "   ", "\n", "!!", "...", "\u200b", "👍"])
def test_a_message_without_words_steers_nothing(text: str) -> None:
    assert read_control(text) is None


@given(st.text(max_size=1600))
def test_any_text_at_all_is_read(text: str) -> None:
    assert read_control(text) is None or isinstance(read_control(text), Control)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  TŶ Bach ", "ty bach"),
        ("don\u2019t", "dont"),
        ("\uff13 و ٤", "3 و 4"),
        ("2½", "2.5"),
        ("½", "0.5"),
        ("👍🏽", "👍"),
        ("1\ufe0f\u20e3", "1"),
        ("a\x00b\tc\nd", "a b c\nd"),
    ],
)
def test_folding_leaves_what_can_be_compared(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_edges_go_from_both_ends_and_the_middle_stays() -> None:
    edges = phrases("please | can you | thanks")

    assert without_edges(("can", "you", "please", "stop", "please", "now", "thanks"), edges) == (
        "stop",
        "please",
        "now",
    )
