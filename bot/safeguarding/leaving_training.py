"""Train what is learnt of leaving: `python -m bot.safeguarding.leaving_training` writes its file.

Needs what `training` needs. The same texts give the same file, but for rounding.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.safeguarding import leaving, training
from bot.safeguarding.leaving import Learnt
from bot.safeguarding.meaning import Floats
from bot.safeguarding.teaching import taught
from bot.text.folding import fold, words
from bot.text.keywords import OPT_OUTS, read_control
from bot.text.leaving_doubts import is_doubtful
from nlu.embedded.letters import buckets
from nlu.embedded.loading import load_interpreter
from nlu.embedded.plain_speech import plain_speech
from nlu.embedded.train import letter_rows, rarity_of
from nlu.embedded.weights import fingerprint
from nlu.examples import read_examples

TEXTS = training.DATA / "leaving.yml"
STOP = "stop"
CARRIER = "opt_out_carrier"
STRENGTH = 10.0  # how closely letters follow the texts: scikit-learn's C
Taught = tuple[str, bool]  # a text, and whether it asks for no more texts


def texts() -> Iterator[Taught]:
    """Yield every text there is to learn from once; where two sources differ, it is a wish."""
    said = [*own(), *_of_harm_and_none()]
    wishes = {_plainly(text) for text, leaves in said if leaves}
    met: set[str] = set()
    for text, leaves in said:
        plainly = _plainly(text)
        if plainly and plainly not in met and (leaves or plainly not in wishes):
            met.add(plainly)
            yield text, leaves


def own() -> Iterator[Taught]:
    """Yield what only this learns from, some of it more than once."""
    yield from _written(TEXTS)
    yield from _written(training.INTENTS)
    yield from _seen()


def _plainly(text: str) -> str:
    return " ".join(words(fold(text)))


def _written(file: Path) -> Iterator[Taught]:
    for example in read_examples(file):
        yield training.MARKUP.sub(r"\1", example.text), example.intent == STOP


def _seen() -> Iterator[Taught]:
    for line in training.SEEN.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if CARRIER not in case["tags"]:
            yield case["reply"], case["expect"]["kind"] == STOP


def _of_harm_and_none() -> Iterator[Taught]:
    """Yield what screening learns from as no wish, but for what may well be one by its letters."""
    known = load_interpreter()
    engine = replace(known, encoder=None) if known is not None else None
    for *_, text in training.texts():
        if read_control(text) in OPT_OUTS:
            continue
        if engine is None or engine.parse(text).intent != STOP or is_doubtful(text):
            yield text, False


def learnt_from(said: Sequence[Taught], rows: Sequence[Floats], trained_from: str = "") -> Learnt:
    """Return what `said` teaches, each with the encoder's rows of it."""
    leaves = np.array([leaving for _, leaving in said])
    counted = [buckets(plain_speech(text)) for text, _ in said]
    rarity = rarity_of(counted)
    letters = LogisticRegression(
        C=STRENGTH, solver="liblinear", class_weight="balanced", random_state=0
    ).fit(letter_rows(counted, rarity), leaves)
    return Learnt(
        rarity,
        letters.coef_[0].astype(np.float32),
        float(letters.intercept_[0]),
        taught(rows, leaves.astype(np.int64)),
        trained_from,
    )


def main() -> int:
    """Train and write what was learnt."""
    said = tuple(texts())
    rows = training.rows([text for text, _ in said])
    leaving.save(learnt_from(said, rows, fingerprint(TEXTS)), leaving.FILE)
    sys.stdout.write(f"learnt from {len(said)} texts, {sum(wish for _, wish in said)} wishes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
