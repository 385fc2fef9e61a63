"""Whether a text is in a language that Sayso cannot read, so that a person must. Pure.

English and Welsh are read. Slang, slips, names, emoji and gibberish are nobody's language: where
it is not sure, it says no.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

import yaml

from bot.safeguarding.foreign_words import PAUSE, words
from bot.safeguarding.other_languages import FILE

LEAST_LETTERS = 4  # of another script
LEAST_WORDS = 3
ENGLISH = "en"
LEAST_SMALL_WORDS = 2  # different ones, of one language


def is_unread(text: str) -> bool:
    """Return whether most of `text` is in another language than English or Welsh."""
    said = [word for word in words(text) if word != PAUSE]
    letters = [letter for letter in "".join(said) if letter.isalpha()]
    foreign = sum(not _is_latin(letter) for letter in letters)
    if foreign >= LEAST_LETTERS and 2 * foreign > len(letters):
        return True
    return len(said) >= LEAST_WORDS and _is_in_another(said)


def _is_in_another(said: list[str]) -> bool:
    told: Counter[str] = Counter()
    for word in said:
        told.update(_languages_of().get(word, frozenset()))
    english = told.pop(ENGLISH, 0)
    if not told:
        return False
    language, times = told.most_common(1)[0]
    different = {word for word in said if language in _languages_of().get(word, frozenset())}
    return len(different) >= LEAST_SMALL_WORDS and times > english and 3 * times >= len(said)


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


@cache
def _languages_of() -> Mapping[str, frozenset[str]]:
    """Return the languages that have each small word."""
    raw = yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)["small_words"]
    found: dict[str, frozenset[str]] = {}
    for language, listed in raw.items():
        for word in words(listed.replace("_", " ")):
            found[word] = found.get(word, frozenset()) | {str(language)}
    return {
        word: frozenset({ENGLISH}) if ENGLISH in languages else languages
        for word, languages in found.items()
    }
