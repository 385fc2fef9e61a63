"""Leaving, said in plain words. Pure: a wish about the texts themselves, never the word alone.

A message is cut into clauses. A clause is an opt-out when it is an opening ("can you please"), a
core that names our texts ("stop texting me"), and an ending ("again", "or im telling my mum"). So
"bus stop", "stop asking me about school" and "tell him to stop texting me" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.folding import unstretch, words
from bot.text.leaving_phrases import (
    ALTERNATIVES,
    ASKING,
    CONNECTORS,
    CORES,
    DISMISSALS,
    ENDINGS,
    FIRST_WORDS,
    LEFT_ALONE,
    NOT_OURS,
    OPENINGS,
    OTHERS,
    PLAINEST,
    POLITE,
    REFUSALS,
    REPHRASED,
    SPELLINGS,
    STOPS,
    STRENGTH,
    TRIGGERS,
)
from bot.text.phrases import Phrase, is_made_of

_CLAUSES = re.compile(r"[.!?,;:\n]+")
_LONGEST = 40  # words; a longer message is a story, and its reader is a person
_SHOUTED = re.compile(r"\s*(STOP|UNSUBSCRIBE|END|QUIT|CANCEL)\b[\s,.!]+(?=.*[a-z])")


def is_plain(folded: str, said: Phrase) -> bool:
    """Tell whether a message asks to be left alone in other words than the carrier's.

    Args:
        folded: the message, from `folding.fold`.
        said: its words, from `folding.words`.

    Source: T5.2 ("STOP please" and the like are ours to honour).
    """
    if len(said) > _LONGEST or TRIGGERS.search(folded) is None:
        return False
    spoken = _spelt(said)
    if is_made_of(spoken, STOPS, POLITE | ASKING) or is_made_of(spoken, DISMISSALS, POLITE):
        return True
    return _has_opt_out(folded, " ".join(spoken))


def is_shouted(raw: str) -> bool:
    """Tell whether a message begins with a carrier's word in capitals and goes on in small letters.

    "STOP i hate this" leaves; "STOP" in a shouted sentence may not.
    """
    return _SHOUTED.match(raw) is not None


def _has_opt_out(folded: str, whole: str) -> bool:
    clauses = [" ".join(_spelt(words(part))) for part in _CLAUSES.split(folded)]
    if clauses[0] == "stop" and REFUSALS.search(whole):
        return True
    before: set[str] = set()
    for clause in clauses:
        # Where someone else came first, it may be a child telling us what was said to whom.
        if not OTHERS & before and (_is_opt_out(clause, whole) or _is_plainest(clause)):
            return True
        before.update(clause.split())
    return False


def _is_opt_out(clause: str, whole: str) -> bool:
    opening = OPENINGS.match(clause)
    for start in _starts(clause, opening.end() if opening else 0):
        for core in CORES:
            found = core.match(clause, start)
            if found and _ends(clause[found.end() :]) and not _is_other_wish(clause, start, whole):
                return True
    return False


def _is_plainest(clause: str) -> bool:
    """Tell whether "stop texting me" stands in a clause that names nobody else as the one to."""
    found = PLAINEST.search(clause)
    if found is None or not _ends(clause[found.end() :]):
        return False
    before = clause[: found.start()].split()
    return not OTHERS.intersection(before) and not NOT_OURS.intersection(before[-1:])


def _starts(clause: str, end: int) -> Iterator[int]:
    """Yield where a core may begin: at a word of the opening, or just after it."""
    place = 0
    while 0 <= place <= end and place < len(clause):
        following = clause.find(" ", place)
        word = clause[place:] if following < 0 else clause[place:following]
        if word in FIRST_WORDS:
            yield place
        if following < 0:
            return
        place = following + 1


def _ends(rest: str) -> bool:
    ended = ENDINGS.match(rest)
    after = rest[ended.end() :].strip() if ended else rest.strip()
    return not after or CONNECTORS.match(after) is not None


def _is_other_wish(clause: str, start: int, whole: str) -> bool:
    """Tell whether it is about another way to be reached, or about when to be left in peace."""
    core = clause[start:]
    if core.startswith(("dont text me", "dont message me")) and ALTERNATIVES.search(whole):
        return True
    return core.startswith("leave") and LEFT_ALONE.search(whole) is not None


def _spelt(said: Phrase) -> Phrase:
    kept = (_short(word) for word in said if word not in STRENGTH)
    spelt = " ".join(SPELLINGS.get(word, word) for word in kept)
    for long, short in REPHRASED:
        spelt = spelt.replace(long, short)
    return tuple(spelt.split())


def _short(word: str) -> str:
    return unstretch(word, SPELLINGS)
