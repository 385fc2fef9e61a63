"""Teaching the second look: what is saved, what is learnt, and JAX in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import jax
import numpy as np
import pytest

from bot.safeguarding import fine_tuning, second_look, second_look_training
from bot.safeguarding.meaning import Floats
from nlu.embedded.encoder import SIZE

PIECES = 8  # in the longest block of any test: JAX compiles once for each length

T = TypeVar("T")
Apart = Callable[..., T]


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart[T]]:
    """Run a function in a process of its own: one that has used JAX must not fork; this one may."""
    anew = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=anew) as process:
        yield lambda *called, **named: process.submit(*called, **named).result()
    with multiprocessing.get_context("fork").Pool(1):
        pass  # would warn if JAX had been called here


@pytest.fixture(scope="module")
def untaught() -> dict[str, Floats]:
    chance = np.random.default_rng(0)
    return second_look_training.as_they_are() | {
        second_look.TOLD: chance.normal(0, 0.02, (2 * SIZE, 3)).astype(np.float32),
        second_look.TOLD_BIAS: np.zeros(3, np.float32),
    }


def scores(*asked: object) -> Floats:
    """Return what JAX says in numpy's numbers: reading its own would start it here."""
    return np.asarray(jax.jit(fine_tuning.scores)(*asked))


def test_what_is_saved_tells_nearly_the_same(
    untaught: dict[str, Floats], apart: Apart[Floats], tmp_path: Path
) -> None:
    second_look.save(untaught, tmp_path / "saved.npz")
    said = np.random.default_rng(1).normal(0, 1, (7, 2 * SIZE)).astype(np.float32)

    held = second_look.load(tmp_path / "saved.npz").scores(said)
    whole = apart(scores, untaught, said[None, :, SIZE:], np.ones((1, 7), bool))

    assert held == pytest.approx(whole[0], abs=0.05)


def test_a_short_text_in_a_block_tells_what_it_tells_alone(
    untaught: dict[str, Floats], apart: Apart[Floats]
) -> None:
    said = np.random.default_rng(2).normal(0, 1, (1, 8, SIZE)).astype(np.float32)

    beside = apart(scores, untaught, said, np.arange(8)[None] < 5)
    alone = apart(scores, untaught, said[:, :5], np.ones((1, 5), bool))

    assert beside == pytest.approx(alone, abs=1e-4)


def test_layers_learn_which_rows_tell(
    untaught: dict[str, Floats], apart: Apart[dict[str, Floats]], tmp_path: Path
) -> None:
    chance = np.random.default_rng(3)
    tells = np.arange(96) % 3
    kinds = chance.normal(0, 1, (3, SIZE))
    said = [chance.normal(kinds[told], 1, (PIECES, SIZE)).astype(np.float32) for told in tells]

    taught = apart(fine_tuning.tuned, untaught, said, tells, rounds=6)
    second_look.save(taught, tmp_path / "taught.npz")

    known = second_look.load(tmp_path / "taught.npz")
    right = [int(known.scores(row).argmax()) == told for row, told in zip(said, tells, strict=True)]
    assert sum(right) >= 90


def test_training_runs_from_end_to_end(apart: Apart[int], tmp_path: Path) -> None:
    few = [("he hits me", 2), ("i feel low", 1), ("i like art", 0), ("see you soon", 0)] * 8

    apart(second_look_training.train, few, ["ok"], tmp_path / "second_look.npz")

    assert second_look.load(tmp_path / "second_look.npz").told.shape == (2 * SIZE, 3)
