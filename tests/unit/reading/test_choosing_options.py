"""Replies to questions with options, one or several."""

from __future__ import annotations

import pytest

from nlu.port import Kind, Option, Question, QuestionType, Reading
from nlu.reading import read_reply

UNCLEAR = Reading(Kind.UNCLEAR)


def _each(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


def _options(text: str) -> tuple[Option, ...]:
    """Return options keyed a to e, which no test takes for letters: keys are not shown."""
    labels = [label.strip() for label in text.split("/")]
    return tuple(Option(f"key{n}", label) for n, label in enumerate(labels, start=1))


def _single(labels: str) -> Question:
    return Question(QuestionType.SINGLE, "Which?", _options(labels))


def _multi(labels: str) -> Question:
    return Question(QuestionType.MULTI, "Which? Send all that fit.", _options(labels))


PLACES = "Cafe / Library / A centre / School or college / At home"
AGREE = "Yes / Mostly / Not really / No / Rather not say"
OFTEN = "Never / Sometimes / Often / All the time / Do not know"
MOOD = "Good / OK / Up and down / Not good"
REMIND = "Evening before / Same morning / 2 hours before / Both days / No reminders"
COMING = "I'll be there / I need to change it / I can't come"
HOW = "Face to face / Walk and talk / Phone / Video / Text"


def _cases(table: dict[int, str]) -> list[tuple[int, str]]:
    return [(n, reply) for n, replies in table.items() for reply in _each(replies)]


@pytest.mark.parametrize(
    ("number", "reply"),
    _cases(
        {
            1: "1 | a | A) | cafe | the cafe | CAFE!! | cafee | caff | the first one | 1st | one"
            "| 1. | 1 pls | option 1 | #1 | 1 cos its near | i like the cafe best | 1️⃣ | \u0661 | ①"
            "| the cafe actually",
            2: "2 | b | the libary | libry | number two | no. 2 | 1 no wait 2 | 1 no 2 | 2 not 1"
            "| the library, not the cafe | cafe. actually library | hmm 2 i guess | 2, its quiet",
            3: "3 | centre | a centre | the centr | option c | 3rd | not school, the centre",
            4: "4 | school | college | skl | coll innit | d please | school or college | SKOOOL",
            5: "5 | home | at home | at my house | last one | the last | e | home lol | five",
        }
    ),
)
def test_one_option_is_found_however_it_is_said(number: int, reply: str) -> None:
    assert read_reply(_single(PLACES), reply) == Reading(Kind.ANSWER, f"key{number}")


@pytest.mark.parametrize(
    "reply",
    _each("""
    0 | 6 | 99 | 1.5 | f | 1 or 2 | 1 and 2 | 1,2 | 12 | cafe or library | cafe/library |
    2 cafe | cafe no library | i have 2 brothers | idk | dont mind | any | either | yes |
    no | 👍 | 👎 | cage | my nans | maybe | somewhere else | the bus stop | my mate said 3 |
    b4 | me 2 | 1 in 5 people | after 4 | 2 times | next to the park |
    the cafe is rubbish | my mum likes the library | it was closed | -1
    """),
)
def test_what_could_be_two_things_or_none_is_asked_again(reply: str) -> None:
    assert read_reply(_single(PLACES), reply) == UNCLEAR


@pytest.mark.parametrize(
    ("reply", "refused"),
    [
        ("not the library", ("key2",)),
        ("anything but school", ("key4",)),
        ("no cafe", ("key1",)),
        ("not 1 or 2", ("key1", "key2")),
        ("i hate the library", ("key2",)),
    ],
)
def test_a_bare_refusal_says_what_is_refused(reply: str, refused: tuple[str, ...]) -> None:
    assert read_reply(_single(PLACES), reply) == Reading(Kind.ANSWER, {"not": refused})


@pytest.mark.parametrize(
    ("number", "reply"),
    _cases(
        {
            1: "yes | yh | yeahh | yep | course | no worries | 👍 | 👍🏿 | yes they do | ie",
            2: "mostly | mostlyy | mostly i guess",
            3: "not really | not rly",
            4: "no | nah | nope | 👎 | no i dont | yeah no wait no | na",
            5: "rather not say | prefer not to say | i dont want to say",
        }
    ),
)
def test_short_answers_find_the_label_that_means_the_same(number: int, reply: str) -> None:
    assert read_reply(_single(AGREE), reply) == Reading(Kind.ANSWER, f"key{number}")


@pytest.mark.parametrize("reply", ["ok", "yes and no", "idk", "sometimes", "maybe", "yeah right"])
def test_half_agreement_is_not_taken_for_agreement(reply: str) -> None:
    assert read_reply(_single(AGREE), reply) == UNCLEAR


@pytest.mark.parametrize(
    ("number", "reply"),
    _cases(
        {
            1: "never | not once",
            2: "sometimes | sumtimes | now and then",
            3: "often | most days",
            4: "all the time | always | every day | 24/7",
            5: "idk | dunno | not sure | dont know",
        }
    ),
)
def test_how_often_is_found_in_other_words(number: int, reply: str) -> None:
    assert read_reply(_single(OFTEN), reply) == Reading(Kind.ANSWER, f"key{number}")


@pytest.mark.parametrize("reply", ["not often", "sometimes or often", "3 times", "quite"])
def test_somewhere_on_a_scale_is_no_point_on_it(reply: str) -> None:
    assert read_reply(_single(OFTEN), reply) == UNCLEAR


@pytest.mark.parametrize(
    ("labels", "reply", "number"),
    [
        (MOOD, "not good", 4),
        (MOOD, "gud", 1),
        (MOOD, "k", 2),
        (MOOD, "up n down", 3),
        (REMIND, "2", 2),
        (REMIND, "2 hrs before", 3),
        (REMIND, "2 hours", 3),
        (REMIND, "the morning", 2),
        (REMIND, "no", 5),
        (COMING, "yh", 1),
        (COMING, "see you there", 1),
        (COMING, "cant make it", 3),
        (COMING, "can we change it", 2),
        (HOW, "f2f", 1),
        (HOW, "walk n talk", 2),
        (HOW, "on the phone", 3),
        (HOW, "phone not text", 3),
        ("Start / Later / No thanks", "go on then", 1),
        ("Start / Later / No thanks", "START", 1),
        ("Start / Later / No thanks", "nah", 3),
        ("Carry on / Later / Leave it there", "carry on", 1),
        ("Yes, it is mine / I share it / Wrong number", "wrong number", 3),
        ("Girl or woman / Boy or man / Another way", "man", 2),
        ("Get help / Skip it / Back", "skip it", 2),
        ("Get help / Skip it / Back", "back", 3),
        ("😀 Good / 😐 OK / 😢 Bad", "😢", 3),
        ("English / Cymraeg / Polski", "welsh", 2),
    ],
)
def test_labels_of_many_shapes_are_found(labels: str, reply: str, number: int) -> None:
    assert read_reply(_single(labels), reply) == Reading(Kind.ANSWER, f"key{number}")


def test_a_label_is_not_found_in_its_opposite() -> None:
    barriers = _single("It costs too much / Too far / I do not feel safe / Nothing does")

    assert read_reply(barriers, "i dont feel safe") == Reading(Kind.ANSWER, "key3")
    assert read_reply(barriers, "i feel safe") == UNCLEAR
    assert read_reply(barriers, "safe") == UNCLEAR


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ("1,3 and 5", "135"),
        ("1 3", "13"),
        ("1&3", "13"),
        ("1/3/5", "135"),
        ("1.3.5", "135"),
        ("135", "135"),
        ("13", "13"),
        ("3 1", "13"),
        ("5, 5 and 1", "15"),
        ("1-3", "123"),
        ("2 to 4", "234"),
        ("the first two", "12"),
        ("last 2 please", "45"),
        ("a, c", "13"),
        ("A and e", "15"),
        ("all", "12345"),
        ("all of them", "12345"),
        ("all but 3", "1245"),
        ("everything except school and home", "123"),
        ("everything but 2 and 4", "135"),
        ("cafe n home", "15"),
        ("cafe, libary and my house", "125"),
        ("i like the cafe and being at home", "15"),
        ("cafe because its warm", "1"),
        ("2", "2"),
        ("1 3 no wait 1 4", "14"),
        ("school", "4"),
    ],
)
def test_several_options_come_back_in_the_order_of_the_question(reply: str, numbers: str) -> None:
    keys = tuple(f"key{number}" for number in numbers)

    assert read_reply(_multi(PLACES), reply) == Reading(Kind.ANSWER, keys)


