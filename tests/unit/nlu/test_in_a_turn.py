"""In a turn the encoder is spared where letters rule out what matters, and asked where not."""

from __future__ import annotations

from dataclasses import replace

from nlu.embedded.interpreter import EmbeddedInterpreter, in_a_turn
from nlu.embedded.loading import load_interpreter
from nlu.port import Interpreter


class Refused(Exception):
    """The encoder was asked."""


class Refuses:
    """Stands for an encoder that must not be asked."""

    def encode(self, plain: str) -> object:
        raise Refused


def asks_the_encoder(interpreter: Interpreter | None, text: str) -> bool:
    assert isinstance(interpreter, EmbeddedInterpreter)
    try:
        replace(interpreter, encoder=Refuses()).parse(text)  # type: ignore[arg-type]
    except Refused:
        return True
    return False


def test_what_letters_rule_out_does_not_pay_for_the_encoder() -> None:
    whole = load_interpreter()

    ordinary = ("dunno really maybe somewhere warm", "my school is too loud", "the bus is late")
    assert any(asks_the_encoder(whole, text) for text in ordinary)
    assert not any(asks_the_encoder(in_a_turn(whole), text) for text in ordinary)


def test_what_may_be_leaving_or_harm_is_read_as_well_as_ever() -> None:
    whole = load_interpreter()
    listening = in_a_turn(whole)
    assert whole is not None
    assert listening is not None

    for said in ("pls leave me out of all these now", "he does things to me when mums at work"):
        assert listening.parse(said) == whole.parse(said)


def test_another_engine_is_asked_as_it_is() -> None:
    assert in_a_turn(None) is None
