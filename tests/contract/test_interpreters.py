"""The same tests for everything that reads free words: embedded, Rasa's adapter, and the fake.

`make test-rasa` runs them against a real Rasa server as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nlu.embedded.interpreter import EmbeddedInterpreter
from nlu.embedded.loading import load_interpreter
from nlu.examples import read_examples
from nlu.port import Interpreter
from nlu.rasa.adapter import RasaInterpreter
from tests.fakes import FakeInterpreter
from tests.rasa_server import pretend_rasa

REAL_RASA = os.environ.get("SAYSO_TEST_RASA_URL")
ENGINES = ["embedded", "letters alone", "pretend rasa", "fake", *(["rasa"] if REAL_RASA else [])]
INTENTS = frozenset(one.intent for one in read_examples())
PLAIN = {
    "hello": "greet",
    "thank you so much": "thanks",
    "stop texting me": "stop",
    "who is my worker?": "who_is_my_worker",
    "what time is my meeting": "when_is_my_meeting",
    "where is my meeting": "where_is_my_meeting",
    "can we change my meeting to friday": "change_meeting",
    "i want to cancel my meeting": "cancel_meeting",
    "im running late sorry": "running_late",
    "will my mum see this": "who_sees_this",
    "delete my data please": "delete_my_data",
    "can i talk to a real person": "talk_to_human",
    "i want to make a complaint about my worker": "complaint",
    "my dad hits me": "disclosure",
}


@pytest.fixture(scope="module")
def embedded() -> EmbeddedInterpreter:
    interpreter = load_interpreter()
    assert interpreter is not None
    assert interpreter.encoder is not None
    return interpreter


@pytest.fixture(scope="module", params=ENGINES)
def interpreter(
    request: pytest.FixtureRequest, embedded: EmbeddedInterpreter
) -> Iterator[Interpreter]:
    if request.param == "embedded":
        yield embedded
    elif request.param == "letters alone":
        yield EmbeddedInterpreter(embedded.weights)
    elif request.param == "fake":
        yield FakeInterpreter(PLAIN)
    elif request.param == "rasa":
        assert REAL_RASA is not None
        # No fallback: the server itself must answer. How long it may take is tested apart.
        yield RasaInterpreter(REAL_RASA, None, budget=timedelta(seconds=30))
    else:
        with pretend_rasa(PLAIN) as server:
            yield RasaInterpreter(server.url, None)


@pytest.mark.parametrize(("said", "meant"), PLAIN.items())
def test_what_is_said_plainly_is_understood(
    interpreter: Interpreter, said: str, meant: str
) -> None:
    assert interpreter.parse(said).intent == meant


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=1600))
@example("")
@example(" " * 1600)
@example("a" * 1600)
@example("\x00\x1b[31m\u202e\u200f\ufeff")
@example("Z\u0351\u036b\u0343a\u0321\u033cl\u0313g\u0307o" * 80)
@example("\ud800 half a character")
@example("(" * 800 + ")" * 800)
@example("🏳️‍🌈" * 250)
@example('{"text": "\\u0000"}')
@example("/stop")
@example(" /0")
def test_any_text_has_a_reading(interpreter: Interpreter, text: str) -> None:
    found = interpreter.parse(text)

    assert found.intent is None or found.intent in INTENTS
    assert 0 <= found.confidence <= 1


def test_the_same_words_have_the_same_reading(interpreter: Interpreter) -> None:
    assert interpreter.parse("when is my meeting") == interpreter.parse("when is my meeting")


def test_words_that_say_nothing_name_no_intent_of_a_meeting(interpreter: Interpreter) -> None:
    found = interpreter.parse("xq zzv kk pqw")

    assert found.intent in {None, "out_of_scope"} or found.confidence < 0.6
