"""The second ear for leaving: it adds to the rules, is doubted in doubt, and never stands in."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.read_lines import reply as answer_line
from bot.safeguarding import leaving, leaving_training
from bot.safeguarding.learnt import Rows
from bot.safeguarding.leaving import Learnt, ear_of, is_believed, leans
from bot.safeguarding.meaning import Floats, Network
from bot.services.understand import Understand
from bot.text.keywords import OPT_OUTS, read_control
from nlu.embedded.interpreter import in_a_turn, rows_of
from nlu.embedded.letters import BUCKETS
from nlu.embedded.loading import load_interpreter
from nlu.embedded.weights import fingerprint
from nlu.port import Option, Question, QuestionType
from tests.fakes import FakeInterpreter

WORDS = Question(QuestionType.TEXT, "Anything else?")
CHOICE = Question(QuestionType.SINGLE, "Where?", (Option("park", "Park"), Option("home", "Home")))
OF_TEXTS = Question(QuestionType.SINGLE, "Which texts should stop?", CHOICE.options)


@pytest.fixture(scope="session")
def rows() -> Rows:
    read = rows_of(load_interpreter())
    assert read is not None
    return read


@pytest.fixture(scope="session")
def understand(rows: Rows) -> Understand:
    interpreter = load_interpreter()
    return Understand(interpreter, in_a_turn(interpreter), rows, ear_of(rows))


def sure(_: str) -> float:
    return 9.0


def never(_: str) -> float:
    return pytest.fail("asked")


@pytest.mark.parametrize("question", [WORDS, CHOICE, None])
@pytest.mark.parametrize(
    "text",
    [
        "consent withdrawn as of today",
        "un-add my phone from whatever this is",
        "withdraw my number from whatever list this is",
    ],
)
def test_a_plain_wish_that_no_rule_hears_is_heard(
    understand: Understand, question: Question | None, text: str
) -> None:
    assert read_control(text) not in OPT_OUTS
    assert understand(text, question).leaves


@pytest.mark.parametrize(
    "text",
    [
        "stop assemblies",
        "no more group work pls",
        "i wanna come off my report card",
        "im done with this question whats next",
        "dont take me off the list",
        "pls dont unsubscribe me",
        "dont ever stop texting me",
        "ok bye",
        "thats all thanks",
        "i unsubscribed by accident add me again",
        "i want to leave school when im 16",
        "i blocked him on everything",
        "less texts please",
        "the park near mine",
    ],
)
def test_what_only_sounds_so_is_not(understand: Understand, text: str) -> None:
    assert not understand(text, WORDS).leaves


def test_it_only_adds_to_the_rules(rows: Rows) -> None:
    deaf = Understand(rows=rows, ear=lambda _: -99.0)

    assert deaf("stop texting me", WORDS).leaves
    assert deaf("STOP", WORDS).leaves


def test_what_a_rule_hears_does_not_ask_it() -> None:
    assert Understand(ear=never)("stop texting me", WORDS).leaves


@pytest.mark.parametrize("reply", ["2", "b", "Home", "home pls"])
def test_a_choice_that_is_understood_does_not_ask_it(reply: str) -> None:
    assert not Understand(ear=never)(reply, CHOICE).leaves


def test_beside_an_answer_it_is_asked_unless_the_question_is_about_texts() -> None:
    reply = "home but im off out of all this now"

    assert Understand(ear=sure)(reply, CHOICE).leaves
    assert not Understand(ear=never)(reply, OF_TEXTS).leaves


def test_it_silences_us_to_nobody_who_may_be_in_danger() -> None:
    heard = Understand(ear=never)("i dont want to be here any more", WORDS)

    assert heard.assessment is not None
    assert not heard.leaves


def test_who_wants_the_texts_back_is_not_taken_for_leaving() -> None:
    back = FakeInterpreter({"i take back my stop": "start"})

    assert not Understand(back, ear=never)("i take back my stop", None).leaves


@pytest.mark.parametrize(
    ("leaning", "doubtful", "answered", "believed"),
    [
        (1.0, False, False, True),
        (0.0, False, False, False),
        (1.0, True, False, False),
        (1.0, False, True, False),
        (3.0, True, True, True),
    ],
)
def test_in_doubt_it_must_be_surer(
    leaning: float, doubtful: bool, answered: bool, believed: bool
) -> None:
    assert is_believed(leaning, doubtful=doubtful, answered=answered) is believed


def lights(letters: float = 0.0, bias: float = 0.0) -> Learnt:
    """Return an ear that takes its first number for leaving, and all letters alike."""
    network = Network(
        np.eye(2, dtype=np.float32),
        np.zeros(2, np.float32),
        np.array([[-4, 4], [4, -4], [0, 0], [0, 0]], np.float32),
        np.zeros(2, np.float32),
    )
    same = np.full(BUCKETS, letters, np.float32)
    return Learnt(np.ones(BUCKETS, np.float32), same, bias, network, "")


def row(_: str) -> Floats:
    return np.array([[1, 0]], np.float32)


def test_the_encoder_is_spared_where_letters_rule_it_out() -> None:
    assert leans("see you at 4", lights(bias=-9.0), lambda _: pytest.fail("asked")) < 0
    assert leans("see you at 4", lights(), row) == 8.0


def test_a_long_story_is_left_to_a_person() -> None:
    assert leans("take me off this " * 20, lights(), row) < 0


def test_without_the_encoder_letters_go_alone_and_are_believed_less() -> None:
    assert leans("take me off", lights(bias=2.0), None) < 2.0
    ear = ear_of(None)
    assert ear is not None
    assert is_believed(ear("consent withdrawn take my number off"), doubtful=False, answered=False)


@pytest.mark.parametrize("held", [b"no weights", b"", None])
def test_a_broken_or_missing_file_is_named_and_rules_go_alone(
    held: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = tmp_path / "leaving.npz"
    if held is not None:
        file.write_bytes(held)
    monkeypatch.setattr(leaving, "FILE", file)
    monkeypatch.setattr(leaving, "learnt", leaving.learnt.__wrapped__)

    with caplog.at_level(logging.ERROR):
        ear = ear_of(row)

    assert ear is None
    assert "leaving.npz is broken" in caplog.text
    assert Understand(ear=ear)("stop texting me", WORDS).leaves


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    known = lights(letters=0.5, bias=1.0)
    leaving.save(known, tmp_path / "leaving.npz")

    read = leaving.load(tmp_path / "leaving.npz")

    assert read.bias == 1.0
    assert np.array_equal(read.letters, known.letters)
    assert np.array_equal(read.network.told, known.network.told)


def test_it_was_trained_from_the_texts_that_are_here() -> None:
    known = leaving.learnt()

    assert known is not None
    assert known.trained_from == fingerprint(leaving_training.TEXTS), (
        "nlu/data/leaving.yml has changed: run `python -m bot.safeguarding.leaving_training`"
    )


def test_training_learns_which_texts_leave_and_the_same_every_time() -> None:
    said = [("take me off it", True), ("the park near mine", False)] * 40
    seen = [np.array([[3, 0] if leaves else [0, 3]], np.float32) for _, leaves in said]

    known = leaving_training.learnt_from(said, seen)
    again = leaving_training.learnt_from(said, seen)

    assert known.by_letters("take me off") > 0 > known.by_letters("the park")
    assert np.array_equal(known.network.told, again.network.told)


def test_training_runs_from_end_to_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [("take me off it", True), ("the park", False), ("lose my number", True), ("ok", False)]
    monkeypatch.setattr(leaving_training, "texts", lambda: iter(few))
    monkeypatch.setattr(leaving, "FILE", tmp_path / "leaving.npz")

    assert leaving_training.main() == 0
    assert leaving.load(leaving.FILE).trained_from == fingerprint(leaving_training.TEXTS)
    assert "4 texts, 2 wishes" in capsys.readouterr().out


def test_where_two_sources_differ_a_text_is_a_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {leaving_training.TEXTS: [("lose my number", True), ("ok", False)]}
    monkeypatch.setattr(
        leaving_training,
        "_written",
        lambda file: iter(sources.get(file, [("Lose my number!", False), ("ok", False)])),
    )
    monkeypatch.setattr(leaving_training, "_seen", lambda: iter(()))
    monkeypatch.setattr(leaving_training, "_of_harm_and_none", lambda: iter(()))

    assert list(leaving_training.texts()) == [("lose my number", True), ("ok", False)]


@given(st.text(max_size=1600))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_listened_to(rows: Rows, text: str) -> None:
    for ear in (ear_of(rows), ear_of(None)):
        assert ear is not None
        assert ear(text) == ear(text)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=40)
def test_no_text_is_lost_to_the_rules_by_it(understand: Understand, text: str) -> None:
    rules = Understand()(text, WORDS)

    assert understand(text, WORDS).leaves or not rules.leaves


def test_the_command_line_hears_what_a_turn_hears(understand: Understand) -> None:
    question = {"type": "text", "prompt": "Anything else?"}
    for text in ("consent withdrawn as of today", "stop assemblies"):
        said = answer_line(
            understand, json.loads(json.dumps({"question": question, "reply": text}))
        )
        assert (said["kind"] == "stop") is understand(text, WORDS).leaves
