"""The plainest disclosures in other languages than English, read once from languages.yaml. Pure.

A line of that file is parts that must stand near each other in any order: word order differs from
one language to the next, and from one young person to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.safeguarding.foreign_words import PAUSE, words
from bot.safeguarding.pattern_index import longest_by_start

FILE = Path(__file__).with_name("languages.yaml")

_GRAVEST = ("suicide", "sexual", "exploitation", "physical")
IMMEDIATE = frozenset(_GRAVEST)
_WINDOW = 9  # words that the parts of a line may span on either side of its first
_DENIES_WITHIN = 2  # words: "no me pega" has one between
_LEAST_STEM = 2  # letters
_ENGLISH = 4  # one small English word in so many, and a text is in English
_SAID_AS = {"scared": "help", "home": "help"}  # a slot's line to the category people know
_NO_LINES = frozenset({"name", "not", "me", "fam", "kin", "home", "hit", "scared", "unsafe"})

At = tuple[int, bool]  # where a part is said, and whether by a word that English does not have


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the places of its parts, what it tells, and the words that deny its first part."""

    parts: tuple[int, ...]
    category: str
    denied_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a part: the words after the first; `open` if its last word is only begun."""

    part: int
    rest: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Every line, and every phrase by the word, or the stem, that it begins with.

    `longest_stems` is how long the longest stem is, by its first two letters. `also_english` are
    words that begin a phrase and are English too; `small` say that a text is in English.
    """

    lines: tuple[Line, ...]
    play: frozenset[str]
    laughs: frozenset[str]
    by_part: Mapping[int, tuple[int, ...]]
    by_word: Mapping[str, tuple[Phrase, ...]]
    by_stem: Mapping[str, tuple[Phrase, ...]]
    longest_stems: Mapping[str, int]
    also_english: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()

    def in_jest(self, said: Iterable[str]) -> frozenset[str]:
        """Return what `said` does not mean: a game's blows, "mum will kill me lol"."""
        found = frozenset(said)
        return frozenset(
            category
            for category, signs in (("physical", self.play), ("exploitation", self.laughs))
            if not signs.isdisjoint(found)
        )


def heard(text: str) -> str | None:
    """Return the category of the gravest disclosure in `text` that is not in English, or None."""
    book = phrasebook()
    said = words(text)
    places = _places(said, book)
    in_jest = book.in_jest(said)
    lines = {line for part in places for line in book.by_part.get(part, ())}
    told = [book.lines[line] for line in sorted(lines)]
    found = [
        line.category
        for line in told
        if line.category not in in_jest and _is_said(line, said, places)
    ]
    return min(found, key=_order, default=None)


def _order(category: str) -> int:
    return _GRAVEST.index(category) if category in IMMEDIATE else len(_GRAVEST)


@cache
def phrasebook() -> Phrasebook:
    """Return the shipped phrasebook, read the first time."""
    return compiled(yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader))


def compiled(raw: Mapping[str, Any]) -> Phrasebook:
    """Return the phrasebook written in `raw`, the parsed YAML."""
    writer = _Writer()
    for language in raw["languages"].values():
        for slot, block in (*raw["everywhere"].items(), *_own_lines(language)):
            for line in filter(None, map(str.strip, block.splitlines())):
                writer.add(line, slot, language)
    book = writer.phrasebook(words(raw["play"]), words(raw["laughs"]))
    also_english = frozenset(raw.get("also_english", "").split())
    small = frozenset(words(raw.get("small_words", {}).get("en", "")))
    return replace(book, also_english=also_english, small=small - also_english)


