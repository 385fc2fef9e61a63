"""The second look: what it is asked, what it makes of words that only sound alarming, its file."""

from __future__ import annotations

import logging
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pytest
import yaml

from bot.safeguarding import fine_tuning, learnt, second_look, second_look_training
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


@pytest.fixture(scope="module")
def untaught() -> dict[str, Floats]:
    chance = np.random.default_rng(0)
    return second_look_training.as_they_are() | {
        second_look.TOLD: chance.normal(0, 0.02, (2 * SIZE, 3)).astype(np.float32),
        second_look.TOLD_BIAS: np.zeros(3, np.float32),
    }


def test_it_is_not_asked_of_what_the_first_look_rules_out(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnt, "look", lambda _: pytest.fail("asked"))

    found = heard("see you at 4 by the library", rows)

    assert found is not None
    assert found.telling < 0


def test_it_may_hear_what_the_first_look_nearly_heard(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnt, "_SILENT", -99.0)
    monkeypatch.setattr(learnt, "_UNLIKELY", -99.0)
    monkeypatch.setattr(learnt, "look", lambda _: Leaning(9.0, 9.0))

    found = heard("see you at 4 by the library", rows)

    assert found is not None
    assert found.telling > 0
    assert found.urgent > 0


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


def test_what_is_saved_tells_nearly_the_same(untaught: dict[str, Floats], tmp_path: Path) -> None:
    second_look.save(untaught, tmp_path / "saved.npz")
    said = np.random.default_rng(1).normal(0, 1, (7, 2 * SIZE)).astype(np.float32)

    held = second_look.load(tmp_path / "saved.npz").scores(said)
    whole = fine_tuning.scores(
        {name: jnp.asarray(one) for name, one in untaught.items()},
        jnp.asarray(said[None, :, SIZE:]),
        jnp.ones((1, 7), bool),
    )

    assert held == pytest.approx(np.asarray(whole)[0], abs=0.05)


def test_a_short_text_in_a_block_tells_what_it_tells_alone(untaught: dict[str, Floats]) -> None:
    weights = {name: jnp.asarray(one) for name, one in untaught.items()}
    said = np.random.default_rng(2).normal(0, 1, (1, 8, SIZE)).astype(np.float32)
    is_said = np.arange(8)[None] < 5

    beside = fine_tuning.scores(weights, jnp.asarray(said), jnp.asarray(is_said))
    alone = fine_tuning.scores(weights, jnp.asarray(said[:, :5]), jnp.ones((1, 5), bool))

    assert np.asarray(beside) == pytest.approx(np.asarray(alone), abs=1e-4)


def test_layers_learn_which_rows_tell(
    untaught: dict[str, Floats], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fine_tuning, "ROUNDS", 12)
    chance = np.random.default_rng(3)
    tells = np.arange(96) % 3
    kinds = chance.normal(0, 1, (3, SIZE))
    said = [(kinds[told] + chance.normal(0, 1, (4, SIZE))).astype(np.float32) for told in tells]

    second_look.save(fine_tuning.tuned(untaught, said, tells), tmp_path / "taught.npz")

    known = second_look.load(tmp_path / "taught.npz")
    right = [int(known.scores(row).argmax()) == told for row, told in zip(said, tells, strict=True)]
    assert sum(right) >= 90


def test_training_runs_from_end_to_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [("he hits me", 2), ("im so low", 1), ("hi", 0), ("see you at 4", 0)] * 8
    monkeypatch.setattr(second_look_training, "texts", lambda: iter(few))
    monkeypatch.setattr(second_look, "FILE", tmp_path / "second_look.npz")

    assert second_look_training.main() == 0

    assert second_look.load(tmp_path / "second_look.npz").told.shape == (2 * SIZE, 3)
    assert "32 texts" in capsys.readouterr().out


def test_each_text_is_taught_once() -> None:
    said = [text for text, _ in second_look_training.texts()]

    assert len(set(said)) == len(said)


def test_nothing_was_taught_from_the_list_that_is_only_scored() -> None:
    taught = {text.lower() for text, _ in second_look_training.texts()}
    for name in ("third.yaml", "fourth.yaml"):
        held = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
        told = [line for kind in ("immediate", "concern") for line in held[kind].splitlines()]
        assert not [line for line in told if line.lower() in taught]
