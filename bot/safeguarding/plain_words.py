"""Any text made into plain lower-case words, so that one pattern fits many spellings. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# A comma marks where a clause ended: "no, i dont want to live" is not a negated wish to live.
PAUSE = ","

_PIECES = re.compile(r"[^\W_]+(?:\*+[^\W_]+)*|[.,;:!?\n]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_SPACED_OUT = re.compile(r"(?<![^\W_])[a-z](?:[ .\-_*/][a-z]){2,40}(?![^\W_])")
_LEET = re.compile(r"(?<=[a-z])[0134578@$!](?=[a-z])|[@$](?=[a-z])")
_LEET_LETTERS = dict(zip("0134578@$!", "oieastbasi", strict=True))
_APOSTROPHES = str.maketrans("", "", "'`")
_MASK = re.compile(r"\*+")
# Cyrillic letters that look Latin on a phone, the apostrophes of phones, and Polish l.
_LIKE_ASCII = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0142\u2018\u2019\u02bc\u00b4",
    "aeopcyxil" + "'" * 4,
)
# Everything else but marks on letters and signs without width, which go without a trace.
_FOREIGN = re.compile(
    "[^\x00-\x7f\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+"
)
_NEAR = range(6, 15)  # letters in a word that is long enough to be known although misspelt
_RUN_TOGETHER_FROM = 8  # letters


@dataclass(frozen=True, slots=True)
class Tables:
    """What the lexicon knows of spelling; every key is already plain.

    Args:
        same: a word to the plain words it stands for, {"wana": "want to"}.
        unlike: words that single letters would turn into others, to safe ones, {"bee": "wasp"}.
        emoji: one character to words.
        signs: what is replaced before anything is cut up, {"s/h": "self harm"}.
        negatives: forms of "not" to the one patterns use, {"did not": "do not"}.
        known: every word of the patterns.
        near: a misspelt form, or one letter short, to the word that is meant.
        masked: a word with some letters hidden, {"r*pe": "rape"}.
        run_together: finds phrases written as one word; None finds nothing.
        phrases: the phrase for each such word.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    unlike: Mapping[str, str] = field(default_factory=dict)
    emoji: Mapping[int, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    negatives: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    near: Mapping[str, str] = field(default_factory=dict)
    masked: Mapping[str, str] = field(default_factory=dict)
    run_together: re.Pattern[str] | None = None
    phrases: Mapping[str, str] = field(default_factory=dict)


def plain(text: str, tables: Tables) -> str:
    """Return `text` as plain words, each followed by one space, after a leading space.

    Doubled letters are single ("killl" and "kil" are one word), short forms are written out
    ("dont" is "do not"), and a word before a pause ends in a comma: " no, i do not ".
    """
    words: list[str] = []
    for piece in _PIECES.findall(_letters(text, tables)):
        if piece[0].isalnum():
            words.extend(_words(piece, tables))
        elif words and not words[-1].endswith(PAUSE):
            words[-1] += PAUSE
    sentence = f" {' '.join(words)} "
    for spoken, written in tables.negatives.items():
        sentence = sentence.replace(f" {spoken}", f" {written}")
    return sentence


def one_letter_short(word: str) -> Iterator[str]:
    """Yield `word` without each of its letters but the first, which is seldom wrong."""
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]


def single(word: str) -> str:
    """Return `word` with doubled letters made single."""
    return _DOUBLED.sub(r"\1", word)


def _letters(text: str, tables: Tables) -> str:
    if not text.isascii():
        text = text.translate(tables.emoji).casefold().translate(_LIKE_ASCII)
        text = _FOREIGN.sub(" ", unicodedata.normalize("NFKD", text))
        text = text.encode("ascii", "ignore").decode()
    text = text.lower()
    for sign, words in tables.signs.items():
        if sign in text:
            text = text.replace(sign, words)
    text = _LEET.sub(_unleet, text.translate(_APOSTROPHES))
    return _SPACED_OUT.sub(lambda found: _joined(found[0], tables), text)


def _unleet(found: re.Match[str]) -> str:
    return _LEET_LETTERS[found[0]]


def _joined(spaced: str, tables: Tables) -> str:
    """Join "d i e" where that makes a word of ours; "i k m s" is one after an "i"."""
    letters = spaced[::2]
    if _is_ours(letters, tables):
        return letters
    if letters[0] == "i" and _is_ours(letters[1:], tables):
        return f"i {letters[1:]}"
    return spaced


def _is_ours(letters: str, tables: Tables) -> bool:
    word = single(letters)
    return (
        word in tables.known
        or word in tables.same
        or (tables.run_together is not None and tables.run_together.search(word) is not None)
    )


def _words(piece: str, tables: Tables) -> list[str]:
    word = single(tables.unlike.get(piece, piece))
    if word in tables.same:
        return tables.same[word].split()
    if word in tables.known:
        return [word]
    return _guessed(word, tables).split()


def _guessed(word: str, tables: Tables) -> str:
    """Return what an unknown word most likely stands for: itself, if nothing is near."""
    if "*" in word:
        return tables.masked.get(_MASK.sub("*", word), word.replace("*", ""))
    if word.endswith("in") and f"{word}g" in tables.known:
        return f"{word}g"
    if word.endswith("d") and f"{word[:-1]}ed" in tables.known:
        return f"{word[:-1]}ed"
    if len(word) >= _RUN_TOGETHER_FROM and tables.run_together:
        parts = tables.run_together.sub(lambda m: f" {tables.phrases[m[0]]} ", word)
        if parts != word:
            return parts
    return _near(word, tables) if len(word) in _NEAR else word


def _near(word: str, tables: Tables) -> str:
    if word in tables.near:
        return tables.near[word]
    for shorter in one_letter_short(word):
        if shorter in tables.near:
            return tables.near[shorter]
    return word
