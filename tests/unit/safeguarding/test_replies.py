"""The fixed set of replies: what is picked, and how every text of it reads."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from bot.errors import FlowError
from bot.safeguarding.lexicon import lexicon
from bot.safeguarding.replies import (
    FILE,
    FixedText,
    Watch,
    approved_texts,
    due_for_review,
    fingerprint,
    fixed,
    fixed_texts,
    holding_reply,
    parse,
    unsigned,
)
from bot.safeguarding.signposts import load, usable
from bot.text.gsm import Encoding, measure

AGE_BANDS = [None, "11-12", "13-15", "16-18", "19-25"]
CARRIER_WORDS = {
    "STOP",
    "STOPALL",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "UNSUBSCRIBE",
    "START",
    "HELP",
}
ENTRIES = list(fixed_texts().values())
HOLDING = [one for one in ENTRIES if one.key.startswith("holding_")]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z']+", text)


def english(entry: FixedText) -> str:
    return entry.texts["en"]


@pytest.mark.parametrize("watch", Watch)
@pytest.mark.parametrize("age_band", AGE_BANDS)
def test_every_category_has_a_reply_in_the_set(age_band: str | None, watch: Watch) -> None:
    categories = {rule.category for rule in lexicon().rules} | {"help", "other", "unheard of"}
    for category in categories:
        reply = holding_reply(category, age_band, "cy", watch=watch)
        assert reply.text in approved_texts()
        assert "999" in reply.text


def test_childline_is_named_to_children_and_unknown_ages_and_shout_to_adults() -> None:
    assert "Childline 0800 1111" in holding_reply("suicide", "16-18", "en").text
    assert "Childline 0800 1111" in holding_reply("suicide", None, "en").text
    grown = holding_reply("suicide", "19-25", "en").text
    assert "Childline" not in grown
    assert "85258" in grown


def test_a_runaway_is_told_of_the_runaway_helpline() -> None:
    assert "116000" in holding_reply("running_away", "13-15", "en").text


def test_nobody_there_and_broken_alarms_are_said_honestly() -> None:
    away = holding_reply("physical", "13-15", "en", watch=Watch.OUT_OF_HOURS).text
    broken = holding_reply("physical", "13-15", "en", watch=Watch.ALERTING_DOWN).text
    assert "away" in away
    assert "tell an adult you trust" in broken
    assert "will read" not in broken


def test_an_unknown_language_gets_english_and_says_so() -> None:
    assert fixed("help", "ur").language == "en"


def test_an_unknown_key_is_a_named_mistake() -> None:
    with pytest.raises(FlowError, match="'nonsense'"):
        fixed("nonsense", "en")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_text_fits_one_text_message_of_plain_letters(entry: FixedText) -> None:
    for text in entry.texts.values():
        assert measure(text).encoding is Encoding.GSM7
        assert measure(text).count == 1


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_no_sentence_is_longer_than_fifteen_words(entry: FixedText) -> None:
    sentences = re.split(r"(?<=[.?!])\s", english(entry))
    assert max(len(sentence.split()) for sentence in sentences) <= 15


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_only_the_opt_out_receipt_speaks_a_carrier_word(entry: FixedText) -> None:
    spoken = {word.upper() for word in words(english(entry))} & CARRIER_WORDS
    assert spoken == ({"START"} if entry.key == "opt_out" else set())


@pytest.mark.parametrize("entry", HOLDING, ids=lambda entry: entry.key)
def test_a_holding_reply_thanks_says_it_was_right_and_that_a_person_reads(entry: FixedText) -> None:
    text = english(entry)
    assert text.startswith("Thank you for telling us. You did")
    assert "A person will read this." in text


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_no_text_promises_to_keep_a_secret(entry: FixedText) -> None:
    assert not re.search(r"secret|confidential|promise|private", english(entry))


def test_every_number_given_is_one_the_directory_may_send() -> None:
    today = date(2026, 11, 22)
    known = {one.contact.replace(" ", "") for one in usable(load(), today)}
    given = {
        number.replace(" ", "")
        for text in approved_texts()
        for number in re.findall(r"\d[\d ]*\d", text)
    }
    assert given == {"999", "08001111", "85258", "116000"}
    assert given <= known


def test_no_draft_or_outdated_translation_is_in_the_set() -> None:
    entry = {
        "text": {
            "en": "Hello.",
            "cy": {"text": "Helo.", "of": fingerprint("Hello."), "status": "reviewed"},
            "pl": {"text": "Witaj.", "of": fingerprint("Hello."), "status": "draft"},
            "ur": {"text": "Salam.", "of": fingerprint("Goodbye."), "status": "reviewed"},
        }
    }
    read = parse("hello", entry)
    assert dict(read.texts) == {"en": "Hello.", "cy": "Helo."}
    assert read.waiting == ("pl", "ur")


def test_an_entry_without_english_is_refused() -> None:
    with pytest.raises(FlowError, match="'hello'"):
        parse("hello", {"text": {"cy": {"text": "Helo.", "of": "0", "status": "draft"}}})


def test_nobody_has_signed_the_set_yet_and_it_says_so() -> None:
    assert set(unsigned()) == set(fixed_texts())
    assert due_for_review(date(2030, 1, 1)) == ()


ALL_LANGUAGES = {"cy", "pl", "ur"}
AT_ONCE = ("holding_", "out_of_hours", "alerting_down", "help")


def test_every_text_is_written_in_welsh_and_what_answers_a_worry_in_every_language() -> None:
    lacking = {
        key
        for key, one in fixed_texts().items()
        if not {*one.texts, *one.waiting} >= (ALL_LANGUAGES if key.startswith(AT_ONCE) else {"cy"})
    }

    assert lacking == set()
    assert any(key.startswith("closed_") for key in fixed_texts())


def test_what_waits_to_be_read_fits_a_text_and_leads_to_help_too() -> None:
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    amiss = set()
    for key, entry in raw.items():
        if not key.startswith((*AT_ONCE, "closed_")):
            continue
        for language in ALL_LANGUAGES & entry["text"].keys():
            said = entry["text"][language]["text"].replace("{when}", "Mon 30 Nov 10:30am")
            room = 160 if measure(said).encoding is Encoding.GSM7 else 134
            if len(said) > room or "999" not in said:
                amiss.add((key, language))

    assert amiss == set()
