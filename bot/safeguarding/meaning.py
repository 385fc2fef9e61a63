"""How like a disclosure a text's meaning is: a small network over the encoder's rows. Pure.

Every word piece, seen in its sentence, lights some of a few hundred features; the strongest light
and the mean of each say whether somebody tells of harm. Trained by `bot.safeguarding.training`.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.errors import FlowError
from bot.safeguarding.likeness import Leaning

FILE = Path(__file__).with_name("meaning.npz")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, repr=False)
class Network:
    """The trained weights.

    Args:
        seen, seen_bias: a row to its features, [row, features] and [features].
        told, told_bias: strongest and mean features to the scores of nothing, concern and
            immediate, [2 * features, 3] and [3].
    """

    seen: Floats
    seen_bias: Floats
    told: Floats
    told_bias: Floats

    def scores(self, rows: Floats) -> Floats:
        """Return the scores of nothing, concern and immediate for a text's rows."""
        lit = np.maximum(rows @ self.seen + self.seen_bias, 0)
        pooled = np.concatenate([lit.max(0), lit.mean(0)])
        scores: Floats = pooled @ self.told + self.told_bias
        return scores


def meaning(rows: Floats) -> Leaning:
    """Return how like a disclosure a text is, and how like an immediate one, from its rows."""
    nothing, concern, immediate = (float(score) for score in network().scores(rows))
    return Leaning(float(np.logaddexp(concern, immediate)) - nothing, immediate - concern)


@cache
def network() -> Network:
    """Return the shipped network, read the first time.

    Raises:
        FlowError: the file is not one that `python -m bot.safeguarding.training` wrote.
    """
    try:
        with FILE.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return Network(*(held[name].astype(np.float32) for name in Network.__slots__))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        fault = f"{FILE.name} is broken: run python -m bot.safeguarding.training"
        raise FlowError(fault) from error


def save(network: Network, path: Path = FILE) -> None:
    """Write `network`, half as exact as it was computed, which no score notices."""
    held = {name: getattr(network, name).astype(np.float16) for name in Network.__slots__}
    np.savez_compressed(path, **held)
