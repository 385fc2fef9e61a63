"""How often in any words; asking back, going back, leaving out; numbers of other things."""

from __future__ import annotations

import pytest

from nlu.port import Kind, Option, Question, QuestionType
from nlu.reading import read_reply

OFTEN = Question(
    QuestionType.SINGLE,
    "How often do you see your worker?",
    (
        Option("week", "Every week"),
        Option("two", "Every two weeks"),
        Option("month", "Once a month"),
        Option("less", "Less than that"),
    ),
)
WORDS = Question(QuestionType.TEXT, "What would you change?")
SCALE = Question(QuestionType.SCALE, "How safe? 1 is not safe, 5 is very safe", (), 1, 5)
PEOPLE = Question(QuestionType.NUMBER, "How many people live with you?", (), 0, 15)
WHO = Question(
    QuestionType.MULTI, "Who helps you?", (Option("mum", "Mum"), Option("friend", "Friends"))
)
WHERE = Question(
    QuestionType.PLACE,
    "Where shall we meet?",
    (Option("home", "At home"), Option("hub", "The Hub")),
)


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        ("weekly", "week"),
        ("about once a week", "week"),
        ("fortnightly", "two"),
        ("every other week", "two"),
        ("twice a month", "two"),
        ("monthly", "month"),
        ("every 3 months", "less"),
        ("once a year", "less"),
    ],
)
def test_a_rate_is_the_option_that_is_as_often(reply: str, key: str) -> None:
    assert read_reply(OFTEN, reply).value == key


@pytest.mark.parametrize("reply", ["every day", "twice a week"])
def test_a_rate_that_no_option_has_is_asked_again(reply: str) -> None:
    assert read_reply(OFTEN, reply).kind is Kind.UNCLEAR


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("do i have to", Kind.QUESTION),
        ("who are you", Kind.QUESTION),
        ("will my mum see", Kind.QUESTION),
        ("can i go to the last question", Kind.BACK),
        ("i pressed the wrong one before", Kind.BACK),
        ("what was the question", Kind.REPEAT),
        ("mind ur own", Kind.SKIP),
        ("prefer not to", Kind.SKIP),
        ("more pool tables", Kind.ANSWER),
        ("let people vote on what happens next", Kind.ANSWER),
    ],
)
def test_what_a_reply_does_to_the_talk(reply: str, kind: Kind) -> None:
    assert read_reply(WORDS, reply).kind is kind


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (SCALE, "got 3 detentions"),
        (SCALE, "2 of my mates left"),
        (SCALE, "5 in the day 2 at night"),
        (SCALE, "safe"),
        (SCALE, "quite safe"),
        (PEOPLE, "me mum n 2 sisters"),
        (PEOPLE, "my sister is 12"),
        (PEOPLE, "2 at mums 4 at dads"),
        (WHO, "my mates mum"),
        (WHERE, "at 4"),
        (WHERE, "monday"),
        (WHERE, "none are near"),
    ],
)
def test_what_is_no_answer_is_asked_again(question: Question, reply: str) -> None:
    assert read_reply(question, reply).kind is Kind.UNCLEAR
