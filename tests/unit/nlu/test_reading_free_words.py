"""What reads free words in a deployment: which engine the settings name, and who pays for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import interpreter_of
from bot.errors import SettingsError
from bot.services.understand import Understand
from bot.settings import Settings, sample
from nlu.embedded.interpreter import EmbeddedInterpreter
from nlu.port import Option, Question, QuestionType
from nlu.rasa.adapter import RasaInterpreter
from tests.factories import a_setting
from tests.fakes import FakeInterpreter

CHOICE = Question(QuestionType.SINGLE, "Where?", (Option("park", "Park"), Option("home", "Home")))
WORDS = Question(QuestionType.TEXT, "Anything else?")


@pytest.fixture
def fake() -> FakeInterpreter:
    return FakeInterpreter({"its him he does stuff": "disclosure"})


def test_the_embedded_engine_reads_unless_a_server_is_named() -> None:
    assert isinstance(interpreter_of(a_setting()), EmbeddedInterpreter)


def test_a_rasa_server_reads_where_one_is_named() -> None:
    settings = replace(a_setting(), nlu_url="http://127.0.0.1:5005")

    assert isinstance(interpreter_of(settings), RasaInterpreter)


def test_a_broken_encoder_keeps_nobody_from_starting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "model.onnx").write_bytes(b"broken")

    found = interpreter_of(replace(a_setting(), encoder_directory=tmp_path))

    assert isinstance(found, EmbeddedInterpreter)
    assert found.encoder is None
    assert str(tmp_path / "model.onnx") in caplog.text


@pytest.mark.parametrize("url", ["5005", "ftp://rasa", "http://"])
def test_a_server_that_is_no_address_is_told_of(url: str) -> None:
    with pytest.raises(SettingsError, match="SAYSO_NLU_URL"):
        Settings.from_environment({**sample(), "SAYSO_NLU_URL": url})


@pytest.mark.parametrize("reply", ["1", "b", "Home", "the park pls"])
def test_a_choice_that_is_understood_pays_for_no_interpreter(
    fake: FakeInterpreter, reply: str
) -> None:
    Understand(fake)(reply, CHOICE)

    assert fake.asked == []


def test_free_words_are_interpreted(fake: FakeInterpreter) -> None:
    heard = Understand(fake)("its him he does stuff", WORDS)

    assert heard.assessment is not None


def test_an_interpreter_that_is_away_leaves_rules_alone(fake: FakeInterpreter) -> None:
    fake.is_away = True

    assert Understand(fake)("my dad hits me", WORDS).assessment is not None
    assert Understand(fake)("i like chips", WORDS).assessment is None


@pytest.mark.parametrize("question", [WORDS, CHOICE, None])
def test_an_engine_that_is_sure_adds_to_the_rules_for_leaving(question: Question | None) -> None:
    fake = FakeInterpreter({"get out my inbox man": "stop"})

    assert Understand()("get out my inbox man then", question).leaves is False
    assert Understand(fake)("get out my inbox man", question).leaves


@pytest.mark.parametrize("reply", ["stop litter", "why did the texts stop", "he wont stop"])
def test_an_engine_is_not_believed_where_something_else_should_stop(reply: str) -> None:
    assert Understand(FakeInterpreter({reply: "stop"}))(reply, WORDS).leaves is False


@pytest.mark.parametrize(
    "reply", ["i dont want to be here any more", "i want this to stop now i cant take it"]
)
@pytest.mark.parametrize("question", [WORDS, CHOICE, None])
def test_an_engine_silences_us_to_nobody_who_may_be_in_danger(
    question: Question | None, reply: str
) -> None:
    heard = Understand(FakeInterpreter({reply: "stop"}))(reply, question)

    assert heard.assessment is not None
    assert heard.leaves is False


def test_an_answer_that_is_understood_is_never_taken_for_leaving() -> None:
    fake = FakeInterpreter({"home": "stop"})

    assert Understand(fake)("home", CHOICE).leaves is False


def test_words_of_leaving_beside_an_answer_are_heard_where_the_engine_is_sure() -> None:
    reply = "home but im blocking texts now"
    contact = Question(QuestionType.SINGLE, "Texts?", CHOICE.options)

    assert Understand(FakeInterpreter({reply: "stop"}))(reply, CHOICE).leaves
    assert not Understand(FakeInterpreter({reply: "stop"}))(reply, contact).leaves
