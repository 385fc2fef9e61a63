"""Slips of the thumb in words of leaving, put right: "tsop", "te xt", "takeme". Pure.

Only a word that is none of its own is mended: `look_alikes.txt` lists the English words that are
one slip away from a word of leaving ("shop", "test", "lest"), and those stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.text.leaving_phrases import SPELLINGS
from bot.text.phrases import Phrase, word_set

LOOK_ALIKES = Path(__file__).with_name("look_alikes.txt")

_SHORTEST = 4  # letters; shorter words are too near to everything
_JOINED_LEAST = 6  # letters of two words run together
# Words with no mark between them, and letters said one by one: "s t o p", "s.t.o.p".
_RUN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_SPELT_OUT = re.compile(r"(?<![^\W_])[a-z](?:[ .*_-][a-z]){3,}(?![^\W_])")
# In this order where a slip may be of several.
_OF_LEAVING = """
    stop text texts texting message messages messaging stopping unsubscribe number contact
    contacting remove removed delete leave leaving alone block blocking blocked cancel quit quitting
    send sending dont want wanna again anymore please more take this these them need never longer
    from with your list receive receiving getting wanted interested annoying enough withdraw consent
    spam spamming survey service questions group harassing pestering bothering bother asking opting
    phone permission forget erase lose texted messaged kick turn switch mute remind reminding
    reminders notifications everything anything nothing signed agree doing done part taking answer
    answering replying reply away keep system database hitting blowing number
"""
_SMALL = word_set("""
    me us my u you off out now pls of the it i to and no not can im in on so just ur
""")
_NO_JOIN = frozenset({"away"})  # "there is a way"


def mended(folded: str) -> str:
    """Return a message, from `folding.fold`, with slips in words of leaving put right."""
    whole = _SPELT_OUT.sub(_said_as_one, folded)
    return _RUN.sub(lambda run: " ".join(_parted(_joined(tuple(run[0].split())))), whole)


def _said_as_one(letters: re.Match[str]) -> str:
    word = "".join(filter(str.isalpha, letters[0]))
    return word if word in _known() else letters[0]


def _joined(said: Phrase) -> Iterator[str]:
    """Join what a slip of the space key parted: "te xts"."""
    place = 0
    while place < len(said):
        pair = said[place : place + 2]
        size = 2 if _is_one_word(pair) else 1
        yield "".join(pair[:size])
        place += size


def _is_one_word(pair: Phrase) -> bool:
    both = "".join(pair)
    if len(pair) < 2 or len(both) < _SHORTEST or both in _NO_JOIN:
        return False
    return both in _known() and not _known().issuperset(pair)


def _parted(said: Iterator[str]) -> Iterator[str]:
    known, look_alikes = _known(), _look_alikes()
    for word in said:
        if len(word) < _SHORTEST or word in known or word in look_alikes:
            yield word
        elif meant := _nearest(word):
            yield meant
        else:
            yield from _run_together(word)


def _nearest(word: str) -> str:
    """Return the word of leaving that is one letter more, less, other or swapped, or nothing."""
    by_cut, cuts = _by_cut(), {word, *_cuts(word)}
    if by_cut.keys().isdisjoint(cuts):
        return ""
    near = (one for cut in cuts for one in by_cut.get(cut, ()))
    return min((one for one in near if _is_a_slip(word, one)), key=_order().__getitem__, default="")


def _is_a_slip(word: str, meant: str) -> bool:
    """Tell whether one slip makes `meant` of `word`, its first letter among them."""
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    rest, right = word[start:], meant[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return right in {rest[1:], swapped} or rest == right[1:] or rest[1:] == right[1:]


def _run_together(word: str) -> Iterator[str]:
    """Yield two words that were typed as one, or the word itself."""
    if len(word) >= _JOINED_LEAST:
        known = _known()
        for cut in range(1, len(word)):
            pair = word[:cut], word[cut:]
            # Every word that is known is long enough to tell.
            telling = not known.isdisjoint(pair)
            if telling and all(one in known or one in _SMALL for one in pair):
                yield from pair
                return
    yield word


def _cuts(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


@cache
def _order() -> dict[str, int]:
    spelt = (word for word in SPELLINGS if len(word) >= _SHORTEST)
    return {word: place for place, word in enumerate(dict.fromkeys((*_OF_LEAVING.split(), *spelt)))}


@cache
def _known() -> frozenset[str]:
    return frozenset(_order())


@cache
def _by_cut() -> dict[str, tuple[str, ...]]:
    """Return words of leaving by what is left of them without one letter."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _known():
        for cut in {word, *_cuts(word)}:
            found[cut] = (*found.get(cut, ()), word)
    return found


@cache
def _look_alikes() -> frozenset[str]:
    return word_set(LOOK_ALIKES.read_text(encoding="utf-8"))
