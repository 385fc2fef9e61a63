"""What an SMS costs: character sets, segments, and plainer spellings. Pure: text in, counts out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")  # sent as an escape and a character
_GSM = _BASIC | _EXTENDED
_PLAINER = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022", "-"),
        **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
        **dict.fromkeys("\u200a\u202f\u205f\u3000\u00a0\t", " "),
        **dict.fromkeys("\u200b\u2060\ufeff\u180e\u00ad"),
        "\u2026": "...",
    }
)
# These join letters and emoji in scripts that need UCS-2 anyway; elsewhere they join nothing.
_JOINERS = re.compile("[\u200c\u200d]")


class Encoding(StrEnum):
    """How a carrier carries a text."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


# Units in a message of one part, and in each part of a longer one.
_ROOM = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class Segments:
    """The size of one SMS. `count` is billed parts; `units` are septets or UTF-16 code units."""

    count: int
    encoding: Encoding
    units: int


def measure(text: str) -> Segments:
    """Count the parts `text` is sent in; the empty text has none.

    An escape pair (GSM-7) or surrogate pair (UCS-2) is never split across parts.

    Source: T4.7.
    """
    encoding = Encoding.GSM7 if _GSM.issuperset(text) else Encoding.UCS2
    units = len(text) + _doubled(text, encoding)
    single, part = _ROOM[encoding]
    if units <= single:
        return Segments(1 if text else 0, encoding, units)
    widths = (_width(character, encoding) for character in text)
    return Segments(_parts(widths, part), encoding, units)


def downgrade(text: str) -> str:
    """Return `text` with typographer's signs in their plain form, so that it may fit GSM-7.

    Quotes, dashes, ellipses, odd spaces and zero-width characters change. Letters never do:
    Welsh keeps its circumflexes and pays for UCS-2.

    Source: T4.8.
    """
    if text.isascii() and "`" not in text and "\t" not in text:
        return text  # no other sign of ASCII has a plainer form
    plainer = unicodedata.normalize("NFC", text).translate(_PLAINER)
    joinless = _JOINERS.sub("", plainer)
    return joinless if _GSM.issuperset(joinless) else plainer


def _doubled(text: str, encoding: Encoding) -> int:
    """Return how many characters take two units."""
    if encoding is Encoding.GSM7:
        return sum(map(text.count, _EXTENDED))
    return sum(character > "\uffff" for character in text)


def _width(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM7:
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1


def _parts(widths: Iterable[int], part: int) -> int:
    count, used = 1, 0
    for size in widths:
        if used + size > part:
            count, used = count + 1, 0
        used += size
    return count
