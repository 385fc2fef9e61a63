"""The word rules of screening, read once from lexicon.yaml and compiled. Pure but for that read.

A pattern is words with spaces between, and these marks:

    a/b      either word            word*    begins with it
    <set>    any word of a set      a/b?     one of them, or nothing
    a_b      a phrase of two words  ..  ...  up to 3 or 6 other words, none of them a "not"
    ^        the message begins     $        it ends; also a/$

Every gap and every word has an upper bound, so no message can make a pattern slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import FlowError
from bot.safeguarding.plain_words import Tables, one_letter_short, plain, single

FILE = Path(__file__).with_name("lexicon.yaml")

_KEY_LETTERS = 4  # patterns are found by the first letters of their rarest word
_NOT_NEGATED = r"(?!(?:not|never|nobody),? )\S+ "
_GAPS = {"..": f"(?:{_NOT_NEGATED}){{0,3}}", "...": f"(?:{_NOT_NEGATED}){{0,6}}"}
_START, _END = "^", "$"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern; `rule` is its place in the lexicon's rules."""

    rule: int
    source: str

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled, at its first use: most commands need few of them."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Rule:
    """What its patterns say. `unless` fits texts in which they mean something ordinary."""

    category: str
    severity: str
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything screening knows.

    Args:
        rules: the gravest first.
        patterns: in the order of their rules.
        by_key: the first letters of a word to the places of patterns that need that word.
        negated: fits the words before a match when they deny it.
        taken_back: fits a text that denies and then does not.
        urgent: fits a text that says it is happening now.
        urgent_categories: where "now" makes a concern immediate.
        heard_though_denied: categories of which even a denial is passed on.
    """

    tables: Tables
    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    by_key: Mapping[str, tuple[int, ...]]
    negated: re.Pattern[str]
    taken_back: re.Pattern[str]
    urgent: re.Pattern[str]
    urgent_categories: frozenset[str]
    heard_though_denied: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon, read and compiled the first time.

    Raises:
        FlowError: a pattern names a set that is not there, or has no word of its own.
    """
    return compiled(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def compiled(raw: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon written in `raw`, the parsed YAML.

    Raises:
        FlowError: a pattern names a set that is not there, or has no word of its own.
    """
    writer = _Writer(_spelling(raw["spelling"]), _sets(raw["sets"]), _sets({"": raw["common"]})[""])
    rules = sorted(raw["rules"], key=lambda rule: rule["severity"] != "immediate")
    patterns: list[Pattern] = []
    by_key: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for line in _lines(rule["patterns"]):
            for key in writer.keys(line):
                by_key.setdefault(key, []).append(len(patterns))
            patterns.append(Pattern(number, writer.regex(line)))
    return Lexicon(
        tables=_with_known(writer, raw, patterns),
        rules=tuple(
            Rule(rule["category"], rule["severity"], writer.any_of(rule.get("unless", "")))
            for rule in rules
        ),
        patterns=tuple(patterns),
        by_key={key: tuple(places) for key, places in by_key.items()},
        negated=re.compile(_negation(writer, raw["denial"])),
        taken_back=_needed(writer.any_of(raw["taken_back"])),
        urgent=_needed(writer.any_of(raw["urgent"]["patterns"])),
        urgent_categories=frozenset(raw["urgent"]["categories"]),
        heard_though_denied=frozenset(raw["denial"]["heard_all_the_same"]),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes patterns as regular expressions over plain words."""

    tables: Tables
    sets: Mapping[str, tuple[str, ...]]
    common: tuple[str, ...]

    def regex(self, line: str) -> str:
        start = "" if line.startswith("^ ") else " "
        return start + "".join(self._part(part) for part in line.split())

    def any_of(self, lines: str) -> re.Pattern[str] | None:
        written = [self.regex(line) for line in _lines(lines)]
        return re.compile("|".join(written)) if written else None

    def keys(self, line: str) -> frozenset[str]:
        """Return the first letters of every word of the pattern's rarest required part."""
        common = frozenset(plain(" ".join(self.common), self.tables).split())
        wholes = [
            self.words(part)
            for part in line.split()
            if part not in _GAPS and part != _START and _END not in part and "?" not in part
        ]
        if not wholes:
            raise FlowError(f"the screening pattern {line!r} has no word of its own")
        keyed = [[self._rarest(phrase, common) for phrase in words] for words in wholes]
        best = min(keyed, key=lambda words: (any(word in common for word in words), len(words)))
        return frozenset(word[:_KEY_LETTERS] for word in best)

    @staticmethod
    def _rarest(phrase: str, common: frozenset[str]) -> str:
        words = phrase.rstrip("*").split()
        return max(words, key=lambda word: (word not in common, len(word)))

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

    def words(self, part: str) -> tuple[str, ...]:
        """Return the plain words and phrases of one part; "*" still ends an open one."""
        found: list[str] = []
        for name in part.replace("?", "").split("/"):
            for word in self._members(name):
                ending = "*" if word.endswith("*") else ""
                found.append(plain(word.rstrip("*"), self.tables).replace(",", "").strip() + ending)
        return tuple(word for word in found if word)

    def _members(self, name: str) -> Iterable[str]:
        if name == _END:
            return ()
        if not name.startswith("<"):
            return (name.replace("_", " "),)
        if name.strip("<>") not in self.sets:
            raise FlowError(f"the lexicon has no set {name!r}")
        return self.sets[name.strip("<>")]


def _word_regex(word: str) -> str:
    ending = r"\w{0,12}" if word.endswith("*") else ""
    return ",? ".join(re.escape(part) for part in word.rstrip("*").split()) + ending + ",?"


def _negation(writer: _Writer, denial: Mapping[str, str]) -> str:
    """Fit "not" or "nobody" with only words that carry it forward up to the end of the text."""
    carried = {
        name: "|".join(f"{word} " for word in writer.words(denial[name].replace(" ", "/")))
        for name in ("after_not", "after_nobody")
    }
    after_not = rf"(?:not|never) (?:{carried['after_not']}){{0,4}}"
    after_nobody = rf"(?:nobody|none) (?:{carried['after_nobody']}){{0,5}}"
    return rf" (?:{after_not}|{after_nobody})$"


def _spelling(raw: Mapping[str, Any]) -> Tables:
    same = {
        single(variant): words
        for words, variants in raw["same"].items()
        for variant in variants.split()
    }
    negatives = {form: words for words, forms in raw["negatives"].items() for form in forms}
    bare = Tables(same=same, negatives=negatives)
    return Tables(
        same={variant: plain(words, bare).strip() for variant, words in same.items()},
        unlike=raw["unlike"],
        emoji={ord(sign): f" {words} " for sign, words in raw["emoji"].items()},
        negatives=negatives,
        signs={sign: f" {words} " for sign, words in raw["signs"].items()},
    )


def _with_known(writer: _Writer, raw: Mapping[str, Any], patterns: list[Pattern]) -> Tables:
    letters = (re.findall(r"[a-z]{2,}", pattern.source) for pattern in patterns)
    spelling = raw["spelling"]
    near = {
        form: single(word)
        for word in spelling["near"].split()
        for form in (single(word), *one_letter_short(single(word)))
    }
    phrases = {
        single(line.replace(" ", "")): plain(line, writer.tables).strip()
        for line in _lines(spelling["run_together"])
    }
    longest_first = sorted(phrases, key=len, reverse=True)
    return replace(
        writer.tables,
        known=frozenset(word for words in letters for word in words),
        near=near,
        masked=dict(_masks(spelling["masked"].split())),
        run_together=re.compile("|".join(longest_first)),
        phrases=phrases,
    )


def _masks(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in map(single, words):
        for start in range(1, len(word) - 1):
            for end in range(start + 1, len(word)):
                yield f"{word[:start]}*{word[end:]}", word


def _sets(raw: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(word.replace("_", " ") for word in words.split()) for name, words in raw.items()
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _needed(regex: re.Pattern[str] | None) -> re.Pattern[str]:
    if regex is None:
        raise FlowError("the lexicon lacks patterns it must have")
    return regex
