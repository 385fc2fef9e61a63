"""What screening hears, and what it leaves alone. Every sentence is invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safeguarding.assess import Assessment, Severity, assess, warm_up
from bot.safeguarding.lexicon import lexicon

LONGEST_SMS = 1_600
FAILED_IN_PUBLIC = [
    "I'm being forced to have sex and I'm only 12 years old",
    "im only 12 and im being forced to have sex",
    "I am being made to have sex and I am 12",
    "someone is forcing me to have sex. im 12",
    "hes making me have sex with him im only 13",
    "I keep throwing up after meals so I lose weight",
    "I make myself sick and nobody knows",
]
HEARD = [
    ("i want to kill myself", Severity.IMMEDIATE, "suicide"),
    ("jk but i want to die", Severity.IMMEDIATE, "suicide"),
    ("lol ignore me. sometimes i dont want to be here anymore", Severity.IMMEDIATE, "suicide"),
    ("kms", Severity.IMMEDIATE, "suicide"),
    ("gonna unalive", Severity.IMMEDIATE, "suicide"),
    ("took a load of pills", Severity.IMMEDIATE, "suicide"),
    ("my friend wants to kill herself", Severity.IMMEDIATE, "suicide"),
    ("dwi isio marw", Severity.IMMEDIATE, "suicide"),
    ("no, i dont want to live", Severity.IMMEDIATE, "suicide"),
    ("been doing s/h again", Severity.CONCERN, "self_harm"),
    ("i cut my arms at night", Severity.CONCERN, "self_harm"),
    ("my uncle touches me down there", Severity.IMMEDIATE, "sexual"),
    ("my dad hits me", Severity.CONCERN, "physical"),
    ("its fine but he hits me when hes drunk", Severity.CONCERN, "physical"),
    ("2 but my dad hits me", Severity.CONCERN, "physical"),
    ("my little brother gets hit", Severity.CONCERN, "physical"),
    ("my dad 👊 me", Severity.CONCERN, "physical"),
    ("mae dad yn bwrw fi", Severity.IMMEDIATE, "physical"),
    ("hes got a knife", Severity.IMMEDIATE, "physical"),
    ("theres no food at home", Severity.CONCERN, "neglect"),
    ("not safe", Severity.CONCERN, "help"),
    ("not feeling safe", Severity.CONCERN, "help"),
    ("im thinking of going, i might run away", Severity.IMMEDIATE, "running_away"),
    ("they make me carry drugs", Severity.IMMEDIATE, "exploitation"),
    ("havent eaten in 3 days on purpose", Severity.CONCERN, "eating"),
    ("dad is hitting my mum", Severity.CONCERN, "domestic"),
    ("he has my nudes", Severity.CONCERN, "online"),
    ("they are forcing me to marry my cousin", Severity.IMMEDIATE, "honour"),
    ("a man online wants me to join isis", Severity.CONCERN, "radicalisation"),
    ("please someone help me", Severity.CONCERN, "help"),
]
# All there is of a message: nothing around it says that it is meant otherwise.
ALARMS = {
    Severity.IMMEDIATE: [
        "in danger",
        "In danger now",
        "999",
        "999 please",
        "ambulance pls",
        "mayday",
        "taken loads",
        "on the tracks",
        "sat on the ledge",
        "getting married in pakistan",
        "at airport dont wanna go",
        "locked me in again",
    ],
    Severity.CONCERN: [
        "not allowed to tell anyone",
        "promised to keep quiet",
        "phones hidden come quick",
        "giving my stuff away",
        "danger",
        "unsafe",
        "really unsafe here",
        "trapped",
        "followed home",
        "dont tell anyone",
        "he said keep quiet",
        "voices again",
        "no one cares about me",
        "end it",
        "on the bridge",
        "razor",
        "got a shank",
        "gun",
    ],
}
ORDINARY = [
    "this homework is killing me",
    "i could die of embarrassment",
    "im dead 😂",
    "id kill for a pizza",
    "my mum will kill me if im late",
    "i want to die my hair pink",
    "ran 5 kms",
    "i rapped at the open mic and he rapped to me",
    "he beat me at fifa",
    "got killed in fortnite again",
    "cut myself shaving",
    "hit me up on tues",
    "can you help me with my homework",
    "kicked out of maths again",
    "no one hurts me",
    "nobody at home hits me",
    "my dad doesnt hit me",
    "i have never been hit",
    "stop texting me",
    "help",
    "the library",
    "1",
    "",
    "im in danger of missing the bus",
    "is it 999 or 101 for a lost phone",
    "an ambulance came to school today",
    "we took loads of pics",
    "on the bridge by tesco",
    "my cousin is getting married in pakistan",
    "trapped in traffic",
    "a dog followed me home",
    "nobody cares about pe kit",
    "end it please",
    "end it with a song",
    "voices in the choir",
    "got a knife and fork",
    "giving my old bike away on saturday",
]


@pytest.mark.parametrize("text", FAILED_IN_PUBLIC)
def test_the_sentences_other_services_failed_are_heard(text: str) -> None:
    assert assess(text) is not None


@pytest.mark.parametrize(("text", "severity", "category"), HEARD)
def test_a_disclosure_is_heard(text: str, severity: Severity, category: str) -> None:
    assert assess(text) == Assessment(severity, category)


@pytest.mark.parametrize(
    ("text", "severity"), [(text, how) for how, texts in ALARMS.items() for text in texts]
)
def test_a_word_or_two_that_cry_for_help_are_heard(text: str, severity: Severity) -> None:
    found = assess(text)

    assert found is not None
    assert found.severity is severity


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_raises_nothing(text: str) -> None:
    assert assess(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i want to k i l l myself",
        "k.m.s",
        "i w a n t to d i e",
        "iwanttodie",
        "I WANT TO DIEEEEE",
        "i want to d!e",
        "i want to d*e",
        "i want 2 die",
        "i\u200b want\u200b to d\u00adie",
        "i want to d\u0456\u0435",
        "i wanna die",
        "im suicdal",
        "i want to … die",
        "want\nto\ndie",
    ],
)
def test_a_wish_to_die_is_heard_however_it_is_spelled(text: str) -> None:
    assert assess(text) == Assessment(Severity.IMMEDIATE, "suicide")


def test_a_denied_wish_to_die_is_passed_on_but_not_as_an_emergency() -> None:
    assert assess("i dont want to die") == Assessment(Severity.CONCERN, "suicide")


@pytest.mark.parametrize(
    "text",
    ["i dont want to die but sometimes i do", "i dont want to kill myself jk i lied"],
)
def test_a_denial_that_is_taken_back_is_an_emergency(text: str) -> None:
    assert assess(text) == Assessment(Severity.IMMEDIATE, "suicide")


def test_no_one_hits_me_except_somebody_is_heard() -> None:
    assert assess("no one hits me except my dad") is not None


@pytest.mark.parametrize("text", ["no one knows my dad hits me", "i cant go home he hits me"])
def test_a_denial_of_something_else_hides_nothing(text: str) -> None:
    assert assess(text) is not None


def test_what_happens_now_is_an_emergency() -> None:
    assert assess("my dad is hitting my mum right now") == Assessment(
        Severity.IMMEDIATE, "domestic"
    )


def test_the_language_engine_alone_is_enough_for_a_concern() -> None:
    assert assess("the thing in the car", "disclosure") == Assessment(Severity.CONCERN, "other")
    assert assess("the thing in the car", "greet") is None


def test_the_language_engine_never_lowers_what_the_rules_hear() -> None:
    assert assess("i want to die", "greet") == Assessment(Severity.IMMEDIATE, "suicide")


def test_words_at_the_very_end_of_a_long_message_are_heard() -> None:
    assert assess("we went to town and bought chips. " * 400 + "i want to die") is not None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=LONGEST_SMS))
def test_any_text_can_be_screened(text: str) -> None:
    found = assess(text)
    assert found is None or found.severity in Severity


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_message_of_nothing_but_our_own_words_is_screened_in_time(data: st.DataObject) -> None:
    warm_up()
    known = sorted(lexicon().tables.known | {"not", "i", "my", "dad", "he", "me"})
    words = data.draw(st.lists(st.sampled_from(known), min_size=200, max_size=400))
    text = " ".join(words)[:LONGEST_SMS]
    started = time.process_time()
    assess(text)
    assert time.process_time() - started < 0.05
