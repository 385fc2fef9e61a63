"""The word rules of screening, read once from lexicon.yaml. Pure but for that read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import FlowError
from bot.safeguarding.pattern_index import PatternIndex, indexed
from bot.safeguarding.pattern_language import Writer, non_empty
from bot.safeguarding.plain_words import Tables, one_letter_short, plain, single

FILE = Path(__file__).with_name("lexicon.yaml")
LONGEST = 150  # patterns: a third of a second in all; each of the others takes at most 2 ms


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern.

    Args:
        rule: its place in the lexicon's rules.
        written: as it stands in the lexicon.
        is_doubtful: whether too many harmless texts fit it for it to be proof.
    """

    rule: int
    written: str
    source: str
    is_doubtful: bool = False

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled, at its first use: few texts have the words of any."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Rule:
    """What its patterns say, and when they mean something ordinary.

    Args:
        excuses: what fits words that, where they share some with a match, make it ordinary.
        settings: what fits games, sport and the like: near a match they make it ordinary too, but
            not in a text that speaks of home or fear.
    """

    category: str
    severity: str
    excuses: str | None
    settings: str | None

    @property
    def unless(self) -> re.Pattern[str] | None:
        """The excuses compiled, at their first use: few texts have a match at all."""
        return _compiled(self.excuses) if self.excuses else None

    @property
    def setting(self) -> re.Pattern[str] | None:
        """The settings compiled, at their first use."""
        return _compiled(self.settings) if self.settings else None


@dataclass(frozen=True, slots=True)
class Study:
    """When a match names a lesson, a book or a campaign, and nobody who was hurt.

    Args:
        before: fits the words before such a match.
        after: fits the words that follow it, "week" in "anti suicide week".
        first_hand: fits words that name somebody; where these are, it is not only schoolwork.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    first_hand: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything screening knows.

    Args:
        rules: the gravest first.
        patterns: in the order of their rules.
        index: which of the patterns may be in a text.
        negated: fits the words before a match when they deny it.
        taken_back: fits a text that denies and then does not.
        home: fits a text that speaks of home or fear.
        study: when a subject of schoolwork is only that.
        urgent: fits a text that says it is happening now.
        urgent_categories: where "now" makes a concern immediate.
        heard_though_denied: categories of which even a denial is passed on.
    """

    tables: Tables
    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    index: PatternIndex
    negated: re.Pattern[str]
    taken_back: re.Pattern[str]
    home: re.Pattern[str]
    study: Study | None
    urgent: re.Pattern[str]
    urgent_categories: frozenset[str]
    heard_though_denied: frozenset[str]

    def compile_longest(self) -> None:
        """Compile what takes up to a hundredth of a second each, so that no text waits for it."""
        of_rules = (source for rule in self.rules for source in (rule.excuses, rule.settings))
        longest = sorted((pattern.source for pattern in self.patterns), key=len)[-LONGEST:]
        for source in (*filter(None, of_rules), *longest):
            _compiled(source)


@lru_cache(
    maxsize=1
)  # rules and what has learnt ask of the same words in one turn; no more is kept
def plainly(text: str) -> str:
    """Return `text` as the shipped lexicon's plain words."""
    return plain(text, lexicon().tables)


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon, read and compiled the first time.

    Raises:
        FlowError: a pattern names a set that is not there, or has no word of its own.
    """
    return compiled(yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader))


def compiled(raw: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon written in `raw`, the parsed YAML.

    Raises:
        FlowError: a pattern names a set that is not there, or has no word of its own.
    """
    tables = _spelling(raw["spelling"])
    writer = Writer(tables, _sets(raw["sets"]), frozenset(plain(raw["common"], tables).split()))
    rules = sorted(raw["rules"], key=lambda rule: rule["severity"] != "immediate")
    written = [
        (at, line, name == "in_doubt")
        for at, rule in enumerate(rules)
        for name in ("patterns", "in_doubt")
        for line in non_empty(rule.get(name, ""))
    ]
    patterns = [Pattern(rule, line, writer.regex(line), doubt) for rule, line, doubt in written]
    return Lexicon(
        tables=_with_known(writer, raw, patterns),
        rules=tuple(_rule(rule, writer) for rule in rules),
        patterns=tuple(patterns),
        index=indexed(writer, (line for _, line, _ in written)),
        negated=re.compile(_negation(writer, raw["denial"])),
        taken_back=_needed(writer.any_of(raw["taken_back"])),
        home=_needed(writer.any_of(raw["home"])),
        study=_study(writer, raw["study"]) if "study" in raw else None,
        urgent=_needed(writer.any_of(raw["urgent"]["patterns"])),
        urgent_categories=frozenset(raw["urgent"]["categories"]),
        heard_though_denied=frozenset(raw["denial"]["heard_all_the_same"]),
    )


def _rule(raw: Mapping[str, str], writer: Writer) -> Rule:
    return Rule(
        category=raw["category"],
        severity=raw["severity"],
        excuses=writer.either(raw.get("unless", "")),
        settings=writer.either(raw.get("setting", "")),
    )


def _study(writer: Writer, raw: Mapping[str, str]) -> Study:
    after, first_hand = (
        "|".join(writer.words(raw[name].replace(" ", "/"))) for name in ("after", "first_hand")
    )
    topics = "|".join(writer.regex(line) for line in non_empty(raw["topics"]))
    return Study(
        before=re.compile(rf"(?:{topics})(?:(?!(?:{first_hand}),? )\S+ ){{0,4}}$"),
        after=re.compile(rf"(?:{after}),? "),
        first_hand=re.compile(rf" (?:{first_hand}),? "),
    )


def _negation(writer: Writer, denial: Mapping[str, str]) -> str:
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


def _with_known(writer: Writer, raw: Mapping[str, Any], patterns: list[Pattern]) -> Tables:
    letters = (re.findall(r"[a-z]{2,}", pattern.source) for pattern in patterns)
    spelling = raw["spelling"]
    near = {
        form: single(word)
        for word in spelling["near"].split()
        for form in (single(word), *one_letter_short(single(word)))
    }
    phrases = {
        single(line.replace(" ", "")): plain(line, writer.tables).strip()
        for line in non_empty(spelling["run_together"])
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


def _needed(regex: re.Pattern[str] | None) -> re.Pattern[str]:
    if regex is None:
        raise FlowError("the lexicon lacks patterns it must have")
    return regex
