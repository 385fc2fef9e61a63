"""The second look: what it is asked, what it makes of words that only sound alarming, its file."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.safeguarding import learnt, second_look, second_look_training
from bot.safeguarding.learnt import Rows, heard
from bot.safeguarding.likeness import Leaning
from bot.safeguarding.meaning import Floats
from nlu.embedded.encoder import SIZE
from nlu.embedded.interpreter import rows_of
from nlu.embedded.loading import load_interpreter


@pytest.fixture(scope="session")
def rows() -> Rows:
    read = rows_of(load_interpreter())
    assert read is not None
    return read


def test_it_is_not_asked_of_what_words_and_letters_rule_out(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnt, "look", lambda _: pytest.fail("asked"))

    found = heard("see you at 4 by the library", rows)

    assert found is not None
    assert found.telling < 0


def test_it_may_hear_what_the_first_look_did_not(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnt, "_SILENT", -99.0)
    monkeypatch.setattr(learnt, "look", lambda _: Leaning(29.0, 9.0))

    found = heard("see you at 4 by the library", rows)

    assert found is not None
    assert found.telling > 0
    assert found.urgent > 0


def test_a_mild_sentence_is_no_disclosure(rows: Rows) -> None:
    found = heard("It is going all right and I like art.", rows)

    assert found is not None
    assert found.telling < 0


def test_a_sentence_that_is_cut_off_where_it_is_said_again_tells_no_more(rows: Rows) -> None:
    said = "It is going all right and I like the art room most of all."

    assert heard(f"{said} {said} {said[:9]}", rows) == heard(said, rows)


@pytest.mark.parametrize("times", [2, 9, 26])
def test_a_sentence_said_again_tells_no_more(rows: Rows, times: int) -> None:
    said = "It is going all right and I like the art room most of all. "

    again, once = heard(said * times, rows), heard(said, rows)

    assert again == once


def test_a_word_said_again_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(learnt, "_SILENT", -99.0)

    def read(text: str) -> Floats:
        asked.append(text)
        return np.zeros((3, 2 * SIZE), np.float32)

    heard("help. help. help me please.", read)

    assert asked == ["help. help. help me please."]


def test_without_its_file_the_first_look_goes_alone_and_the_log_says_so(
    rows: Rows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "second_look.npz").write_bytes(b"no weights")
    monkeypatch.setattr(second_look, "FILE", tmp_path / "second_look.npz")
    with caplog.at_level(logging.ERROR):
        assert second_look.second_look.__wrapped__() is None
    assert "second_look.npz is broken" in caplog.text

    monkeypatch.setattr(second_look, "second_look", lambda: None)
    found = heard("he comes in my room when mum is out and i pretend to be asleep", rows)

    assert found is not None
    assert found.telling > 0


def test_each_text_is_taught_once() -> None:
    said = [text for text, _ in second_look_training.texts()]

    assert len(set(said)) == len(said)


def test_a_text_tells_the_same_beside_an_everyday_one() -> None:
    told = [("he hits me", 2), ("im so low", 1), ("this bus is killing me", 0)]

    made = list(second_look_training.joined(told, ["see you at 4"], np.random.default_rng(0)))

    assert sorted(tells for _, tells in made) == [0, 1, 2]
    for text, tells in made:
        assert "see you at 4" in text
        assert dict(told)[next(one for one, _ in told if one in text)] == tells


def test_nothing_was_taught_from_the_list_that_is_only_scored() -> None:
    taught = {text.lower() for text, _ in second_look_training.texts()}
    for name in ("third.yaml", "fourth.yaml", "fifth.yaml", "sixth.yaml", "seventh.yaml"):
        held = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
        told = [line for kind in ("immediate", "concern") for line in held[kind].splitlines()]
        assert not [line for line in told if line.lower() in taught]
