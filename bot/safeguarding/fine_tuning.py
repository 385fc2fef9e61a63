"""Teaches the encoder's last layers one thing more, with JAX's gradients. Used in training only.

JAX runs threads of its own, so a process that has called this must not fork.

Source: Devlin and others, "BERT" (2018), on fine-tuning; Loshchilov and Hutter, "Decoupled weight
decay" (2019).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from bot.safeguarding.meaning import Floats
from bot.safeguarding.second_look import FIRST, MORE, TOLD, TOLD_BIAS
from nlu.embedded.encoder import EPSILON, HEAD_SIZE, HEADS, SIZE

ROUNDS = 3  # times every text is seen
AT_ONCE = 32  # texts
PACE, PACE_OF_NEW = 1e-4, 1e-3  # how far one step goes at most: of the layers, and of what is told
RISING = 0.06  # of all steps: the pace rises from nothing over these, and then falls to it
DECAY = 0.01
HIDDEN, HIDDEN_TOLD = 0.1, 0.3  # shares left out at random, so that none is relied on
STEEPEST = 1.0  # a longer slope is cut to this length
EVERY = 4  # pieces: blocks are as long as a multiple of these, so that few are compiled

Weights = dict[str, Array]
Batch = tuple[Array, Array, Array]  # rows, [text, piece, number]; where is a piece; what is told
Numbers = NDArray[np.int64]


def tuned(
    start: Mapping[str, Floats],
    rows: Sequence[Floats],
    tells: Numbers,
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> dict[str, Floats]:
    """Return `start`'s layers taught what each text tells, from nothing (0) to the gravest.

    Args:
        start: the layers as they are, by the names of `second_look.py`.
        rows: what the layer before them says of each piece of each text.
    """
    chance = np.random.default_rng(seed)
    answers = int(tells.max()) + 1
    weights: Weights = {name: jnp.asarray(held) for name, held in start.items()}
    weights[TOLD] = jnp.asarray(chance.normal(0, 0.02, (2 * SIZE, answers)), jnp.float32)
    weights[TOLD_BIAS] = jnp.zeros(answers)
    memory = {name: (jnp.zeros_like(held), jnp.zeros_like(held)) for name, held in weights.items()}
    steps = rounds * (len(rows) // AT_ONCE)
    keys = iter(jax.random.split(jax.random.key(seed), steps + 1))
    taken = 0
    for _ in range(rounds):
        for batch in _batches(rows, tells, chance):
            taken += 1
            weights, memory = _step(weights, memory, batch, (next(keys), taken, steps))
    return {name: np.asarray(held) for name, held in weights.items()}


def _batches(
    rows: Sequence[Floats], tells: Numbers, chance: np.random.Generator
) -> Iterator[Batch]:
    """Yield full blocks of texts that are about equally long, in any order."""
    lengths = np.array([len(row) for row in rows])
    order = np.argsort(lengths + chance.uniform(0, 3, len(rows)))
    full = len(rows) // AT_ONCE * AT_ONCE
    # Whoever is left over differs from round to round.
    order = np.delete(order, chance.permutation(len(rows))[: len(rows) - full])
    blocks = order.reshape(-1, AT_ONCE)
    for place in chance.permutation(len(blocks)):
        block = blocks[place]
        longest = -(-int(lengths[block].max()) // EVERY) * EVERY
        said = np.zeros((AT_ONCE, longest, SIZE), np.float32)
        is_said = np.arange(longest) < lengths[block][:, None]
        for at, text in enumerate(block):
            said[at, : lengths[text]] = rows[text]
        yield jnp.asarray(said), jnp.asarray(is_said), jnp.asarray(tells[block])


@jax.jit
def _step(
    weights: Weights,
    memory: dict[str, tuple[Array, Array]],
    batch: Batch,
    at: tuple[Array, int, int],
) -> tuple[Weights, dict[str, tuple[Array, Array]]]:
    """Return the weights and Adam's memory after one step."""
    key, taken, steps = at
    slopes = jax.grad(_error)(weights, batch, key)
    length = jnp.sqrt(sum((slope**2).sum() for slope in slopes.values()))
    rest = jnp.minimum(1, taken / (RISING * steps)) * (1 - taken / (steps + 1))
    after, remembered = {}, {}
    for name, slope in slopes.items():
        cut = slope * jnp.minimum(1, STEEPEST / (length + 1e-6))
        mean = 0.9 * memory[name][0] + 0.1 * cut
        square = 0.999 * memory[name][1] + 0.001 * cut**2
        way = (mean / (1 - 0.9**taken)) / (jnp.sqrt(square / (1 - 0.999**taken)) + 1e-8)
        decay = DECAY * weights[name] if weights[name].ndim > 1 else 0
        pace = rest * (PACE_OF_NEW if name in {TOLD, TOLD_BIAS} else PACE)
        after[name], remembered[name] = weights[name] - pace * (way + decay), (mean, square)
    return after, remembered


