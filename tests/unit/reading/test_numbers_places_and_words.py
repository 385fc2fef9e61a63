"""Replies that are a number, a point on a scale, a place, or free words."""

from __future__ import annotations

import pytest

from nlu.port import Kind, Option, Question, QuestionType, Reading
from nlu.reading import read_reply

UNCLEAR = Reading(Kind.UNCLEAR)
DAYS = Question(QuestionType.NUMBER, "On how many days? Send 0 to 7.", minimum=0, maximum=7)
AGE = Question(QuestionType.NUMBER, "How old are you?", minimum=11, maximum=25)
TEN = Question(QuestionType.SCALE, "From 1 to 10?", minimum=1, maximum=10)
TEXT = Question(QuestionType.TEXT, "What did we miss?")
PLACES = (Option("cafe", "Cafe"), Option("lib", "Library"), Option("home", "At home"))
PLACE = Question(QuestionType.PLACE, "Where?", PLACES)


def _each(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("3", 3), ("three", 3), ("about 3", 3), ("like 5 days", 5), ("i think 4", 4), ("\u0667", 7),
        ("none", 0), ("never", 0), ("zero", 0), ("once", 1), ("twice", 2), ("a couple", 2),
        ("every day", 7), ("all week", 7), ("3x", 3), ("4 no wait 5", 5), ("4 no 5", 5),
        ("2.5", 2.5), ("2 and a half", 2.5), ("2½", 2.5), ("7/7", 7), ("5 out of 7", 5), ("3.0", 3),
    ],
)  # fmt: skip
def test_a_number_is_found_in_digits_or_words(reply: str, value: float) -> None:
    reading = read_reply(DAYS, reply)

    assert reading == Reading(Kind.ANSWER, value)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    "reply",
    _each("""
    8 | -1 | 100000000000 | 3 or 4 | 3-4 | 5+ | <3 | more than 5 | less than 3 |
    at least 2 | a few | not 3 | 6 7 | idk | half | 30 mins | 3/4 | in year 6 |
    one or two | nearly 5 | loads | 1,2
    """),
)
def test_a_span_a_bound_or_another_scale_is_asked_again(reply: str) -> None:
    assert read_reply(DAYS, reply) == UNCLEAR


@pytest.mark.parametrize(
    ("reply", "value"),
    [("im 14", 14), ("14yrs", 14), ("fourteen", 14), ("14 and a half", 14.5), ("twenty one", 21)],
)
def test_ages_are_read(reply: str, value: float) -> None:
    assert read_reply(AGE, reply) == Reading(Kind.ANSWER, value)


@pytest.mark.parametrize("reply", ["9", "30", "yr 9", "nearly 15"])
def test_what_may_not_be_their_age_is_asked_again(reply: str) -> None:
    assert read_reply(AGE, reply) == UNCLEAR


def test_no_number_is_too_large_to_refuse() -> None:
    open_ended = Question(QuestionType.NUMBER, "How many?")

    assert read_reply(open_ended, "3 hundred") == Reading(Kind.ANSWER, 300)
    assert read_reply(open_ended, "9" * 1600) == UNCLEAR


@pytest.mark.parametrize(
    ("reply", "value"),
    [("7", 7), ("7/10", 7), ("a 7", 7), ("eight", 8), ("10/10", 10), ("7ish", 7)],
)
def test_a_point_on_a_scale_is_read(reply: str, value: int) -> None:
    assert read_reply(TEN, reply) == Reading(Kind.ANSWER, value)


@pytest.mark.parametrize("reply", ["0", "11", "7/5", "7.5", "6-7", "none", "once", "ok", "nah"])
def test_a_point_off_the_scale_is_asked_again(reply: str) -> None:
    assert read_reply(TEN, reply) == UNCLEAR


@pytest.mark.parametrize(
    "reply",
    _each("""
    one sec | 2 things | 1 thing tho | be there in 10 | i had football at 4 |
    number 4 bus never came | 1st time doing this | 4 real | 2 be honest | oh no
    """),
)
def test_a_number_that_is_about_something_else_is_no_point(reply: str) -> None:
    assert read_reply(TEN, reply).kind is not Kind.ANSWER


def test_a_scale_with_names_answers_with_the_point_they_name() -> None:
    names = (Option("bad", "Bad"), Option("ok", "OK"), Option("good", "Good"))
    numbered = Question(QuestionType.SCALE, options=names, minimum=1, maximum=3)
    ends = Question(QuestionType.SCALE, options=(names[0], names[2]), minimum=1, maximum=5)

    assert read_reply(numbered, "good") == Reading(Kind.ANSWER, 3)
    assert read_reply(ends, "good") == Reading(Kind.ANSWER, 5)
    assert read_reply(ends, "4") == Reading(Kind.ANSWER, 4)
    assert read_reply(Question(QuestionType.SCALE, options=names), "2") == Reading(
        Kind.ANSWER, "ok"
    )
    assert read_reply(Question(QuestionType.SCALE), "5") == Reading(Kind.ANSWER, 5)


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        ("1", "cafe"),
        ("b", "lib"),
        ("the libary", "lib"),
        ("home pls", "home"),
        ("cafe cos its near", "cafe"),
        ("the library, not the cafe", "lib"),
    ],
)
def test_a_place_may_be_an_option(reply: str, key: str) -> None:
    assert read_reply(PLACE, reply) == Reading(Kind.ANSWER, key)


@pytest.mark.parametrize(
    "reply",
    _each("""
    my nans | the cafe by the park | McD's | 12 high street | somewhere quiet |
    not school, somewhere quiet | near the bus stop | the park cos its near
    """),
)
def test_a_place_may_be_their_own_words(reply: str) -> None:
    assert read_reply(PLACE, f" {reply} ") == Reading(Kind.ANSWER, reply)


@pytest.mark.parametrize(
    "reply",
    [
        "7",
        "idk",
        "yes",
        "no",
        "same as last time",
        "the usual",
        "wherever u want",
        "cafe or library",
        "👍",
        "",
        "!!",
    ],
)
def test_what_is_no_place_is_asked_again(reply: str) -> None:
    assert read_reply(PLACE, reply) == UNCLEAR


def test_a_place_that_is_refused_says_which() -> None:
    assert read_reply(PLACE, "not the library") == Reading(Kind.ANSWER, {"not": ("lib",)})


def test_a_place_needs_no_options() -> None:
    anywhere = Question(QuestionType.PLACE, "Which area?")

    assert read_reply(anywhere, "Old Town") == Reading(Kind.ANSWER, "Old Town")
    assert read_reply(anywhere, "7") == UNCLEAR
    assert read_reply(anywhere, "by the river " * 60).kind is Kind.ANSWER


@pytest.mark.parametrize(
    "reply",
    ["a pool table", "2", "no", "idk", "nothing", "👍", "bus stop", "Is there a pool?", "ok"],
)
def test_free_words_are_kept_as_they_were_written(reply: str) -> None:
    assert read_reply(TEXT, f"  {reply} ") == Reading(Kind.ANSWER, reply)


@pytest.mark.parametrize("reply", ["", "   ", "\n\t", "\u200b\u200f", "\x00"])
def test_nothing_to_be_seen_is_no_answer(reply: str) -> None:
    assert read_reply(TEXT, reply) == UNCLEAR
