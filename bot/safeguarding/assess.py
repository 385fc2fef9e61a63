"""Whether a text tells of harm, by rule. Pure: it hears; people decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from bot.safeguarding import other_languages
from bot.safeguarding.lexicon import Lexicon, Pattern, Rule, Study, lexicon, plainly
from bot.text.bare_numbers import is_bare_number

DISCLOSURE = "disclosure"
HELP = "help"
UNREAD_LANGUAGE = "unread_language"
# What tells nobody's story yet: a concern of these is news again when something worse is told.
OPEN_ENDED = frozenset({HELP, UNREAD_LANGUAGE})

_LONGEST = 4_000  # plain letters looked at in one go; a longer text is looked at in pieces
_NEAR = 80  # letters before and after a match that can change what it means
_OVERLAP = 400  # letters that pieces share, more than any pattern spans


class Severity(StrEnum):
    """How soon a person must look."""

    IMMEDIATE = "immediate"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Why a person must read a text.

    Args:
        category: one of the lexicon's, or "other".
        is_doubtful: whether only patterns in doubt ask for it (lexicon.yaml, in_doubt).
    """

    severity: Severity
    category: str
    is_doubtful: bool = field(default=False, compare=False)


def assess(text: str, intent: str | None = None) -> Assessment | None:
    """Return why a person must read `text`, or None if no rule asks for that.

    Rules come first; the language engine's "disclosure" is enough for a concern. Prefers a
    false alarm to a miss. Never raises, whatever the text.

    Source: requirements S3, S4.
    """
    found = _of_a_number(text) if is_bare_number(text) else _by_rule(text)
    if found is None and intent == DISCLOSURE:
        return Assessment(Severity.CONCERN, "other")
    return found


def beyond_doubt(text: str) -> Assessment | None:
    """Return what `assess` would without the patterns that are in doubt."""
    return _by_rule(text, sure=True)


def _by_rule(text: str, *, sure: bool = False) -> Assessment | None:
    known = lexicon()
    heard = (found for piece in _pieces(plainly(text)) for found in _all_heard(piece, known))
    found = max((one for one in heard if not (sure and one.is_doubtful)), key=_weight, default=None)
    if found is None or found.severity is Severity.CONCERN:
        found = max((found, _in_another_language(text)), key=_weight)
    return found


@lru_cache(maxsize=110)  # all there are
def _of_a_number(text: str) -> Assessment | None:
    """Screen a bare number, once: the rules are the same for everybody who sends it."""
    return _by_rule(text)


def read_all() -> None:
    """Read the rules and phrases now, so that no message has to wait for them.

    A pattern is compiled when a text first has its words, which takes about a millisecond.
    """
    lexicon()
    other_languages.phrasebook()


def warm_up() -> None:
    """Read all that screening knows, and compile the longest of it, so that no message waits."""
    read_all()
    lexicon().compile_longest()


def _in_another_language(text: str) -> Assessment | None:
    category = other_languages.heard(text)
    if category is None:
        return None
    is_grave = category in other_languages.IMMEDIATE
    return Assessment(Severity.IMMEDIATE if is_grave else Severity.CONCERN, category)


def _weight(found: Assessment | None) -> tuple[bool, bool, bool]:
    """Order by how grave it is, then by how sure; of equals `max` keeps the first."""
    if found is None:
        return (False, False, False)
    return (True, found.severity is Severity.IMMEDIATE, not found.is_doubtful)


def _pieces(words: str) -> Iterator[str]:
    for start in range(0, len(words), _LONGEST):
        yield words[max(0, start - _OVERLAP) : start + _LONGEST]


def patterns_heard(text: str) -> frozenset[Pattern]:
    """Return the lexicon's patterns that say by themselves that a person must read `text`."""
    known = lexicon()
    return frozenset(
        pattern
        for piece in _pieces(plainly(text))
        for pattern, is_said in _found(piece, known)
        if is_said
    )


def _all_heard(words: str, known: Lexicon) -> Iterator[Assessment]:
    """Yield what each pattern asks for; what is only denied comes last."""
    denied: list[Assessment] = []
    for pattern, is_said in _found(words, known):
        category, doubt = known.rules[pattern.rule].category, pattern.is_doubtful
        if is_said:
            yield Assessment(_severity(words, pattern, known), category, doubt)
        elif category in known.heard_though_denied:
            denied.append(Assessment(Severity.CONCERN, category, doubt))
    yield from denied


def _found(words: str, known: Lexicon) -> Iterator[tuple[Pattern, bool]]:
    """Yield each pattern that is there, and whether it is said or only denied."""
    for pattern in (known.patterns[place] for place in known.index.may_be_in(words)):
        is_said = _heard(words, pattern, known)
        if is_said is not None:
            yield pattern, is_said


def _heard(words: str, pattern: Pattern, known: Lexicon) -> bool | None:
    """Return True if it is said, False if it is only denied, None if it is not there."""
    heard: bool | None = None
    found = pattern.regex.search(words)
    while found:
        if not _is_ordinary(words, found, known.rules[pattern.rule], known):
            if not _is_denied(words, found, known):
                return True
            heard = False
        found = pattern.regex.search(words, found.start() + 1)
    return heard


def _is_denied(words: str, found: re.Match[str], known: Lexicon) -> bool:
    before = words[max(0, found.start() - _NEAR) : found.start() + 1]
    return (
        known.negated.search(before) is not None
        and known.taken_back.search(words, found.start()) is None
    )


def _is_ordinary(words: str, found: re.Match[str], rule: Rule, known: Lexicon) -> bool:
    start, end = max(0, found.start() - _NEAR), found.end() + _NEAR
    if rule.unless:
        excuses = rule.unless.finditer(words, start, end)
        if any(one.start() < found.end() and found.start() < one.end() for one in excuses):
            return True
    if known.study and _is_studied(words, found, known.study):
        return True
    return (
        rule.setting is not None
        and rule.setting.search(words, start, end) is not None
        and known.home.search(words) is None
    )


def _is_studied(words: str, found: re.Match[str], study: Study) -> bool:
    """Return whether a match only names what a lesson is about: nobody is in it or after it."""
    before = words[max(0, found.start() - _NEAR) : found.start() + 1]
    if study.first_hand.search(words, found.start(), found.end() + _NEAR):
        return False
    return (
        study.before.search(before) is not None or study.after.match(words, found.end()) is not None
    )


def _severity(words: str, pattern: Pattern, known: Lexicon) -> Severity:
    rule = known.rules[pattern.rule]
    if rule.category in known.urgent_categories and known.urgent.search(words):
        return Severity.IMMEDIATE
    return Severity(rule.severity)
