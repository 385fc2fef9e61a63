"""What a whole message means, whoever is asking. Pure; a part of a message means nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.text import opt_out
from bot.text.control_phrases import (
    ALONE,
    ASKED,
    CARRIER_OPT_OUT,
    OPT_IN,
    OPT_OUTS,
    POLITE,
    REQUESTS,
    Control,
)
from bot.text.folding import fold, unstretch, words
from bot.text.phrases import Phrase, phrases, without_edges
from bot.text.rights_phrases import asked_right
from bot.text.steering import steering

__all__ = ["OPT_OUTS", "Control", "read_control"]

_SPACES = re.compile(r"[\s.\-*]+")  # and what spells a word out: "S.T.O.P"
_TRAILING = ".,!?;:…'\")"
_SHOUT = 200  # characters; what is shouted is shouted at the start
_STOP_SIGNS = frozenset("🛑⛔")
_LONGEST = 14  # words; nothing longer steers


def _by_phrase(table: Mapping[Control, str]) -> dict[Phrase, Control]:
    return {phrase: control for control, text in table.items() for phrase in phrases(text)}


_ALONE = _by_phrase(ALONE)
_ASKED = _by_phrase(ASKED)
_POLITE = phrases(POLITE)
_EDGES = _POLITE | phrases(REQUESTS)


def _vocabulary(*tables: Iterable[Phrase]) -> frozenset[str]:
    return frozenset(word for table in tables for phrase in table for word in phrase)


_KNOWN = _vocabulary(_ALONE, _ASKED, _EDGES)


def read_control(text: str) -> Control | None:
    """Return what the whole of `text` asks of Sayso; None where it is anything else.

    Opt-outs come before all else. YES never opts in here: it is an answer.

    Source: T5.2, T5.6, A3.3; Q1.
    """
    folded = fold(text)
    bare = _SPACES.sub("", folded).rstrip(_TRAILING)
    if bare in CARRIER_OPT_OUT:
        return Control.OPT_OUT
    if bare in OPT_IN:
        return Control.OPT_IN
    said = words(folded)
    if not said:
        return _wordless(folded)
    if all(word.isdecimal() for word in said):
        return None
    if opt_out.is_shouted(text[:_SHOUT]) or opt_out.is_plain(folded, said):
        return Control.OPT_OUT_PLAIN
    known = _steering(said) if len(said) <= _LONGEST else None
    return known or asked_right(folded) or steering(folded)


def _wordless(folded: str) -> Control | None:
    """Return what marks and pictures alone ask: a stop sign, or "??"."""
    if _STOP_SIGNS.intersection(folded):
        return Control.OPT_OUT_PLAIN
    return Control.HELP if "?" in folded and not folded.strip("?! \n") else None


def _steering(said: Phrase) -> Control | None:
    spoken = tuple(unstretch(word, _KNOWN) for word in said)
    if not _KNOWN.issuperset(spoken):
        return None  # the whole message must be a phrase and its edges
    for table, edges in ((_ALONE, _POLITE), (_ASKED, _EDGES)):
        if found := table.get(spoken) or table.get(without_edges(spoken, edges)):
            return found
    return _shorter(spoken)


def _shorter(spoken: Phrase) -> Control | None:
    """Read "i need help" too, where a word of the phrase is itself an edge."""
    for start in range(min(len(spoken), 5)):
        for end in range(len(spoken), start, -1):
            found = _ASKED.get(spoken[start:end])
            if found and not _outside(spoken, start, end):
                return found
    return None


def _outside(spoken: Phrase, start: int, end: int) -> Phrase:
    return without_edges(spoken[:start], _EDGES) + without_edges(spoken[end:], _EDGES)
