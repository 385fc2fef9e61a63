"""Trains the embedded engine: `python -m nlu.embedded.train` writes `weights.npz` anew.

Needs the development tools (scikit-learn); running Sayso does not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nlu.embedded.encoder import Encoder, Floats
from nlu.embedded.letters import BUCKETS, buckets
from nlu.embedded.loading import load_encoder
from nlu.embedded.plain_speech import plain_speech
from nlu.embedded.weights import EXAMPLES, Weights, fingerprint, save, weigh
from nlu.examples import FOLDS, Example, fold_of, read_examples

LETTERS_STRENGTH, MEANING_STRENGTH = 10.0, 0.3  # how freely each model follows its examples
MEANING_SPREAD = 0.3
ROUNDS = 100
SHARPNESSES = np.linspace(0.2, 2.0, 91)
SETTLED, SURE = 0.9, 0.25


@dataclass(frozen=True, slots=True)
class Lesson:
    """Examples made ready: written out plainly, and as the encoder's vectors."""

    plain: tuple[str, ...]
    vectors: Floats
    intents: tuple[str, ...]

    def part(self, chosen: NDArray[np.bool_]) -> Lesson:
        """Return the examples where `chosen` is true."""
        places = np.flatnonzero(chosen)
        return Lesson(
            tuple(self.plain[place] for place in places),
            self.vectors[places],
            tuple(self.intents[place] for place in places),
        )


def lesson_of(examples: Sequence[Example], encoder: Encoder) -> Lesson:
    """Return `examples` made ready for training."""
    plain = tuple(plain_speech(example.text) for example in examples)
    vectors = np.array([encoder.encode(text) for text in plain], np.float32)
    return Lesson(plain, vectors, tuple(example.intent for example in examples))


def train(lesson: Lesson, trained_from: str = "") -> Weights:
    """Return weights fitted to `lesson`, their chances not yet made honest."""
    counted = [buckets(text) for text in lesson.plain]
    rarity = rarity_of(counted)
    letters = LogisticRegression(C=LETTERS_STRENGTH, max_iter=ROUNDS, class_weight="balanced")
    letters.fit(letter_rows(counted, rarity), lesson.intents)
    middle, spread = lesson.vectors.mean(0), lesson.vectors.std(0) + 1e-6
    scale = MEANING_SPREAD / spread
    meaning = LogisticRegression(C=MEANING_STRENGTH, max_iter=ROUNDS, class_weight="balanced")
    meaning.fit((lesson.vectors - middle) * scale, lesson.intents)
    by_vector = (meaning.coef_ * scale).T
    return Weights(
        intents=tuple(str(name) for name in letters.classes_),
        rarity=rarity,
        letters=letters.coef_.T.astype(np.float32),
        letters_bias=letters.intercept_.astype(np.float32),
        meaning=by_vector.astype(np.float32),
        meaning_bias=(meaning.intercept_ - middle @ by_vector).astype(np.float32),
        sharpness=(1.0, 1.0),
        settled=SETTLED,
        sure=SURE,
        trained_from=trained_from,
    )


def held_out_scores(lesson: Lesson, folds: Sequence[int]) -> tuple[Floats, Floats]:
    """Return each example's scores, from letters and from both, by models that never saw it."""
    fold = np.array(folds)
    alone = np.zeros((len(folds), len(set(lesson.intents))), np.float32)
    both = np.zeros_like(alone)
    for number in range(FOLDS):
        weights = train(lesson.part(fold != number))
        for place in np.flatnonzero(fold == number):
            alone[place] = weights.from_letters(lesson.plain[place])
            both[place] = alone[place] + weights.from_meaning(lesson.vectors[place])
    return alone, both


def sharpness_of(scores: Floats, right: Sequence[int]) -> float:
    """Return the sharpness at which the chances of held-out examples were most honest."""

    def surprise(sharpness: float) -> float:
        below = (scores - scores.max(1, keepdims=True)) * sharpness
        given = below[np.arange(len(right)), right] - np.log(np.exp(below).sum(1))
        return float(-given.mean())

    return float(min(SHARPNESSES, key=surprise))


def rarity_of(counted: Sequence[dict[int, int]]) -> Floats:
    """Return how much each bucket counts: more, the fewer texts it was met in."""
    met = np.zeros(BUCKETS)
    for text in counted:
        met[list(text)] += 1
    rarity: Floats = (np.log((1 + len(counted)) / (1 + met)) + 1).astype(np.float32)
    return rarity


def letter_rows(counted: Sequence[dict[int, int]], rarity: Floats) -> csr_matrix:
    """Return one row a text, one column a bucket."""
    places = [np.fromiter(text.keys(), np.int64, len(text)) for text in counted]
    values = [
        weigh(np.fromiter(text.values(), np.float32, len(text)), rarity[where])
        for text, where in zip(counted, places, strict=True)
    ]
    ends = np.cumsum([0, *(len(where) for where in places)])
    return csr_matrix(
        (np.concatenate(values), np.concatenate(places), ends), (len(counted), BUCKETS)
    )


def main(directory: str | None = None) -> int:
    """Train from the shared examples and write the weights; say how held-out examples went."""
    encoder = load_encoder(Path(directory) if directory else None)
    if encoder is None:
        return 1
    examples = read_examples(EXAMPLES)
    lesson = lesson_of(examples, encoder)
    weights = train(lesson, fingerprint(EXAMPLES))
    alone, both = held_out_scores(lesson, fold_of(examples))
    right = [weights.intents.index(intent) for intent in lesson.intents]
    sharpness = (sharpness_of(alone, right), sharpness_of(both, right))
    save(replace(weights, sharpness=sharpness))
    for name, scores in (("letters alone", alone), ("letters and encoder", both)):
        share = float((scores.argmax(1) == right).mean())
        sys.stdout.write(f"{name}: {share:.1%} of {len(right)} held-out examples\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
