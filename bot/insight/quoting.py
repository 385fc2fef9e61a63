"""A young person's own words made fit to be quoted: what could name somebody, and what an editor
may do with it. Pure. A quote is their words with some left out; nothing is ever put in their mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.folding import fold, words

LEFT_OUT = "[…]"
LONGEST = 300
_MASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[link]", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("[address]", re.compile(r"\S*@\S+")),
    ("[number]", re.compile(r"\+?\d(?:[\s().-]?\d){4,}")),
    (
        "[place]",
        re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b", re.IGNORECASE),  # a postcode
    ),
    (
        "[place]",
        re.compile(
            r"\b\d{1,4}[a-z]?\s+(?:[a-z']+\s+){1,3}"
            r"(?:road|rd|street|st|avenue|ave|lane|close|drive|way|court|gardens|crescent)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "[name]",
        re.compile(r"\b(?:mr|mrs|ms|miss|dr|sir)\b\.?\s+[a-z'\u00c0-\u024f-]+", re.IGNORECASE),
    ),
    (
        "[name]",
        re.compile(r"(?i:\b(?:my name is|my names|i am called|im called|call me))\s+[\w'-]+"),
    ),
    ("[age]", re.compile(r"\b(?:im|i'm|i am|aged?)\s+1\d\b", re.IGNORECASE)),
)
# A capital inside a sentence: a name, a school, a street. Not "I", nor words all in capitals.
_CAPITAL = re.compile(
    r"(?<=[\w,;:'\u2019)] )(?!I\b|I')[A-Z\u00c0-\u00de][a-z\u00df-\u024f'\u2019-]+"
)
_BRACKETS = re.compile(r"\[[^\][]{0,20}\]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def masked(text: str) -> str:
    """Return the words with what could name somebody taken out, for a person to look over."""
    shown = " ".join(text.split())
    for word, pattern in _MASKS:
        shown = pattern.sub(word, shown)
    return _CAPITAL.sub(LEFT_OUT, shown)


def faults(text: str, quoted: str) -> Iterator[str]:
    """Yield why this cannot stand for what was said, as parts of a sentence."""
    shown = _BRACKETS.sub(" ", quoted)
    if not words(fold(shown)):
        yield "leave some of their words, or do not use it"
    if len(quoted) > LONGEST:
        yield f"shorten it to {LONGEST} letters"
    if any(pattern.search(shown) for _, pattern in _MASKS):
        yield "take out names, numbers and addresses that are still in it"
    if not is_theirs(text, quoted):
        yield f"leave words out, and put none in: {LEFT_OUT} stands for what is left out"


def is_theirs(text: str, quoted: str) -> bool:
    """Tell whether what is quoted are words of the text, in its order, outside of brackets."""
    said = iter(words(fold(text)))
    return all(word in said for word in words(fold(_BRACKETS.sub(" ", quoted))))


def is_right_to_left(text: str) -> bool:
    """Tell whether a text is written from right to left, by its first letter."""
    first = next((one for one in text if one.isalpha()), "")
    return bool(_RIGHT_TO_LEFT.match(first))
