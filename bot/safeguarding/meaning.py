"""How like a disclosure a text's meaning is: a small network over the encoder's rows. Pure.

Every word piece, seen in its sentence, lights some of a few hundred features; the strongest light
and the mean of each say whether somebody tells of harm. Trained by `bot.safeguarding.training`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.errors import FlowError
from bot.safeguarding.likeness import Leaning
from nlu.embedded.tiles import Tiled, tiled

FILE = Path(__file__).with_name("meaning.npz")

Floats = NDArray[np.float32]

_HELD = ("seen", "seen_bias", "told", "told_bias")


@dataclass(frozen=True, slots=True, repr=False)
class Network:
    """The trained weights.

    Args:
        seen, seen_bias: a row to its features, [row, features] and [features].
        told, told_bias: strongest and mean features to the scores of what a text may be (nothing,
            concern and immediate), [2 * features, 3] and [3].
    """

    seen: Floats
    seen_bias: Floats
    told: Floats
    told_bias: Floats
    _seen: Tiled = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_seen", tiled(self.seen))

    def scores(self, rows: Floats) -> Floats:
        """Return the scores of what a text with these rows may be."""
        lit = self._seen(rows)
        lit += self.seen_bias
        np.maximum(lit, 0, out=lit)
        pooled = np.concatenate([lit.max(0), lit.mean(0)])
        scores: Floats = pooled @ self.told + self.told_bias
        return scores


def meaning(rows: Floats) -> Leaning:
    """Return how like a disclosure a text is, and how like an immediate one, from its rows."""
    return leaning(network().scores(rows))


def leaning(scores: Floats) -> Leaning:
    """Return what the scores of nothing, a concern and something immediate come to."""
    nothing, concern, immediate = (float(score) for score in scores)
    return Leaning(float(np.logaddexp(concern, immediate)) - nothing, immediate - concern)


@cache
def network() -> Network:
    """Return the shipped network, read the first time.

    Raises:
        FlowError: the file is not one that `python -m bot.safeguarding.training` wrote.
    """
    try:
        with FILE.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return read(held)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        fault = f"{FILE.name} is broken: run python -m bot.safeguarding.training"
        raise FlowError(fault) from error


def read(held: Mapping[str, Any]) -> Network:
    """Return the network among what a file holds.

    Raises:
        KeyError: a part of it is not there.
    """
    return Network(*(held[name].astype(np.float32) for name in _HELD))


def parts(network: Network) -> dict[str, Any]:
    """Return what a file holds of a network: half as exact, which no score notices."""
    return {name: getattr(network, name).astype(np.float16) for name in _HELD}


def save(network: Network, path: Path = FILE) -> None:
    """Write `network`."""
    np.savez_compressed(path, **parts(network))
