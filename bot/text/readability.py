"""How hard a whole script is to read: the Flesch-Kincaid grade, counted here. Pure.

One text is too short to be measured (requirements A2.2); a script of 100 words or more is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

ENOUGH_WORDS = 100
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_SENTENCE = re.compile(r"[^.?!:\n]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")
_TWO = re.compile(r"(?:i[ao]|eo|ua|uou|iet|[rd]ea$|[aeiouy]ing)")


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, near enough: "questions" has two."""
    plain = word.casefold().replace("'", "")
    count = len(_VOWELS.findall(plain)) + len(_TWO.findall(plain))
    count -= len(re.findall(r"[cgst]i[ao]", plain))  # "special", "question": one sound
    if _SILENT.search(plain):
        count -= 1
    return max(1, count)


def words_in(text: str) -> list[str]:
    """Return the words of a text, without signs and numbers."""
    return _WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text that have a word."""
    return [part.strip() for part in _SENTENCE.findall(text) if _WORD.search(part)]


def grade(texts: Iterable[str]) -> float | None:
    """Return the Flesch-Kincaid grade of a whole script; None under 100 words.

    Source: Kincaid and others 1975, as the US Navy published it; requirements A2.2.
    """
    said = list(texts)
    words = [word for text in said for word in words_in(text)]
    sentences = sum(len(sentences_in(text)) for text in said)
    if len(words) < ENOUGH_WORDS or not sentences:
        return None
    sounds = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * sounds / len(words) - 15.59
