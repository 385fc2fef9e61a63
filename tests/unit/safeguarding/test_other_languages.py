"""The plainest disclosures in other languages, and when a message is in one that is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safeguarding.assess import Severity, assess
from bot.safeguarding.other_languages import FILE, compiled, heard
from bot.safeguarding.unread import is_unread

LANGUAGES = yaml.safe_load(FILE.read_text(encoding="utf-8"))["languages"]

WANTS_TO_DIE = yaml.safe_load(
    Path(__file__).with_name("wants_to_die.yaml").read_text(encoding="utf-8")
)


def test_every_language_has_its_sentence() -> None:
    assert WANTS_TO_DIE.keys() == LANGUAGES.keys()


@pytest.mark.parametrize(("language", "text"), WANTS_TO_DIE.items())
def test_a_wish_to_die_is_heard_in_every_language(language: str, text: str) -> None:
    found = assess(text)

    assert found is not None, language
    assert (found.severity, found.category) == (Severity.IMMEDIATE, "suicide")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("tata mnie bije", "physical"),
        ("abbu mujhe maarte hain", "physical"),
        ("mi padrastro me toca por la noche en mis partes", "sexual"),
        ("boję się wracać do domu", "help"),
        ("aabahay waan ka baqayaa", "help"),
        ("nu avem mancare acasa", "neglect"),
        ("爸爸打我", "physical"),
    ],
)
def test_what_is_done_to_them_is_heard(text: str, category: str) -> None:
    found = assess(text)

    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    "text",
    ["tata mnie nie bije", "mi padre no me pega", "il ne me frappe pas", "ges i fy mwrw yn fifa"],
)
def test_what_is_denied_or_a_game_is_not_heard(text: str) -> None:
    assert heard(text) is None


def test_a_denial_ends_with_its_clause() -> None:
    assert heard("nie, tata mnie bije") == "physical"


def test_the_gravest_is_what_it_is_about() -> None:
    assert heard("tata mnie bije, chce umrzec") == "suicide"


def test_a_phrase_may_end_in_a_word_that_is_only_begun() -> None:
    assert heard("nie jestem bezpieczna w domu") == "help"
    assert heard("nie jestem") is None


def test_a_part_stands_for_every_word_of_its_slot() -> None:
    book = compiled(
        {
            "play": "",
            "laughs": "",
            "everywhere": {"physical": "<hit> + <me>\n"},
            "languages": {"xx": {"name": "X", "not": "", "hit": "ab* cd", "me": "ef"}},
        }
    )

    assert set(book.by_stem) == {"ab"}
    assert set(book.by_word) == {"cd", "ef"}
    assert [line.category for line in book.lines] == ["physical"]


@pytest.mark.parametrize(
    "text",
    [
        "ጤና ይስጥልኝ እንዴት ነህ",
        "czy mozna przelozyc spotkanie na jutro",
        "je ne parle pas anglais",
        "我今天很好",
    ],
)
def test_another_language_is_told(text: str) -> None:
    assert is_unread(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "asdfgh",
        "😂😂😂",
        "wagwan mandem its calm still",
        "im Zofia Nowak",
        "dwi'n hoffi pel droed",
        "i cba wiv dis innit",
        "café müller",
        "it is not a la carte lol",
    ],
)
def test_slang_slips_names_and_gibberish_are_nobodys_language(text: str) -> None:
    assert not is_unread(text)


@given(st.text(max_size=1600))
@settings(deadline=None)
def test_any_text_can_be_looked_at(text: str) -> None:
    assert heard(text) is None or assess(text) is not None
    assert is_unread(text) in {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "my dad has a pet dog",
        "do we get lunch",
        "dad got petrol for the car",
        "my brother is a menace he bit me",
    ],
)
def test_english_words_that_look_like_another_languages_tell_nothing(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize(
    "text", ["mon père me bat", "il me menace", "my uncle amake mare at night"]
)
def test_they_tell_all_the_same_beside_that_language(text: str) -> None:
    assert heard(text) is not None
