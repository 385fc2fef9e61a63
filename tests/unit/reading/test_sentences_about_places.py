"""A sentence about an option is not a place of its own; an option named abroad is that option."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlu.port import Kind, Option, Question, QuestionType
from nlu.reading import read_reply

WHERE = Question(
    type=QuestionType.PLACE,
    prompt="Where would you like to meet?",
    options=(
        Option("school", "School"),
        Option("cafe", "A cafe"),
        Option("library", "The library"),
        Option("home", "My home"),
    ),
)


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        ("w szkole", "school"),
        ("yn yr ysgol", "school"),
        ("kawiarnia", "cafe"),
        ("acasa", "home"),
        ("i guess school is easiest", "school"),
        ("rather the cafe", "cafe"),
    ],
)
def test_the_option_is_heard(reply: str, key: str) -> None:
    assert read_reply(WHERE, reply).value == key


@pytest.mark.parametrize(
    "reply",
    [
        "my mate likes the cafe",
        "dunno where u want",
        "wherever my worker is",
        "my mum will be at home",
        "ill tell u later",
        "its up to u",
        "home is noisy, cafe",
        "nah ta",
        "no more pizza ta",
        "hi",
        "hmm",
        "thanks",
        "my nan is poorly",
        "sorry been busy",
        "someone rang me about this",
    ],
)
def test_no_place_is_kept_of_words_that_choose_none(reply: str) -> None:
    assert read_reply(WHERE, reply).kind is Kind.UNCLEAR


@pytest.mark.parametrize(
    "reply",
    ["costa", "my nans", "w parku", "school canteen", "cafe nero", "my mates house", "maccies"],
)
def test_a_place_of_their_own_stays_theirs(reply: str) -> None:
    assert read_reply(WHERE, reply).value == reply


@pytest.mark.parametrize(
    "reply",
    [
        "school is good for me",
        "we went to costa before",
        "number 10",
        "my nans got wifi",
    ],
)
def test_a_place_told_in_a_sentence_is_no_chatter(reply: str) -> None:
    assert read_reply(replace(WHERE, options=()), reply).value == reply
