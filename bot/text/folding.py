"""Text made comparable: one case, plain letters, ASCII digits. Pure; never for show."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 1600  # characters; what one inbound message may hold

_FRACTION = re.compile(r"(\d?)([½¼¾])")
_DECIMALS = {"½": ".5", "¼": ".25", "¾": ".75"}
_APOSTROPHES = str.maketrans(dict.fromkeys("'`\u2018\u2019\u201b\u02bc\u00b4\u2032"))
_STROKED = str.maketrans("łŁøØđĐ", "lLoOdD")  # letters that hold their stroke for good
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_DRAWN_OUT = re.compile(r"(.)\1")
_RUN = re.compile(r"(.)\1{2,}")
_WORD = re.compile(r"[^\W_]+")
_DROPPED = frozenset({"Mn", "Me", "Cf"})  # accents, keycaps, and what nobody can see
_SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents or apostrophes, digits in ASCII.

    Only the first 1,600 characters after leading space are read. Line breaks stay.
    """
    kept = text.lstrip()[:LONGEST]
    if not kept.isascii():
        kept = _plain_letters(kept)
    return _CONTROLS.sub(" ", kept.translate(_APOSTROPHES).lower()).strip()


def _plain_letters(text: str) -> str:
    whole = _FRACTION.sub(lambda part: (part[1] or "0") + _DECIMALS[part[2]], text)
    spread = unicodedata.normalize("NFKD", whole.translate(_APOSTROPHES | _STROKED))
    # Some characters spread to eighteen: cut again before the slower steps.
    kept = [c for c in spread.casefold()[: 2 * LONGEST] if _is_kept(c)]
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)
    return unicodedata.normalize("NFC", plain)[:LONGEST]


def _is_kept(character: str) -> bool:
    return unicodedata.category(character) not in _DROPPED and character not in _SKIN_TONES


def words(folded: str) -> tuple[str, ...]:
    """Return the runs of letters and digits in folded text: "no. 2, pls" gives no, 2, pls."""
    return tuple(_WORD.findall(folded))


def unstretch(word: str, known: frozenset[str] | dict[str, str]) -> str:
    """Return `word` as it stands in `known` once drawn-out letters are let go: "stoppp" is "stop".

    A word that is already known, or is known in no shorter form, comes back unchanged.
    """
    if word in known or len(word) < 3 or _DRAWN_OUT.search(word) is None or word.isdecimal():
        return word
    for keep in (2, 1):
        shorter = _squeezed(word, keep)
        if shorter in known:
            return shorter
    ending = word.rstrip(word[-1]) + word[-1]
    return ending if ending in known else word


def _squeezed(word: str, keep: int) -> str:
    return _RUN.sub(lambda run: run[1] * keep, word)
