"""Teaches the network of `meaning.py` what rows tell, in numpy. Used in training only.

Source: Kingma and Ba, "Adam" (2015); Loshchilov and Hutter, "Decoupled weight decay" (2019).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.safeguarding.meaning import Floats, Network

FEATURES = 256
ROUNDS = 7  # times every text is seen
AT_ONCE = 64  # texts
PACE = 1e-3  # how far one step goes at first; it falls to nothing in the end
DECAY = 3e-2
HIDDEN_ROW, HIDDEN_FEATURE = 0.1, 0.4  # shares left out at random, so that none is relied on

Weights = dict[str, Floats]
Numbers = NDArray[np.int64]
Batch = tuple[Floats, NDArray[np.bool_]]  # [text, piece, number], and where there is a piece


@dataclass(slots=True)
class _Steps:
    """Adam's memory of earlier steps."""

    weights: Weights
    of: int
    taken: int = 0
    mean: Weights = field(init=False)
    square: Weights = field(init=False)

    def __post_init__(self) -> None:
        self.mean = {name: np.zeros_like(held) for name, held in self.weights.items()}
        self.square = {name: np.zeros_like(held) for name, held in self.weights.items()}

    def take(self, slopes: Weights) -> None:
        self.taken += 1
        pace = PACE * (1 - self.taken / (self.of + 1))
        for name, slope in slopes.items():
            self.mean[name] = 0.9 * self.mean[name] + 0.1 * slope
            self.square[name] = 0.999 * self.square[name] + 0.001 * slope * slope
            mean = self.mean[name] / (1 - 0.9**self.taken)
            spread = np.sqrt(self.square[name] / (1 - 0.999**self.taken)) + 1e-8
            decay = 0 if name.endswith("bias") else DECAY
            self.weights[name] -= pace * (mean / spread + decay * self.weights[name])


def taught(rows: Sequence[Floats], tells: Numbers, seed: int = 0) -> Network:
    """Return a network taught what each text's rows tell, by number from 0 to the highest given."""
    answers = int(tells.max()) + 1
    chance = np.random.default_rng(seed)
    width = rows[0].shape[1]
    weights: Weights = {
        "seen": _drawn(chance, width, FEATURES, 2 / width),
        "seen_bias": np.zeros(FEATURES, np.float32),
        "told": _drawn(chance, 2 * FEATURES, answers, 1 / FEATURES),
        "told_bias": np.zeros(answers, np.float32),
    }
    steps = _Steps(weights, ROUNDS * (len(rows) // AT_ONCE + 1))
    for _ in range(ROUNDS):
        for batch in _batches(rows, chance):
            said, is_said = _block([rows[at] for at in batch])
            said *= (chance.random((len(batch), 1, width)) > HIDDEN_ROW) / (1 - HIDDEN_ROW)
            steps.take(_slopes(weights, (said, is_said), tells[batch], chance))
    return Network(**weights)


def _drawn(chance: np.random.Generator, high: int, wide: int, spread: float) -> Floats:
    return chance.normal(0, spread**0.5, (high, wide)).astype(np.float32)


def _batches(rows: Sequence[Floats], chance: np.random.Generator) -> Iterator[Numbers]:
    """Yield the places of texts that are about equally long, in any order."""
    lengths = np.array([len(row) for row in rows])
    order = np.argsort(lengths + chance.uniform(0, 4, len(rows)))
    batches = [order[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]
    for place in chance.permutation(len(batches)):
        yield batches[place]


def _block(rows: Sequence[Floats]) -> Batch:
    """Return the rows of texts as one block."""
    block = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), np.float32)
    is_said = np.zeros(block.shape[:2], np.bool_)
    for at, row in enumerate(rows):
        block[at, : len(row)] = row
        is_said[at, : len(row)] = True
    return block, is_said


def _slopes(weights: Weights, batch: Batch, tells: Numbers, chance: np.random.Generator) -> Weights:
    """Return how the error of one batch grows with each weight."""
    said, is_said = batch
    texts, features = len(said), weights["seen_bias"].size
    before = said @ weights["seen"] + weights["seen_bias"]
    lit = np.maximum(before, 0)
    strongest = np.where(is_said[..., None], lit, -1).argmax(1)
    counts = is_said.sum(1)[:, None]
    most = np.take_along_axis(lit, strongest[:, None], 1)[:, 0]
    pooled = np.concatenate([most, (lit * is_said[..., None]).sum(1) / counts], 1)
    kept = (chance.random(pooled.shape) > HIDDEN_FEATURE) / (1 - HIDDEN_FEATURE)
    scores = (pooled * kept) @ weights["told"] + weights["told_bias"]
    wrong = np.exp(scores - scores.max(1, keepdims=True))
    wrong /= wrong.sum(1, keepdims=True)
    wrong[np.arange(texts), tells] -= 1
    wrong /= texts
    back = (wrong @ weights["told"].T) * kept
    onto = (back[:, features:] / counts)[:, None] * is_said[..., None]
    onto[np.arange(texts)[:, None], strongest, np.arange(features)] += back[:, :features]
    onto *= before > 0
    slopes = {
        "seen": said.reshape(-1, said.shape[2]).T @ onto.reshape(-1, features),
        "seen_bias": onto.sum((0, 1)),
        "told": (pooled * kept).T @ wrong,
        "told_bias": wrong.sum(0),
    }
    return {name: slope.astype(np.float32) for name, slope in slopes.items()}
