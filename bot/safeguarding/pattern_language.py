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

from bot.errors import FlowError
from bot.safeguarding.plain_words import PAUSE, Tables, plain

KEY_LETTERS = 4  # patterns are found by the first letters of their rarest word

_NOT_NEGATED = r"(?!(?:not|never|nobody),? )\S+ "
_GAPS = {"..": f"(?:{_NOT_NEGATED}){{0,3}}", "...": f"(?:{_NOT_NEGATED}){{0,6}}"}
_START, _END = "^", "$"


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

    def regex(self, line: str) -> str:
        """Return one pattern as a regular expression over plain text.

        Raises:
            FlowError: it names a set that is not there.
        """
        start = "" if line.startswith(f"{_START} ") else " "
        return start + "".join(self._part(part) for part in line.split())

    def any_of(self, lines: str) -> re.Pattern[str] | None:
        """Return what fits any of the patterns, one a line; None if there are none."""
        written = [self.regex(line) for line in non_empty(lines)]
        return re.compile("|".join(written)) if written else None

    def keys(self, line: str) -> frozenset[str]:
        """Return the first letters of every word of the pattern's rarest required part.

        A whole word that is shorter ends in a space, so that "me" is not looked up for "meet".

        Raises:
            FlowError: no part of it is required.
        """
        wholes = [self.words(part) for part in line.split() if _is_required(part)]
        if not wholes:
            raise FlowError(f"the screening pattern {line!r} has no word of its own")
        keyed = [[self._rarest(phrase) for phrase in words] for words in wholes]
        best = min(keyed, key=lambda words: (not self.common.isdisjoint(words), len(words)))
        return frozenset(_key(word) for word in best)

    def words(self, part: str) -> tuple[str, ...]:
        """Return the plain words and phrases of one part; "*" still ends an open one."""
        names = part.replace("?", "").split("/")
        found = [self._word(word) for name in names for word in self._members(name)]
        return tuple(word for word in found if word)

    def _rarest(self, phrase: str) -> str:
        return max(phrase.split(), key=lambda word: (word not in self.common, len(word)))

    def _part(self, part: str) -> str:
        if part in _GAPS:
            return _GAPS[part]
        if part == _START:
            return "^ "
        either = "|".join(sorted({_word_regex(word) for word in self.words(part)}))
        written = [f"(?:{either}) "] if either else []
        if _END in part.split("/"):
            written.append("$")
        return f"(?:{'|'.join(written)})" + ("?" if "?" in part else "")

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


def _key(word: str) -> str:
    if word.endswith("*"):
        return word.rstrip("*")[:KEY_LETTERS]
    return f"{word} "[:KEY_LETTERS]


def _word_regex(word: str) -> str:
    ending = r"\w{0,12}" if word.endswith("*") else ""
    return ",? ".join(re.escape(part) for part in word.rstrip("*").split()) + ending + ",?"
