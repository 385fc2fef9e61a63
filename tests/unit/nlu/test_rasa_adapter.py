"""Rasa's adapter when its server is well, away, slow and nonsensical."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from bot.errors import InterpreterError
from nlu.port import Interpretation
from nlu.rasa.adapter import BUDGET, RasaInterpreter
from tests.fakes import FakeInterpreter
from tests.rasa_server import PretendRasa, pretend_rasa

SAID = "where is my meeting"
BY_SERVER, BY_FALLBACK = "where_is_my_meeting", "greet"


class Seconds:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[PretendRasa]:
    with pretend_rasa({SAID: BY_SERVER}) as pretend:
        yield pretend


@pytest.fixture
def fallback() -> FakeInterpreter:
    return FakeInterpreter({SAID: BY_FALLBACK})


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def rasa(server: PretendRasa, fallback: FakeInterpreter, clock: Seconds) -> RasaInterpreter:
    return RasaInterpreter(server.url, fallback, clock=clock)


def nobody_listens() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_a_server_that_is_well_answers(rasa: RasaInterpreter, fallback: FakeInterpreter) -> None:
    assert rasa.parse(SAID) == Interpretation(BY_SERVER, 0.9)
    assert fallback.asked == []


def test_an_unsure_answer_names_no_intent(rasa: RasaInterpreter, server: PretendRasa) -> None:
    server.confidence = 0.2

    assert rasa.parse(SAID) == Interpretation(None, 0.2)


def test_when_the_server_is_away_the_fallback_answers(fallback: FakeInterpreter) -> None:
    assert RasaInterpreter(nobody_listens(), fallback).parse(SAID).intent == BY_FALLBACK


def test_without_a_fallback_rules_are_left_alone() -> None:
    with pytest.raises(InterpreterError):
        RasaInterpreter(nobody_listens(), None).parse(SAID)


def test_a_slow_server_is_not_waited_for(server: PretendRasa, fallback: FakeInterpreter) -> None:
    server.hold = Event()
    rasa = RasaInterpreter(server.url, fallback, budget=timedelta(milliseconds=30))
    began = time.monotonic()

    assert rasa.parse(SAID).intent == BY_FALLBACK
    assert time.monotonic() - began < 2


def test_a_young_person_waits_three_tenths_of_a_second_at_most() -> None:
    assert timedelta(milliseconds=300) == BUDGET


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'{"intent": null}',
        b'{"intent": {"name": "greet"}}',
        b'{"intent": {"name": "greet", "confidence": "high"}}',
        b'{"intent": {"name": "greet", "confidence": NaN}}',
        b'{"intent": {"name": "greet", "confidence": 7}}',
        b"\xff\xfe",
        b"x" * 100_000,
    ],
)
def test_nonsense_is_not_believed(rasa: RasaInterpreter, server: PretendRasa, body: bytes) -> None:
    server.body = body

    assert rasa.parse(SAID).intent == BY_FALLBACK


@pytest.mark.parametrize("status", [302, 404, 409, 500, 503])
def test_an_error_is_no_answer(rasa: RasaInterpreter, server: PretendRasa, status: int) -> None:
    server.status = status

    assert rasa.parse(SAID).intent == BY_FALLBACK


def test_after_three_failures_the_server_is_left_alone(
    rasa: RasaInterpreter, server: PretendRasa, caplog: pytest.LogCaptureFixture
) -> None:
    server.status = 500

    for _ in range(6):
        assert rasa.parse(SAID).intent == BY_FALLBACK

    assert len(server.asked) == 3
    assert len(caplog.records) == 1
    assert SAID not in caplog.text


def test_after_a_rest_the_server_is_tried_once_and_then_trusted_again(
    rasa: RasaInterpreter, server: PretendRasa, clock: Seconds
) -> None:
    server.status = 500
    for _ in range(3):
        rasa.parse(SAID)
    clock.now += 11

    rasa.parse(SAID)
    rasa.parse(SAID)
    assert len(server.asked) == 4

    clock.now += 11
    server.status = 200
    assert rasa.parse(SAID).intent == BY_SERVER
    assert rasa.parse(SAID).intent == BY_SERVER


def test_one_failure_between_answers_is_forgiven(
    rasa: RasaInterpreter, server: PretendRasa
) -> None:
    for status in (500, 500, 200, 500, 500, 200):
        server.status = status
        rasa.parse(SAID)

    assert len(server.asked) == 6


@pytest.mark.parametrize("said", ["/disclosure", " \t//disclosure", "\u2003/stop"])
def test_nobody_names_an_intent_by_a_slash(server: PretendRasa, said: str) -> None:
    RasaInterpreter(server.url, None).parse(said)

    assert server.asked == [said.strip().lstrip("/")]
