"""What stands around the pages: in one language, and what is not yet in it is marked as English."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import phrases
from bot.conversation.languages import ITSELF
from bot.conversation.phrases import OF_PAGES, Phrase, of_pages, sentences
from bot.engine.model import Text
from bot.web.chrome import Chrome

KEYS = sorted(of_pages())
EVERY = frozenset(ITSELF)


def test_no_sentence_of_the_pages_hides_another() -> None:
    assert len(KEYS) == sum(len(sentences(file)) for file in OF_PAGES)


@given(st.sampled_from(KEYS), st.sampled_from(sorted(ITSELF)))
def test_a_language_that_is_on_is_spoken_whole_and_unmarked(key: str, language: str) -> None:
    said = str(Chrome(language, EVERY)(key))

    assert said
    assert "<span" not in said


@given(st.sampled_from(KEYS), st.sampled_from([*ITSELF, "und", "so", ""]))
def test_without_drafts_the_whole_page_is_english(key: str, language: str) -> None:
    chrome = Chrome(language)

    assert (chrome.lang, chrome.dir) == ("en-GB", "ltr")
    assert chrome(key) == Chrome()(key)


def test_one_sentence_that_is_missing_is_english_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half = {
        "chat": Phrase(Text({"en": "Chat", "ur": "چیٹ"})),
        "send": Phrase(Text({"en": "Send <it>"})),
    }
    monkeypatch.setattr(phrases, "sentences", lambda file, drafts: half)
    monkeypatch.setattr("bot.web.chrome.of_pages", lambda drafts: half)
    chrome = Chrome("ur", EVERY)

    assert (chrome.lang, chrome.dir) == ("ur", "rtl")
    assert chrome("send") == '<span lang="en-GB" dir="ltr">Send &lt;it&gt;</span>'
    assert chrome("chat") == "چیٹ"


@pytest.mark.parametrize("language", ["en", "und", *sorted(EVERY)])
def test_words_about_danger_are_never_a_draft(language: str) -> None:
    said = str(Chrome(language, EVERY).danger())

    assert said.startswith('<p lang="en-GB" dir="ltr">In danger now? Call ')
    assert "<span" not in said


def test_each_number_in_words_about_danger_is_a_link() -> None:
    assert re.findall(r'href="([^"]+)"', str(Chrome().danger())) == [
        "tel:999",
        "tel:08001111",
        "sms:85258",
    ]
