"""A question that a drawing may answer: words everywhere, a picture on web chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.advance import advance, ask_again, question_at, start
from bot.engine.checking import check_text
from bot.engine.events import MsgCreated, ResultChanged
from bot.engine.loading import AROUND, FLOWS, load_flow, shipped
from bot.engine.model import State
from bot.engine.state_json import dump, load
from bot.engine.values import DRAWN
from nlu.port import Kind, QuestionType, Reading

FLOW = load_flow(shipped()["good-place"])
FILE = (FLOWS / "good-place.yaml").read_text(encoding="utf-8")


def at_the_drawing(channel: str) -> State:
    begun, _ = start(FLOW, {"language": "en", "age_band": "13-15", "channel": channel})
    return replace(begun, node="i5", asked=("i1", "i2", "i3", "i4", "i5"))


def kept(events: tuple[object, ...]) -> ResultChanged:
    return next(event for event in events if isinstance(event, ResultChanged))


def test_a_text_asks_for_words_and_web_chat_offers_to_draw() -> None:
    text, chat = ask_again(FLOW, at_the_drawing("sms")), ask_again(FLOW, at_the_drawing("chat"))
    assert "draw" not in text.text.casefold()
    assert "Draw it" in chat.text
    assert "SKIP" in text.text
    assert "SKIP" in chat.text


def test_the_terminal_which_shows_no_pictures_asks_for_words() -> None:
    assert "draw" not in ask_again(FLOW, at_the_drawing("console")).text.casefold()


def test_it_is_asked_in_every_language_that_is_spoken() -> None:
    welsh = load_flow(shipped()["good-place"], drafts=frozenset({"cy"}))
    state = at_the_drawing("chat")
    asked = ask_again(welsh, replace(state, facts={**state.facts, "language": "cy"}))
    assert "Tynna lun" in asked.text


def test_words_answer_it_and_are_kept_as_words() -> None:
    state, events = advance(FLOW, at_the_drawing("sms"), Reading(Kind.ANSWER, "a climbing wall"))
    assert kept(events).words
    assert kept(events).value == "a climbing wall"
    assert state.node == "o1"


def test_a_picture_answers_it_and_the_talk_goes_on() -> None:
    state, events = advance(FLOW, at_the_drawing("chat"), Reading(Kind.ANSWER, DRAWN))
    assert not kept(events).words
    assert state.results["i5"] == DRAWN
    assert state.node == "o1"
    assert load(dump(state)).results["i5"] == DRAWN


def test_no_words_can_pass_for_a_picture() -> None:
    _, events = advance(FLOW, at_the_drawing("chat"), Reading(Kind.ANSWER, DRAWN[0]))
    assert kept(events).words


def test_a_picture_answers_no_other_question() -> None:
    asked = replace(at_the_drawing("chat"), node="o4")
    _, events = advance(FLOW, asked, Reading(Kind.ANSWER, DRAWN))
    assert not any(isinstance(event, ResultChanged) for event in events)


def test_it_can_be_skipped() -> None:
    state, _ = advance(FLOW, at_the_drawing("chat"), Reading(Kind.SKIP))
    assert state.node == "o1"


@pytest.mark.parametrize("channel", ["sms", "chat"])
def test_a_reply_is_read_against_what_was_asked(channel: str) -> None:
    asked = question_at(FLOW, at_the_drawing(channel))
    assert asked.type is QuestionType.DRAWING
    assert ("Draw it" in asked.prompt) == (channel == "chat")


def test_the_page_is_told_that_a_picture_may_answer() -> None:
    message = ask_again(FLOW, at_the_drawing("chat"))
    assert isinstance(message, MsgCreated)
    assert message.draws
    assert not ask_again(FLOW, replace(at_the_drawing("chat"), node="o4")).draws


WRONG = [
    ('ask: "drawing"\n    sees: "totals"', 'ask: "drawing"\n    sees: "worker"', "sees: totals"),
    ("Say it in your own words. Or", "Draw it for us. Or", "without 'Draw'"),
    ("or say it in words. Or SKIP.", "or say it in words.", "SKIP in on_chat"),
    ('ask: "drawing"', 'ask: "text"', "take out on_chat"),
    ("    on_chat:", "    why:", "add on_chat"),
]


@pytest.mark.parametrize(("was", "put", "told"), WRONG)
def test_the_checker_says_what_is_wrong_with_a_drawing(was: str, put: str, told: str) -> None:
    assert was in FILE
    found = check_text(FILE.replace(was, put, 1), AROUND.read_text(encoding="utf-8"))
    said = [issue.message for issue in found if issue.code == "bad_drawing"]
    assert any(told in one for one in said), said


def test_the_shipped_question_is_sound() -> None:
    found = check_text(FILE, AROUND.read_text(encoding="utf-8"))
    assert not [issue for issue in found if issue.code == "bad_drawing"]
