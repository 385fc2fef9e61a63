"""The sentence encoder: the first layers of all-MiniLM-L6-v2, in numpy, one thread. Read only.

Three of its six layers are enough to tell intents apart (docs/understanding.md), so only they are
unpacked; word vectors stay 8-bit in the file, which every process shares.

Source: Vaswani and others, "Attention is all you need" (2017); Wang and others, "MiniLM" (2020).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.embedded.onnx_tensors import Array, read_tensors
from nlu.embedded.tiles import Tiled, tiled_together
from nlu.embedded.word_pieces import read_vocabulary, word_pieces

Floats = NDArray[np.float32]

LAYERS = 3
_IN_A_LAYER = 6  # matrices, in the file in the order they are used
MOST_PIECES = 48  # of one text: what a young person asks is said by then, and time stays bounded
HEADS, HEAD_SIZE = 12, 32
SIZE = HEADS * HEAD_SIZE
EPSILON = np.float32(1e-12)
_NARROWED = np.float32(HEAD_SIZE**-0.5)

# The error function, to 2 in 10 million. Source: Abramowitz and Stegun (1964), 7.1.26.
_SLOPE = np.float32(0.3275911)
_CURVE = tuple(
    np.float32(x) for x in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
)
_ROOT_HALF, _HALF = np.float32(0.5**0.5), np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Normal:
    """What brings a vector back to a mean and a spread."""

    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        size = np.float32(rows.shape[-1])
        centred: Floats = rows - rows.sum(-1, keepdims=True) / size
        spread = np.vecdot(centred, centred) / size
        centred /= np.sqrt(spread + EPSILON)[:, None]
        centred *= self.scale
        centred += self.shift
        return centred


@dataclass(frozen=True, slots=True)
class Linear:
    """A matrix and what is added after it."""

    matrix: Tiled
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        product = self.matrix(rows)
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: every piece looks at every other, then each is thought over by itself."""

    looking: Linear
    after_looking: Linear
    looked: Normal
    widening: Linear
    narrowing: Linear
    thought: Normal

    def __call__(self, rows: Floats) -> Floats:
        seen = self.after_looking(_attention(self.looking(rows)))
        seen += rows
        seen = self.looked(seen)
        thought = self.narrowing(_gelu(self.widening(seen)))
        thought += seen
        return self.thought(thought)


@dataclass(frozen=True, slots=True)
class Encoder:
    """Turns a text into a vector, alike for texts that mean alike."""

    vocabulary: Mapping[str, int]
    words: tuple[Array, Array]  # 8-bit rows, and the scale of each
    places: Floats  # with the vector that every first sentence has
    first: Normal
    layers: tuple[Layer, ...]
    # The last text and its rows: intents and screening ask of the same words in one turn.
    last: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    def encode(self, text: str) -> Floats:
        """Return the vector of `text`: what its last two layers say of it on average, each to 1."""
        mean = self.rows(text).mean(0)
        return np.concatenate([_to_length_one(mean[:SIZE]), _to_length_one(mean[SIZE:])])

    def rows(self, text: str) -> Floats:
        """Return what the last two layers say of each word piece of `text`, side by side."""
        known = self.last.get(text)
        if known is not None:
            return known
        numbers = word_pieces(text, self.vocabulary, MOST_PIECES)
        rows = self.words[0][numbers] * self.words[1][numbers] + self.places[: len(numbers)]
        rows, said = self.first(rows), []
        for layer in self.layers:
            rows = layer(rows)
            said.append(rows)
        found: Floats = np.concatenate(said[-2:], 1)
        self.last.clear()
        self.last[text] = found
        return found


def open_encoder(model: Path, vocabulary: Path, layers: int = LAYERS) -> Encoder:
    """Return the encoder that `model` holds.

    Raises:
        OSError: a file cannot be read.
        ValueError: it is not the file it should be.
    """
    with model.open("rb") as file:
        # Never closed: the word vectors are read from it, and live as long as the process.
        held = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return _built(read_tensors(held), read_vocabulary(vocabulary.read_text("utf-8")), layers)


