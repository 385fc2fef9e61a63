"""Whether a text is in a language that Sayso cannot read, so that a person must. Pure.

English and Welsh are read. Slang, slips, names, emoji and gibberish are nobody's language: where it is
not sure, it says no.
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
LEAST_SMALL_WORDS = 2  # different ones, of one language

_ENGLISH = frozenset(
    "a about after all am an and are as ask at be because been but by can cant come could day did do does dont"
    " for from get go going good got had has have he hello help her here hes hey hi him his home how i if im in"
    " is it its ive just know like lol love me meeting mum my need never no not now of off ok on one or our out"
    " please pls really said same say school see she so some still tell than thanks that thats the them then"
    " there they this time to today tomorrow u up ur us want was we well were what when where which who why will"
    " with wont work would yeah yes you your".split()
)


def is_unread(text: str) -> bool:
    """Return whether most of `text` is in another language than English or Welsh."""
    said = [word for word in words(text) if word != PAUSE]
    letters = [letter for letter in "".join(said) if letter.isalpha()]
    foreign = sum(not _is_latin(letter) for letter in letters)
    if foreign >= LEAST_LETTERS and 2 * foreign > len(letters):
        return True
    return len(said) >= LEAST_WORDS and _is_in_another(said)


def _is_in_another(said: list[str]) -> bool:
    english = sum(word in _ENGLISH for word in said)
    told: Counter[str] = Counter()
    for word in said:
        told.update(_languages_of().get(word, frozenset()))
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
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))["small_words"]
    found: dict[str, frozenset[str]] = {}
    for language, listed in raw.items():
        for word in listed.replace("_", " ").split():
            found[word] = found.get(word, frozenset()) | {str(language)}
    return {word: languages for word, languages in found.items() if word not in _ENGLISH}