@pytest.mark.parametrize(
    "reply",
    _each("""
    1 and 7 | 6 | 0 | 136 | 11 | none | yes | idk | cafe, my nans | somewhere quiet |
    both | my mate likes 3 | 1 3 brothers | 4-2 | 1-9 | 1.7 | a, f | cafe and swimming
    """),
)
def test_a_list_with_anything_unknown_in_it_is_asked_again(reply: str) -> None:
    assert read_reply(_multi(PLACES), reply) == UNCLEAR


def test_two_digits_are_one_number_where_there_are_that_many_options() -> None:
    many = _multi("Ant / Bee / Cat / Dog / Elk / Fox / Gnu / Hen / Ibis / Jay / Kite / Lark")

    assert read_reply(many, "12") == Reading(Kind.ANSWER, ("key12",))
    assert read_reply(many, "13") == UNCLEAR
    assert read_reply(many, "1 2") == Reading(Kind.ANSWER, ("key1", "key2"))


def test_none_of_these_stands_alone() -> None:
    barriers = _multi("It costs too much / Too far / Nothing I like / Nothing does")

    assert read_reply(barriers, "none") == Reading(Kind.ANSWER, ("key4",))
    assert read_reply(barriers, "all of them") == Reading(Kind.ANSWER, ("key1", "key2", "key3"))
    assert read_reply(barriers, "1 4") == UNCLEAR


