"""The trained weights of the embedded engine: one small file beside this, and what it says.

The file names the SHA-256 of the examples it was trained from; a test says when it is stale.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.embedded.letters import buckets

FILE = Path(__file__).with_name("weights.npz")
EXAMPLES = Path(__file__).parents[1] / "data" / "nlu.yml"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, repr=False)
class Weights:
    """Two linear models over the same intents, and how far each may be believed.

    Args:
        rarity: how much each bucket of letters counts, [buckets].
        letters, letters_bias: scores from letters, [buckets, intents] and [intents].
        meaning, meaning_bias: scores from the encoder's vector, [vector, intents] and [intents].
        sharpness: what scores are multiplied by to become chances: letters alone, then both.
        settled: the chance from which letters alone are believed and the encoder is not asked.
        sure: the chance below which no intent is named.
        trained_from: SHA-256 of the examples.
    """

    intents: tuple[str, ...]
    rarity: Floats
    letters: Floats
    letters_bias: Floats
    meaning: Floats
    meaning_bias: Floats
    sharpness: tuple[float, float]
    settled: float
    sure: float
    trained_from: str

    def from_letters(self, plain: str) -> Floats:
        """Return each intent's score from the letters of `plain`."""
        places, counts = counted(plain)
        if not len(places):
            return self.letters_bias
        weighed = weigh(counts, self.rarity[places])
        scores: Floats = weighed @ self.letters[places] + self.letters_bias
        return scores

    def from_meaning(self, vector: Floats) -> Floats:
        """Return each intent's score from the encoder's vector."""
        scores: Floats = vector @ self.meaning + self.meaning_bias
        return scores


@lru_cache(maxsize=1)  # engine and second ear ask of the same words in one turn; no more is kept
def counted(plain: str) -> tuple[NDArray[np.int64], Floats]:
    """Return the buckets met in `plain`, and how often each is."""
    met = buckets(plain)
    return (
        np.fromiter(met.keys(), np.int64, len(met)),
        np.fromiter(met.values(), np.float32, len(met)),
    )


def weigh(counts: Floats, rarity: Floats) -> Floats:
    """Return how much each met bucket counts: seen often a little more, rare ones most."""
    weighed: Floats = (1 + np.log(counts)) * rarity
    weighed /= np.sqrt(weighed @ weighed)
    return weighed


def chances(scores: Floats, sharpness: float) -> Floats:
    """Return `scores` as chances that add up to 1."""
    raised = np.exp((scores - scores.max()) * sharpness)
    shares: Floats = raised / raised.sum()
    return shares


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save(weights: Weights, path: Path = FILE) -> None:
    """Write `weights`, half as exact as they were computed, which no reading notices."""
    held: dict[str, Any] = {field.name: getattr(weights, field.name) for field in fields(weights)}
    for name in ("letters", "meaning", "rarity"):
        held[name] = held[name].astype(np.float16)
    np.savez_compressed(path, **held)


def load(path: Path = FILE) -> Weights:
    """Return the weights in a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not a file of weights.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return _read(held)
    except (KeyError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ValueError("not a file of weights") from error


def _read(held: Mapping[str, Any]) -> Weights:
    lone, both = (float(value) for value in held["sharpness"])
    return Weights(
        intents=tuple(str(name) for name in held["intents"]),
        rarity=held["rarity"].astype(np.float32),
        letters=held["letters"].astype(np.float32),
        letters_bias=held["letters_bias"].astype(np.float32),
        meaning=held["meaning"].astype(np.float32),
        meaning_bias=held["meaning_bias"].astype(np.float32),
        sharpness=(lone, both),
        settled=float(held["settled"]),
        sure=float(held["sure"]),
        trained_from=str(held["trained_from"]),
    )
