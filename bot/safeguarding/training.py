"""Train the screening classifier: `python -m bot.safeguarding.training` writes likeness.bin.

Needs scikit-learn, which only those who train have. The same texts always give the same file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.safeguarding.lexicon import lexicon
from bot.safeguarding.likeness import PLACES, WEIGHTS, features, place
from bot.safeguarding.plain_words import PAUSE, plain

DATA = Path(__file__).parents[2] / "nlu" / "data"
TEXTS = DATA / "screening.yml"
# What is said to the service every day, in Rasa's form; all but these intents are ordinary.
INTENTS = DATA / "nlu.yml"
MAY_TELL = frozenset({"disclosure", "help", "talk_to_human"})
MARKUP = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
TELLING = frozenset({"immediate", "concern"})
STRENGTH = 10.0  # how closely to follow the texts: scikit-learn's C
LARGEST = 127  # of a signed byte
# The score over which a text is told of: about one ordinary text in a hundred is, when each
# fifth of them is scored by a model that has not seen it (docs/understanding.md).
THRESHOLD = 1.0


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the topic and the words of every text there is to learn from."""
    for kind, topics in yaml.safe_load(TEXTS.read_text(encoding="utf-8")).items():
        for topic, block in topics.items():
            for line in block.splitlines():
                yield kind, topic, line
    for said in yaml.safe_load(INTENTS.read_text(encoding="utf-8"))["nlu"]:
        if said.get("intent") not in (None, *MAY_TELL):
            for line in said["examples"].splitlines():
                yield "ordinary", said["intent"], MARKUP.sub(r"\1", line.removeprefix("- "))


def matrix(said: Sequence[str]) -> csr_matrix:
    """Return one row a text, one column a weight."""
    rows, columns, values = [], [], []
    for row, text in enumerate(said):
        words = [word.rstrip(PAUSE) for word in plain(text, lexicon().tables).split()]
        for group in features(words):
            for one in group:
                rows.append(row)
                columns.append(place(one))
                values.append(len(group) ** -0.5)
    return csr_matrix((values, (rows, columns)), shape=(len(said), PLACES))


def fitted(said: Sequence[str], telling: Sequence[bool]) -> LogisticRegression:
    """Return a model of which of the texts tell of harm."""
    return LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(
        matrix(said), list(telling)
    )


def main() -> int:
    """Train on everything and write the model."""
    kinds, _, said = zip(*texts(), strict=True)
    trained = fitted(said, [kind in TELLING for kind in kinds])
    weights, bias = trained.coef_[0], float(trained.intercept_[0]) - THRESHOLD
    scale = float(abs(weights).max()) / LARGEST
    body = (weights / scale).round().astype("int8").tobytes()
    WEIGHTS.write_bytes(f"{scale!r} {bias!r}\n".encode() + body)
    sys.stdout.write(f"learnt from {len(said)} texts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
