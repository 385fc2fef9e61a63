"""Any text made into words of whatever script, so that one spelling fits many. Pure."""

from __future__ import annotations

import re
import unicodedata

from bot.safeguarding.plain_words import single

PAUSE = ","  # a word of its own where a clause ends

LONGEST = 1_600  # letters looked at

_PAUSES = frozenset(".,;:!?\n\u060c\u061b\u061f\u06d4\u0964\u3002\uff0c\uff01\uff1f")
_JOINS = re.compile("['`\u2019\u2018\u02bc\u02bb\u00b4\u0640\u200b-\u200f\u2060\ufeff]")
# Accents, Arabic vowel signs and hamza, and the dots that make other letters in India.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u093c\u09bc\u0a3c\u0abc]")
_ALIKE = str.maketrans(
    "\u0142\u0131\u0111\u00f8\u0649\u06cc\u06a9\u0629\u06c1\u06be\u06d2\u0257",
    "lido\u064a\u064a\u0643\u0647\u0647\u0647\u064a" + "d",
)
_HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff])")


def words(text: str) -> list[str]:
    """Return the words of `text`, folded: no capitals, accents or doubled Latin letters.

    A Chinese character is a word of its own; a clause ends in the word ",".
    """
    joined = _JOINS.sub("", text[:LONGEST].casefold())
    if joined.isascii():
        return single(joined.translate(_ASCII)).split()
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", joined)).translate(_ALIKE)
    return single("".join(map(_kept, _HAN.sub(r" \1 ", folded)))).split()


def _kept(letter: str) -> str:
    if letter.isalnum() or letter == " ":
        return letter
    if letter in _PAUSES:
        return f" {PAUSE} "
    # Signs that are part of a word in many scripts are no letters to Python.
    return letter if unicodedata.category(letter)[0] == "M" else " "


_ASCII = {code: _kept(chr(code)) for code in range(128)}
