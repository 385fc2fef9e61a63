"""What has been learnt of leaving: a second ear beside the rules. It only adds to what they hear.

Letters look first, and spare the encoder where they rule a wish out; then a network like the one
of `meaning.py` looks at what the encoder makes of the words. Trained by `leaving_training`.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bot.safeguarding import meaning
from bot.safeguarding.learnt import Rows, spoken
from bot.safeguarding.meaning import Floats, Network
from nlu.embedded.plain_speech import plain_speech
from nlu.embedded.weights import counted, weigh

FILE = Path(__file__).with_name("leaving.npz")

# Turns a text into how likely it asks for no more texts, in log-odds.
Ear = Callable[[str], float]

# Where the bars stand was chosen on texts by a writer left out (docs/understanding.md).
_BAR = 0.5  # over which a wish is believed
_DOUBTED = 2.0  # and where its words may well be about something else
_ANSWERED = 2.0  # and where it stands beside an answer
_ALONE = 1.5  # taken from what letters say where there is no encoder
_SILENT = -3.0  # of letters: under it hardly a wish was ever heard, and the encoder is spared
_LONGEST = 40  # words; a longer message is a story, and its reader is a person

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class Learnt:
    """What was learnt.

    Args:
        rarity: how much each bucket of letters counts, [buckets].
        letters, bias: the score of each bucket, [buckets], and what is added.
        network: stays and leaves, from the encoder's rows.
        trained_from: SHA-256 of nlu/data/leaving.yml.
    """

    rarity: Floats
    letters: Floats
    bias: float
    network: Network
    trained_from: str

    def by_letters(self, text: str) -> float:
        """Return how likely `text` leaves by its words and letters, in log-odds."""
        places, counts = counted(plain_speech(text))
        if not len(places):
            return self.bias
        return float(weigh(counts, self.rarity[places]) @ self.letters[places]) + self.bias

    def by_meaning(self, rows: Floats) -> float:
        """Return how likely a text with these rows leaves, in log-odds."""
        stays, leaves = (float(score) for score in self.network.scores(rows))
        return leaves - stays


def ear_of(rows: Rows | None) -> Ear | None:
    """Return the second ear, with the encoder if there is one; None if its file is broken."""
    known = learnt()
    return None if known is None else lambda text: leans(text, known, rows)


def leans(text: str, known: Learnt, rows: Rows | None) -> float:
    """Return how likely `text` asks for no more texts, in log-odds.

    Raises:
        Nothing: any text can be listened to.
    """
    if len(text.split(None, _LONGEST)) > _LONGEST:
        return _SILENT
    letters = known.by_letters(text)
    if rows is None:
        return letters - _ALONE
    if letters < _SILENT:
        return letters
    return known.by_meaning(rows(spoken(text)))


def is_believed(leaning: float, *, doubtful: bool, answered: bool) -> bool:
    """Whether what the ear made of a text is enough to end the texts.

    Args:
        doubtful: `leaving_doubts` finds that something else may be meant to stop.
        answered: the reply was also understood as an answer.
    """
    bars = (_BAR, _DOUBTED if doubtful else _BAR, _ANSWERED if answered else _BAR)
    return leaning > max(bars)


@cache
def learnt() -> Learnt | None:
    """Return what was learnt, read the first time; None, said in the log, if the file is broken."""
    try:
        return load(FILE)
    except (OSError, ValueError) as error:
        log.error("the file %s is broken (%s): rules alone hear leaving", FILE, error)
        return None


def load(path: Path) -> Learnt:
    """Return what a file holds.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not one that `python -m bot.safeguarding.leaving_training` wrote.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return Learnt(
                held["rarity"].astype(np.float32),
                held["letters"].astype(np.float32),
                float(held["bias"]),
                meaning.read(held),
                str(held["trained_from"]),
            )
    except (KeyError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ValueError("run python -m bot.safeguarding.leaving_training") from error


def save(known: Learnt, path: Path) -> None:
    """Write what was learnt, half as exact as it was computed, which no score notices."""
    np.savez_compressed(
        path,
        rarity=known.rarity.astype(np.float16),
        letters=known.letters.astype(np.float16),
        bias=known.bias,
        trained_from=known.trained_from,
        **meaning.parts(known.network),
    )