def _error(weights: Weights, batch: Batch, key: Array) -> Array:
    rows, is_said, tells = batch
    likely = jax.nn.log_softmax(scores(weights, rows, is_said, key))
    return -jnp.take_along_axis(likely, tells[:, None], 1).mean()


def scores(weights: Weights, rows: Array, is_said: Array, key: Array | None = None) -> Array:
    """Return the scores of what each text of a block may tell, [text, answer].

    Args:
        key: of the chance by which some is left out; None, and nothing is.
    """
    keys = [None] * (MORE + 1) if key is None else list(jax.random.split(key, MORE + 1))
    for number, one in zip(range(FIRST, FIRST + MORE), keys, strict=False):
        rows = _layer(weights, f"{number}.", (rows, is_said), one)
    mean = (rows * is_said[..., None]).sum(1) / is_said.sum(1, keepdims=True)
    most = jnp.where(is_said[..., None], rows, -jnp.inf).max(1)
    pooled = _some_hidden(jnp.concatenate([most, mean], 1), HIDDEN_TOLD, keys[-1])
    return pooled @ weights[TOLD] + weights[TOLD_BIAS]


def _layer(weights: Weights, start: str, said: tuple[Array, Array], key: Array | None) -> Array:
    """Return what one layer makes of the rows: `Layer` of the encoder, for a block of texts."""
    rows, is_said = said
    first, second = (None, None) if key is None else jax.random.split(key)
    linear = partial(_linear, weights, start)
    texts, pieces, _ = rows.shape
    asked = linear("looking", rows).reshape(texts, pieces, 3, HEADS, HEAD_SIZE)
    query, known, value = asked.transpose(2, 0, 3, 1, 4)
    looks = query @ known.transpose(0, 1, 3, 2) * HEAD_SIZE**-0.5
    looks = jax.nn.softmax(jnp.where(is_said[:, None, None], looks, -jnp.inf))
    seen = (looks @ value).transpose(0, 2, 1, 3).reshape(texts, pieces, SIZE)
    seen = rows + _some_hidden(linear("after_looking", seen), HIDDEN, first)
    seen = _normal(weights, f"{start}looked", seen)
    thought = linear("narrowing", jax.nn.gelu(linear("widening", seen), approximate=False))
    return _normal(weights, f"{start}thought", seen + _some_hidden(thought, HIDDEN, second))


def _linear(weights: Weights, start: str, part: str, rows: Array) -> Array:
    return rows @ weights[f"{start}{part}.weight"] + weights[f"{start}{part}.bias"]


def _normal(weights: Weights, part: str, rows: Array) -> Array:
    away = rows - rows.mean(-1, keepdims=True)
    spread = (away**2).mean(-1, keepdims=True)
    return away / jnp.sqrt(spread + EPSILON) * weights[f"{part}.scale"] + weights[f"{part}.shift"]


def _some_hidden(numbers: Array, share: float, key: Array | None) -> Array:
    if key is None:
        return numbers
    kept = jax.random.bernoulli(key, 1 - share, numbers.shape)
    return jnp.where(kept, numbers / (1 - share), 0)
