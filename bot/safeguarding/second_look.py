"""A second look at what letters do not rule out: three layers more over the encoder's rows.

They are the encoder's own last three, taught further to tell harm from words that only sound so;
two texts in three never pay for them. Trained by `second_look_training`. Without the file the first
look goes alone, which the log says.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.safeguarding.likeness import Leaning
from bot.safeguarding.meaning import Floats, leaning
from nlu.embedded.encoder import LAYERS, SIZE, Layer, Linear, Normal
from nlu.embedded.tiles import Tiled, tiled_together

FILE = Path(__file__).with_name("second_look.npz")
FIRST, MORE = LAYERS, 3  # where the encoder's rows end, and how many layers follow
LARGEST, TINY = 127, 1e-12  # of a signed byte, and of a column of nothing
MATRICES = ("looking", "after_looking", "widening", "narrowing")
NORMALS = ("looked", "thought")
TOLD, TOLD_BIAS = "told", "told_bias"

# Weights by name: "3.looking.weight", "3.looking.bias", "3.looked.scale", "told" and so on.
Weights = Mapping[str, Any]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class SecondLook:
    """The trained layers, and what is made of what they say.

    Args:
        told, told_bias: strongest and mean numbers of any piece to the scores of what a text may
            be (nothing, concern and immediate), [2 * SIZE, 3] and [3].
    """

    layers: tuple[Layer, ...]
    told: Floats
    told_bias: Floats

    def scores(self, rows: Floats) -> Floats:
        """Return the scores of what a text may be, from the encoder's rows of its pieces."""
        seen = rows[:, -SIZE:]
        for layer in self.layers:
            seen = layer(seen)
        pooled = np.concatenate([seen.max(0), seen.mean(0)])
        scores: Floats = pooled @ self.told + self.told_bias
        return scores


def look(rows: Floats) -> Leaning | None:
    """Return how like a disclosure a text is, and how like an immediate one; None if unknown."""
    known = second_look()
    return None if known is None else leaning(known.scores(rows))


@cache
def second_look() -> SecondLook | None:
    """Return what was taught, read the first time; None, said in the log, if the file is broken."""
    try:
        return load(FILE)
    except (OSError, ValueError) as error:
        log.error("the file %s is broken (%s): the first look goes alone", FILE, error)
        return None


def load(path: Path) -> SecondLook:
    """Return what a file holds.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not one that `python -m bot.safeguarding.second_look_training` wrote.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return _built({name: held[name] for name in held.files})
    except (KeyError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ValueError("run python -m bot.safeguarding.second_look_training") from error


def save(weights: Weights, path: Path) -> None:
    """Write what was taught: a matrix in bytes with a scale a column, which hardly a score notices.

    Args:
        weights: each in full, by name.
    """
    parts: dict[str, Any] = {}
    for name, held in weights.items():
        if not name.endswith(".weight"):
            parts[name] = np.asarray(held, np.float32)
            continue
        scale = np.maximum(np.abs(held).max(0), TINY) / LARGEST
        parts[name] = np.rint(held / scale).astype(np.int8)
        parts[f"{name}_scale"] = scale.astype(np.float32)
    np.savez(path, **parts)


def _built(held: Weights) -> SecondLook:
    numbers = range(FIRST, FIRST + MORE)
    names = [f"{number}.{part}" for number in numbers for part in MATRICES]
    size = sum(held[f"{name}.weight"].size for name in names)
    matrices = iter(tuple(tiled_together(_unpacked(held, names), size)))
    return SecondLook(
        tuple(_layer(held, number, matrices) for number in numbers), held[TOLD], held[TOLD_BIAS]
    )


def _unpacked(held: Weights, names: list[str]) -> Iterator[Floats]:
    for name in names:
        yield held[f"{name}.weight"].astype(np.float32) * held[f"{name}.weight_scale"]


def _layer(held: Weights, number: int, matrices: Iterator[Tiled]) -> Layer:
    """Return layer `number`, of the next of `matrices`."""
    looking, after, widening, narrowing = (
        Linear(next(matrices), held[f"{number}.{part}.bias"]) for part in MATRICES
    )
    looked, thought = (
        Normal(held[f"{number}.{part}.scale"], held[f"{number}.{part}.shift"]) for part in NORMALS
    )
    return Layer(looking, after, looked, widening, narrowing, thought)
