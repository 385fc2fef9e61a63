"""What a reply is besides an answer, and that no reply at all can hurt the reader."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.port import Kind, Option, Question, QuestionType, Reading
from nlu.reading import read_reply

LABELS = ("Cafe", "Quiet or 1-1 room", "No thanks", "Help getting there")
OPTIONS = tuple(Option(f"k{n}", label) for n, label in enumerate(LABELS))
NOW = datetime(2026, 12, 9, 10, 0, tzinfo=UTC)
QUESTIONS = [
    Question(QuestionType.SINGLE, "Which?", OPTIONS),
    Question(QuestionType.MULTI, "Which?", OPTIONS),
    Question(QuestionType.PLACE, "Where?", OPTIONS),
    Question(QuestionType.YESNO, "Ready?"),
    Question(QuestionType.NUMBER, "How many?", minimum=0, maximum=9),
    Question(QuestionType.SCALE, "From 1 to 10?", minimum=1, maximum=10),
    Question(QuestionType.TEXT, "Anything else?"),
    Question(QuestionType.DATE_TIME, "When?", today=NOW),
]
REPEATED = [
    *(
        "a",
        "a ",
        "not ",
        "1 ",
        "1,",
        "1.",
        "1/",
        "0",
        "9",
        "?",
        "-",
        ".",
        "\n",
        "\x00",
        "👍",
        "no wait ",
    ),
    *(
        "10 to ",
        "half ",
        "then ",
        "15/12 ",
        "week on ",
        "the cafe ",
        "and a half ",
        "twenty ",
        "forteen ",
        "2 weeks today ",
        "day after ",
        "christmas ",
        "stop sending me all these ",
        "dont want to be ",
        "can you please ",
        "go back to the last ",
        "dont want to answer ",
        "really not very good ",
        "how to ",
        "🎵",
        "⭐",
        "cafe or ",
    ),
    *(
        "stop ",
        "stoppp ",
        "please ",
        "skip ",
        "stop texting me because ",
        "\u0301",
        "a\u0301\u0302",
    ),
    *("\ufdfa", "\u202e\u200f", "\ud800", "in 2 days ", "not x, ", "i ", "1 or ", "yes no "),
]
BAIT = [(piece * 1600)[:1600] for piece in REPEATED] + [
    " " * 1_000_000 + "2",
    "not " + "x" * 40 + " not " * 300,
    "i" * 1600 + "!",
]


def _ids(question: Question) -> str:
    return str(question.type)


@pytest.mark.parametrize("question", QUESTIONS, ids=_ids)
@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("stop", Kind.STOP),
        ("Stop all", Kind.STOP),
        ("cancel", Kind.STOP),
        ("pls stop texting me", Kind.STOP),
        ("leave me alone", Kind.STOP),
        ("stopio", Kind.STOP),
        ("skip", Kind.SKIP),
        ("next one pls", Kind.SKIP),
        ("back", Kind.BACK),
        ("say that again", Kind.REPEAT),
        ("help", Kind.HELP),
        ("i dont get it", Kind.HELP),
        ("?", Kind.HELP),
        ("who sees this?", Kind.QUESTION),
        ("why", Kind.QUESTION),
        ("delete my data", Kind.QUESTION),
    ],
)
def test_control_words_come_before_any_answer(question: Question, reply: str, kind: Kind) -> None:
    assert read_reply(question, reply) == Reading(kind)


@pytest.mark.parametrize("question", QUESTIONS, ids=_ids)
@pytest.mark.parametrize("reply", ["the bus stop", "stop asking me about school", "quit smoking"])
def test_the_word_alone_does_not_make_an_opt_out(question: Question, reply: str) -> None:
    assert read_reply(question, reply).kind in {Kind.UNCLEAR, Kind.ANSWER}


def test_a_cry_for_help_is_never_taken_for_an_option_that_holds_the_word() -> None:
    for labels in (
        ("Help getting there", "Food"),
        ("Help or advice", "Food"),
        ("I need help", "No"),
    ):
        options = tuple(Option(label, label) for label in labels)
        assert read_reply(Question(QuestionType.SINGLE, options=options), "help").kind is Kind.HELP


def test_an_option_that_is_a_control_word_is_chosen_by_it() -> None:
    options = (Option("skip", "Skip it"), Option("help", "Help"), Option("stop", "Stop"))
    question = Question(QuestionType.SINGLE, options=options)

    assert read_reply(question, "skip it") == Reading(Kind.ANSWER, "skip")
    assert read_reply(question, "Help") == Reading(Kind.ANSWER, "help")
    assert read_reply(question, "stop") == Reading(Kind.STOP), "the carrier has acted on it already"


def test_a_question_back_is_told_from_an_answer() -> None:
    cafe = QUESTIONS[0]

    assert read_reply(cafe, "is the cafe free?") == Reading(Kind.QUESTION)
    assert read_reply(cafe, "can i bring a friend") == Reading(Kind.QUESTION)
    assert read_reply(cafe, "the cafe?") == Reading(Kind.ANSWER, "k0")


@pytest.mark.parametrize("question", QUESTIONS, ids=_ids)
@given(reply=st.text(max_size=1600) | st.text("123 /.,:-andort0not wicfeé👍?\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_read(question: Question, reply: str) -> None:
    reading = read_reply(question, reply)

    assert (reading.value is None) == (reading.kind is not Kind.ANSWER)
    if question.type in {QuestionType.NUMBER, QuestionType.SCALE} and reading.kind is Kind.ANSWER:
        assert isinstance(reading.value, int | float)
        assert (question.minimum or 0) <= reading.value <= (question.maximum or 0)


@pytest.mark.parametrize("asked", [QuestionType.SINGLE, QuestionType.MULTI, QuestionType.PLACE])
@pytest.mark.parametrize("words", ["the last", "last one", "top two and the last", "all but last"])
def test_where_no_option_is_given_no_last_one_is_chosen(asked: QuestionType, words: str) -> None:
    reading = read_reply(Question(asked, "Where?"), words)

    assert reading.value is None or asked is QuestionType.PLACE


@pytest.mark.parametrize("question", QUESTIONS, ids=_ids)
def test_no_text_can_hold_the_reader_up(question: Question) -> None:
    for bait in BAIT:
        started = time.thread_time()
        read_reply(question, bait)
        assert time.thread_time() - started < 0.05, f"slow on {bait[:20]!r} of {len(bait)}"