def _own_lines(language: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((slot, block) for slot, block in language.items() if slot not in _NO_LINES)


class _Writer:
    """Collects lines; equal parts are looked for only once."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str, ...], int] = {}
        self.lines: list[Line] = []
        self._folded: dict[str, tuple[str, ...]] = {}

    def add(self, line: str, slot: str, language: Mapping[str, str]) -> None:
        parts = [self._alternatives(part, language) for part in line.split(" + ")]
        numbers = tuple(self.parts.setdefault(part, len(self.parts)) for part in parts)
        denies = frozenset(words(language["not"] or ""))
        own = {word for part in parts for phrase in part for word in self._words(phrase)}
        self.lines.append(
            Line(numbers, _SAID_AS.get(slot, slot), frozenset() if denies & own else denies)
        )

    def phrasebook(self, play: Iterable[str], laughs: Iterable[str]) -> Phrasebook:
        by_word: dict[str, list[Phrase]] = {}
        by_stem: dict[str, list[Phrase]] = {}
        for part, number in self.parts.items():
            for written in part:
                first, *rest = self._words(written)
                is_open = written.endswith("*")
                phrase = Phrase(number, tuple(rest), is_open and bool(rest))
                table = by_stem if is_open and not rest else by_word
                table.setdefault(first, []).append(phrase)
        by_part: dict[int, list[int]] = {}
        for place, line in enumerate(self.lines):
            by_part.setdefault(line.parts[0], []).append(place)
        return Phrasebook(
            lines=tuple(self.lines),
            play=frozenset(play),
            laughs=frozenset(laughs),
            by_part={part: tuple(places) for part, places in by_part.items()},
            by_word={word: tuple(phrases) for word, phrases in by_word.items()},
            by_stem={stem: tuple(phrases) for stem, phrases in by_stem.items()},
            longest_stems=longest_by_start(by_stem, _LEAST_STEM),
        )

    def _words(self, written: str) -> tuple[str, ...]:
        if written not in self._folded:
            self._folded[written] = tuple(words(written))
        return self._folded[written]

    def _alternatives(self, part: str, language: Mapping[str, str]) -> tuple[str, ...]:
        found: list[str] = []
        for written in part.strip().split("/"):
            if written.startswith("<"):
                found.extend((language.get(written.strip("<>")) or "").split())
            else:
                found.append(written)
        return tuple(dict.fromkeys(word.replace("_", " ") for word in found if word))


def _places(said: list[str], book: Phrasebook) -> dict[int, list[At]]:
    """Return where each part of any line is said."""
    places: dict[int, list[At]] = {}
    english = book.also_english if _is_english(said, book) else frozenset()
    for place, word in enumerate(said):
        for phrase in _begun_by(word, book):
            if not phrase.rest or _goes_on(said, place + 1, phrase):
                is_foreign = bool(phrase.rest) or word not in english
                places.setdefault(phrase.part, []).append((place, is_foreign))
    return places


def _is_english(said: list[str], book: Phrasebook) -> bool:
    return _ENGLISH * sum(word in book.small for word in said) >= len(said)


def _begun_by(word: str, book: Phrasebook) -> list[Phrase]:
    found = [*book.by_word.get(word, ())]
    longest = book.longest_stems.get(word[:_LEAST_STEM], 0)
    for length in range(_LEAST_STEM, min(len(word), longest) + 1):
        found.extend(book.by_stem.get(word[:length], ()))
    return found


def _goes_on(said: list[str], start: int, phrase: Phrase) -> bool:
    following = said[start : start + len(phrase.rest)]
    if not phrase.open:
        return tuple(following) == phrase.rest
    return (
        len(following) == len(phrase.rest)
        and tuple(following[:-1]) == phrase.rest[:-1]
        and following[-1].startswith(phrase.rest[-1])
    )


def _is_said(line: Line, said: list[str], places: Mapping[int, list[At]]) -> bool:
    first, *others = (places.get(part, []) for part in line.parts)
    return any(_are_near(at, others) and not _is_denied(line, said, at[0]) for at in first)


def _are_near(first: At, others: Iterable[list[At]]) -> bool:
    """Return whether each of `others` is said near `first`, and any by a word not English."""
    place, is_foreign = first
    near = [
        [at for at in other if at[0] != place and abs(at[0] - place) <= _WINDOW] for other in others
    ]
    return all(near) and (is_foreign or any(foreign for found in near for _, foreign in found))


def _is_denied(line: Line, said: list[str], place: int) -> bool:
    before = said[max(0, place - _DENIES_WITHIN) : place]
    if PAUSE in before:
        before = before[len(before) - before[::-1].index(PAUSE) :]
    after = said[place + 1 : place + 2]
    return not line.denied_by.isdisjoint([*before, *after])