def _built(tensors: Mapping[str, Array], vocabulary: Mapping[str, int], layers: int) -> Encoder:
    start = "inner.embeddings."
    byte_names = [name for name, tensor in tensors.items() if tensor.dtype == np.int8]
    names = [name.removesuffix("_q") for name in byte_names]
    kind = tensors[start + "token_type_embeddings.weight"][0]
    places = _unpacked(tensors, start + "position_embeddings.weight")[:MOST_PIECES] + kind
    words = start + "word_embeddings.weight"
    names = [name for name in names if not name.startswith(start)][: _IN_A_LAYER * layers]
    size = sum(tensors[f"{name}_q"].size for name in names)
    matrices = tuple(tiled_together(_matrices(tensors, names), size))
    return Encoder(
        vocabulary,
        (tensors[f"{words}_q"], np.array(tensors[f"{words}_scale"])),
        places,
        _normal(tensors, start + "LayerNorm"),
        tuple(_layer(tensors, number, matrices[4 * number :]) for number in range(layers)),
    )


def _matrices(tensors: Mapping[str, Array], names: list[str]) -> Iterator[Floats]:
    """Yield the four matrices of each layer: the three that look stand side by side."""
    for first in range(0, len(names), _IN_A_LAYER):
        looking, rest = names[first : first + 3], names[first + 3 : first + _IN_A_LAYER]
        yield np.concatenate([_unpacked(tensors, name) for name in looking], 1)
        yield from (_unpacked(tensors, name) for name in rest)


def _layer(tensors: Mapping[str, Array], number: int, matrices: tuple[Tiled, ...]) -> Layer:
    """Return layer `number`, of the first four of `matrices`."""
    start = f"inner.encoder.layer.{number}."
    asked = [tensors[f"{start}attention.self.{part}.bias"] for part in ("query", "key", "value")]
    return Layer(
        Linear(matrices[0], np.concatenate(asked)),
        Linear(matrices[1], np.array(tensors[start + "attention.output.dense.bias"])),
        _normal(tensors, start + "attention.output.LayerNorm"),
        Linear(matrices[2], np.array(tensors[start + "intermediate.dense.bias"])),
        Linear(matrices[3], np.array(tensors[start + "output.dense.bias"])),
        _normal(tensors, start + "output.LayerNorm"),
    )


def _unpacked(tensors: Mapping[str, Array], name: str) -> Floats:
    unpacked: Floats = tensors[f"{name}_q"].astype(np.float32) * tensors[f"{name}_scale"]
    return unpacked


def _normal(tensors: Mapping[str, Array], name: str) -> Normal:
    return Normal(np.array(tensors[f"{name}.weight"]), np.array(tensors[f"{name}.bias"]))


def _attention(asked: Floats) -> Floats:
    count = len(asked)
    query, key, value = asked.reshape(count, 3, HEADS, HEAD_SIZE).transpose(1, 2, 0, 3)
    looks: Floats = query @ key.transpose(0, 2, 1)
    looks *= _NARROWED
    looks -= looks.max(-1, keepdims=True)
    np.exp(looks, out=looks)
    looks /= looks.sum(-1, keepdims=True)
    seen: Floats = (looks @ value).transpose(1, 0, 2).reshape(count, SIZE)
    return seen


def _gelu(x: Floats) -> Floats:
    """Make x, in its place, x times the chance that a normal draw is below x."""
    size = np.abs(x)
    away = size * _ROOT_HALF
    part = away * _SLOPE
    part += 1
    np.reciprocal(part, out=part)
    away *= away
    np.negative(away, out=away)
    np.exp(away, out=away)
    curve = part * _CURVE[0]
    for step in _CURVE[1:]:
        curve += step
        curve *= part
    curve *= away
    size *= _HALF
    curve *= size
    smooth: Floats = np.maximum(x, 0, out=x)
    smooth -= curve
    return smooth


def _to_length_one(vector: Floats) -> Floats:
    scaled: Floats = vector / (np.sqrt(vector @ vector) + EPSILON)
    return scaled