@pytest.mark.parametrize(
    "reply",
    _each("""
    yes | y | YH | calm | bet | 100% | ok | go on then | why not | no problem | 1 | ✅ | i do |
    tak | carry on | yes my mum does | yess | A
    """),
)
def test_yes_comes_in_many_words(reply: str) -> None:
    assert read_reply(Question(QuestionType.YESNO), reply) == Reading(Kind.ANSWER, "yes")


@pytest.mark.parametrize(
    "reply",
    _each("""
    no | n | nah ur alright | allow it | 2 | id rather not | i dont want to | no im busy | ❌ | B |
    dont think so | nooo | yes no wait no | nah not really
    """),
)
def test_no_comes_in_many_words(reply: str) -> None:
    assert read_reply(Question(QuestionType.YESNO), reply) == Reading(Kind.ANSWER, "no")


@pytest.mark.parametrize(
    "reply",
    ["maybe", "idk", "yes no", "3", "yes but not today", "yeah right", "yeah maybe", "x"],
)
def test_neither_yes_nor_no_is_asked_again(reply: str) -> None:
    assert read_reply(Question(QuestionType.YESNO), reply) == UNCLEAR


@pytest.mark.parametrize("labels", ["Sure / No thanks", "I'm in / Count me out", "Yes / No"])
def test_a_yes_no_question_answers_with_its_own_keys(labels: str) -> None:
    question = Question(QuestionType.YESNO, options=_options(labels))

    assert read_reply(question, "yh") == Reading(Kind.ANSWER, "key1")
    assert read_reply(question, "nah") == Reading(Kind.ANSWER, "key2")
    assert read_reply(question, "maybe") == UNCLEAR


def test_a_no_that_comes_first_is_still_no() -> None:
    question = Question(QuestionType.YESNO, options=_options("No / Yes"))

    assert read_reply(question, "nah") == Reading(Kind.ANSWER, "key1")
