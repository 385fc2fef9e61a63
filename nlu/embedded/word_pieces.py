"""Cuts text into the encoder's word pieces, as BERT's uncased tokenizer does. Pure; never raises.

One thing differs: every sign stands alone, so that an emoji makes no stranger of a word it touches.

Source: Devlin and others, "BERT" (2018); the vocabulary file's origin is in `sources.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # letters; a longer one is unknown, as in BERT
MOST_LETTERS = 1600  # what one inbound message may hold

# A run of letters and digits, or one sign by itself: punctuation, symbol, Chinese character.
_WORD = re.compile(r"[^\W_]+|[^\s]")
_ALONE = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f])")
_SPACE = re.compile(r"[\s\x00]+")
_DROPPED = frozenset({"Mn", "Cc", "Cf", "Co", "Cn", "Cs"})  # accents, and what nobody can see


def read_vocabulary(lines: str) -> Mapping[str, int]:
    """Return each word piece's number: one piece a line, counted from 0."""
    return {piece: number for number, piece in enumerate(lines.splitlines())}


def word_pieces(text: str, vocabulary: Mapping[str, int], most: int) -> list[int]:
    """Return the numbers of the pieces of `text`, start and end mark included, `most` at most."""
    numbers = [vocabulary[START]]
    for word in _words(text[:MOST_LETTERS]):
        numbers.extend(_pieces(word, vocabulary))
        if len(numbers) >= most:
            break
    return [*numbers[: most - 1], vocabulary[END]]


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = _plain(text)
    return _WORD.findall(_SPACE.sub(" ", text.lower()))


def _plain(text: str) -> str:
    """Return `text` without accents and what nobody can see, Chinese characters set apart."""
    spread = unicodedata.normalize("NFD", text.lower())
    return _ALONE.sub(r" \1 ", "".join(letter for letter in spread if _is_kept(letter)))


def _is_kept(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in _DROPPED


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Return the longest known pieces of `word` from left to right, or the unknown mark alone."""
    whole = vocabulary.get(word)
    if whole is not None:
        return [whole]
    if len(word) > LONGEST_WORD:
        return [vocabulary[UNKNOWN]]
    numbers: list[int] = []
    start = 0
    while start < len(word):
        end, number = _longest(word, start, vocabulary)
        if number is None:
            return [vocabulary[UNKNOWN]]
        numbers.append(number)
        start = end
    return numbers


def _longest(word: str, start: int, vocabulary: Mapping[str, int]) -> tuple[int, int | None]:
    mark = "##" if start else ""
    for end in range(len(word), start, -1):
        number = vocabulary.get(mark + word[start:end])
        if number is not None:
            return end, number
    return start, None
