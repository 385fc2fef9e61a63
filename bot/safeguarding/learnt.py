"""What has been learnt of disclosures: likeness, meaning and a second look in one hearing. Pure.

It adds to what the rules hear, or makes a concern more urgent. It takes back nothing but what a
rule hears in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, islice

from bot.safeguarding.lexicon import lexicon
from bot.safeguarding.likeness import Leaning, likeness, warm_up
from bot.safeguarding.meaning import Floats, meaning, network
from bot.safeguarding.second_look import look, second_look

# Turns a text into the encoder's rows (nlu.embedded.encoder).
Rows = Callable[[str], Floats]

# How near the bar a text must come for the language engine's "disclosure" to tip it over.
NEARLY = 0.6

# Where the bars stand, and how likeness weighs against meaning, was chosen on held-out folds
# (docs/understanding.md).
_WEIGHT = 1.0  # of likeness beside meaning
_BAR = 0.0  # over which both together alarm
_ALONE = 0.7  # over which likeness alarms where there is no encoder
_URGENT = -1.0  # over which what is told is immediate: in doubt, it is
_SILENT = -4.0  # of likeness: under it no meaning could alarm, and the encoder is spared
_FIRST_WEIGHT = 0.1  # of the first look beside the second
_LOOKED_BAR, _LOOKED_URGENT = -1.5, -1.0  # over which both looks alarm, and say it is immediate
_DOUBT = 3.0  # how far under the bar a text must be before what a rule hears in doubt is let go
_BRIEF, _SHORT = 5, 300  # words and letters; only of more words and fewer letters is that done
_IN_PIECES = 1.5  # pieces a word: the encoder takes words apart that it does not know
_FEW, _FEW_BAR = 2, 3.5  # of so few words ("my dad", "someone") too little can be learnt
_TERSE, _TERSE_BAR = 4, -1.0  # words, and over what both looks alarm, or urge, of so few
_SPOKEN = 5  # words; an answer of no more than these tells nothing but what was chosen
_NEARBY, _SURELY = 0.5, 1.0  # beside an answer: how near likeness must come, and what both must say
_AT_A_TIME = 30  # words; a longer text is looked at in pieces, so that a few words weigh enough
_MOST = 330  # words looked at in all: as many as 1,600 letters usually have
_IN_A_ROW = 3  # times that one word is read; said more often it tells no more
_LONGEST = 1_600  # letters looked at
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")  # between two sentences


def heard(text: str, rows: Rows | None) -> Leaning | None:
    """Return what `text` tells, over 0 where a person should read it; None if it has no words.

    Args:
        rows: the encoder; without it words and letters go alone.
    """
    found = [(likeness(piece), piece) for piece in _pieces(text)]
    if not found:
        return None
    like, piece = max(found, key=lambda one: one[0].telling)
    words = len(piece.split()) if text.isascii() else _TERSE + 1
    bar = _FEW_BAR if words <= _FEW else 0.0
    if rows is None or like.telling < _SILENT:
        return Leaning(like.telling - _ALONE - bar, like.urgent - _URGENT)
    seen = _seen(rows(spoken(piece)), Leaning(like.telling - bar, like.urgent))
    terse = _TERSE_BAR if _FEW < words <= _TERSE else 0.0
    return Leaning(seen.telling - terse, seen.urgent - terse)


def denies(text: str, rows: Rows | None) -> bool:
    """Whether `text` is surely harmless, whatever a rule heard in doubt.

    Never without `rows`, of few words, of more than is looked at in one go, or of words that the
    encoder does not know and rules may: odd spellings, other languages.
    """
    words = len(text.split())
    if rows is None or len(text) > _SHORT:
        return False
    if not _BRIEF < words <= _AT_A_TIME:
        return False
    read = rows(spoken(text))
    if len(read) > words * _IN_PIECES:
        return False
    looked = look(read)
    return looked is not None and (
        _looked_at(_joined(likeness(text), meaning(read)), looked).telling <= -_DOUBT
    )


def read_all() -> None:
    """Read all that was learnt now, so that no message has to wait for it."""
    warm_up()
    network()
    second_look()


def heard_beside(text: str, rows: Rows | None) -> Leaning | None:
    """Return what a reply that was understood tells besides; None where it is short or ordinary.

    Words and letters look first and alone, so that next to no answer costs the encoder's time:
    "1. nobody believed me" is an answer, and more.
    """
    if len(text.split(None, _SPOKEN)) <= _SPOKEN:
        return None
    like = max((likeness(piece).telling for piece in _pieces(text)), default=_SILENT)
    found = heard(text, rows) if like > _ALONE - _NEARBY else None
    return found if found is not None and found.telling > _SURELY else None


def spoken(text: str) -> str:
    """Return `text` with the signs that screening knows said in words, as the encoder reads it."""
    return text if text.isascii() else text.translate(lexicon().tables.emoji)


def _seen(read: Floats, like: Leaning) -> Leaning:
    first = _joined(like, meaning(read))
    looked = look(read)
    return first if looked is None else _looked_at(first, looked)


def _joined(like: Leaning, meant: Leaning) -> Leaning:
    return Leaning(
        meant.telling + _WEIGHT * like.telling - _BAR, meant.urgent + like.urgent - _URGENT
    )


def _looked_at(first: Leaning, looked: Leaning) -> Leaning:
    return Leaning(
        looked.telling + _FIRST_WEIGHT * first.telling - _LOOKED_BAR,
        looked.urgent + _FIRST_WEIGHT * first.urgent - _LOOKED_URGENT,
    )


def _pieces(text: str) -> Iterator[str]:
    runs = (run for _, run in groupby(_said_once(text[:_LONGEST]).split()))
    words = [word for run in runs for word in islice(run, _IN_A_ROW)][:_MOST]
    for start in range(0, len(words), _AT_A_TIME):
        yield " ".join(words[start : start + _AT_A_TIME])


def _said_once(text: str) -> str:
    """Return `text` without a sentence, or one cut off at the end, that stands in it before.

    Said again it tells no more, but what has learnt met hardly a text that repeats itself, and
    takes repeating for a sign.
    """
    sentences = _SENTENCE.split(text)
    new = [
        one
        for place, one in enumerate(sentences)
        if (len(one.split(None, _SPOKEN)) <= _SPOKEN and place < len(sentences) - 1)
        or not any(said.startswith(one) for said in sentences[:place])
    ]
    return text if len(new) == len(sentences) else " ".join(new)
