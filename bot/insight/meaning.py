"""How alike answers are: by what the encoder makes of them, where there is one, and by their
words. Pure; the encoder comes in as a function, so that everything stays on this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.insight import wordings
from bot.insight.theme_names import NAMES

Floats: TypeAlias = NDArray[np.float32]
Encode: TypeAlias = Callable[[str], Floats]

BY_MEANING = np.float32(0.8)  # of the likeness of two answers; the rest is by their words
LEAST_LIKE, LEAST_BY_WORDS = 0.05, 0.15  # a name must come nearer than this
MOSTLY = 0.6  # of its letters must be Latin for an answer to be one the encoder knows


def vectors(texts: Sequence[str], encode: Encode | None) -> Floats:
    """Return a vector an answer, of length one, such that alike answers lie near each other.

    What the encoder cannot read, another script or nothing but signs, goes by its words alone.

    Args:
        encode: asked of the same text again and again, so it should remember what it read.
    """
    by_words = wordings.vectors(texts)
    if encode is None:
        return by_words
    meant = _meant(texts, encode)
    both = np.concatenate([np.sqrt(BY_MEANING) * meant, np.sqrt(1 - BY_MEANING) * by_words], 1)
    return _to_length_one(both)


def nearest_name(texts: Sequence[str], names: Sequence[str], encode: Encode | None) -> str | None:
    """Return the name, of those given, that comes nearest to what these answers say; or None."""
    if not texts or not names:
        return None
    alike = vectors((*names, *texts), encode)
    score = alike[: len(names)] @ alike[len(names) :].mean(0)
    best = int(score.argmax())
    least = LEAST_LIKE if encode is not None else LEAST_BY_WORDS
    return names[best] if float(score[best]) > least else None


def is_read(text: str) -> bool:
    """Tell whether the encoder, which learnt English, can make something of a text."""
    letters = [one for one in text if one.isalpha()]
    return bool(letters) and sum(one < "\u0250" for one in letters) >= MOSTLY * len(letters)


def _meant(texts: Sequence[str], encode: Encode) -> Floats:
    """Return what the encoder makes of each, less what it makes of anything at all."""
    anything = np.stack([encode(name) for name in NAMES]).mean(0)
    unknown = np.zeros_like(anything)
    rows = [encode(text) - anything if is_read(text) else unknown for text in texts]
    return _to_length_one(np.stack(rows))


def _to_length_one(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled
