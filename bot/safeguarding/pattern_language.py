"""The language patterns of the lexicon are written in, turned into regular expressions. Pure.

A pattern is words with spaces between, and these marks:

    a/b      either word            word*    begins with it
    <set>    any word of a set      a/b?     one of them, or nothing
    a_b      a phrase of two words  ..  ...  up to 3 or 6 other words, none of them a "not"
    ^        the message begins     $        it ends; also a/$

Every gap and every word has an upper bound, so no message can make a pattern slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.errors import FlowError
from bot.safeguarding.plain_words import PAUSE, Tables, plain

_NOT_NEGATED = r"(?!(?:not|never|nobody),? )\S+ "
_GAPS = {"..": f"(?:{_NOT_NEGATED}){{0,3}}", "...": f"(?:{_NOT_NEGATED}){{0,6}}"}
_START, _END = "^", "$"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of patterns.

    Args:
        words: its plain words and phrases; "*" ends one that is only begun.
        regex: what fits it in plain text.
        rarest: of each of its words and phrases, the one word least likely to be anywhere.
        is_common: whether any of those may be in any text.
    """

    words: tuple[str, ...]
    regex: str
    rarest: frozenset[str]
    is_common: bool


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes patterns as regular expressions over plain words.

    Args:
        sets: name to words, {"who": ("he", "my dad")}.
        common: plain words that any text may hold, so that no pattern is looked up by them.
    """

    tables: Tables
    sets: Mapping[str, tuple[str, ...]]
    common: frozenset[str]
    _plain: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, Part] = field(default_factory=dict)

    def regex(self, line: str) -> str:
        """Return one pattern as a regular expression over plain text.

        Raises:
            FlowError: it names a set that is not there.
        """
        start = "" if line.startswith(f"{_START} ") else " "
        return start + "".join(self.part(part).regex for part in line.split())

    def any_of(self, lines: str) -> re.Pattern[str] | None:
        """Return what fits any of the patterns, one a line; None if there are none."""
        written = self.either(lines)
        return re.compile(written) if written else None

    def either(self, lines: str) -> str | None:
        """Return the regular expression of what fits any of the patterns; None if none are."""
        return "|".join(self.regex(line) for line in non_empty(lines)) or None

    def needs(self, line: str) -> tuple[str, ...]:
        """Return the parts that must be in a text for the pattern to fit, the rarest first.

        Raises:
            FlowError: no part of it is required.
        """
        required = [part for part in line.split() if _is_required(part)]
        if not required:
            raise FlowError(f"the screening pattern {line!r} has no word of its own")
        return tuple(sorted(required, key=self._commonness))

    def part(self, written: str) -> Part:
        """Return one part, made once however many patterns have it.

        Raises:
            FlowError: it names a set that is not there.
        """
        if written not in self._parts:
            words = self.words(written)
            rarest = frozenset(self._rarest(phrase) for phrase in words)
            is_common = not self.common.isdisjoint(rarest)
            self._parts[written] = Part(words, _regex(written, words), rarest, is_common)
        return self._parts[written]

    def words(self, part: str) -> tuple[str, ...]:
        """Return the plain words and phrases of one part; "*" still ends an open one."""
        names = part.replace("?", "").split("/")
        found = [self._word(word) for name in names for word in self._members(name)]
        return tuple(word for word in found if word)

    def _rarest(self, phrase: str) -> str:
        return max(phrase.split(), key=lambda word: (word not in self.common, len(word)))

    def _commonness(self, written: str) -> tuple[bool, int]:
        part = self.part(written)
        return part.is_common, len(part.rarest)

    def _word(self, word: str) -> str:
        if word not in self._plain:
            ending = "*" if word.endswith("*") else ""
            clean = plain(word.rstrip("*"), self.tables).replace(PAUSE, "").strip()
            self._plain[word] = clean + ending
        return self._plain[word]

    def _members(self, name: str) -> Iterable[str]:
        if name == _END:
            return ()
        if not name.startswith("<"):
            return (name.replace("_", " "),)
        if name.strip("<>") not in self.sets:
            raise FlowError(f"the lexicon has no set {name!r}")
        return self.sets[name.strip("<>")]


def non_empty(text: str) -> list[str]:
    """Return the lines of `text` that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_required(part: str) -> bool:
    return part not in _GAPS and part != _START and _END not in part and "?" not in part


def _regex(part: str, words: Iterable[str]) -> str:
    if part in _GAPS:
        return _GAPS[part]
    if part == _START:
        return "^ "
    either = "|".join(sorted(set(map(_word_regex, words))))
    written = [f"(?:{either}) "] if either else []
    if _END in part.split("/"):
        written.append("$")
    return f"(?:{'|'.join(written)})" + ("?" if "?" in part else "")


@cache
def _word_regex(word: str) -> str:
    ending = r"\w{0,12}" if word.endswith("*") else ""
    return ",? ".join(re.escape(part) for part in word.rstrip("*").split()) + ending + ",?"
