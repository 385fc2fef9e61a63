"""The screening classifier, joined to the rules by OR, and what must never lose an alert."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FlowError
from bot.safeguarding import likeness as learnt
from bot.safeguarding.likeness import concepts_of, features, likeness
from bot.services.understand import Understand

SAID = [
    "im being forced to have sex and im only 12 years old",
    "I'm being forced to have sex and I'm only 12 years old",
    "my dad hits me with his belt",
    "i want to kill myself",
    "my uncle touches me at night",
    "i cut my arms when im sad",
    "they make me carry drugs to another town",
    "mum leaves us alone with no food for days",
]
screen = Understand().screen


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize(
    "change",
    [
        "{} lol jk",
        "{} haha",
        "{} 😂",
        "{} forget it",
        "{} only joking",
        "its nothing but {}",
        "3. {}",
        "yes tuesday is fine. {}",
        "idk if this matters but {} anyway how are you",
        "in the film last night it was funny but {}",
        "in pshe we talked about it and {}",
        "{} dont tell anyone",
    ],
)
def test_what_is_put_around_a_disclosure_does_not_hide_it(text: str, change: str) -> None:
    assert screen(change.format(text)) is not None


@pytest.mark.parametrize("text", SAID)
def test_capitals_and_missing_apostrophes_hide_nothing(text: str) -> None:
    assert screen(text.upper()) is not None
    assert screen(text.replace("'", "")) is not None


@pytest.mark.parametrize("text", SAID)
def test_a_long_message_around_it_hides_nothing(text: str) -> None:
    chat = "the bus was late and we had chips at the park and it was sunny. "
    assert screen(chat * 8 + text + ". " + chat * 8) is not None


def test_what_no_rule_names_is_heard_by_its_likeness() -> None:
    assert likeness("hes coming up the stairs again and i pretend im asleep").telling > 0
    assert likeness("see you at 4 by the library").telling < 0


def test_what_happens_now_is_more_urgent_than_what_wears_down() -> None:
    now = likeness("hes got a knife and hes coming up the stairs")
    always = likeness("i feel sad and lonely every day")
    assert now.urgent > 0 > always.urgent


def test_a_fully_understood_choice_spares_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.understand.heard", lambda *_: pytest.fail("asked"))
    assert screen("2", plain=True) is None


def test_a_word_stands_for_its_concepts() -> None:
    assert "family" in concepts_of("dad")
    assert "selfkill" in concepts_of("suicidal")
    assert concepts_of("library") == ("meet",)


def test_concepts_meet_in_order() -> None:
    assert "pfamily>hurt" in features(["my", "dad", "hits", "me"])[2]
    assert "qme>family>hurt" in features(["my", "dad", "hits", "me"])[2]


def test_a_broken_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "likeness.bin"
    broken.write_bytes(b"1.0 0.0\nshort")
    monkeypatch.setattr(learnt, "WEIGHTS", broken)
    with pytest.raises(FlowError, match=r"likeness\.bin is broken"):
        learnt.models.__wrapped__()


@given(st.text(max_size=1600))
@settings(deadline=None)
def test_any_text_has_a_likeness(text: str) -> None:
    assert likeness(text) == likeness(text)
