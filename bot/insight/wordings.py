"""The words of an answer that say something: folded, without endings, numbers or small words.
Pure; what `gathering` compares, and what `rare words never shown` is counted by."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.text.folding import fold, words

Floats: TypeAlias = NDArray[np.float32]

PLACES = 512  # of a vector of words; two words seldom share one
SHORTEST = 3
# What says nothing of what an answer is about, in English and Welsh.
_SMALL_WORDS = """
a about all also am an and any are as at be because been being but by can cant could do does dont
each for from get gets getting go going good got had has have having he her here him his how i id
if ill im in into is isnt it its just kind lot lots like make makes maybe me more most much my
need needs no not of off on one only or our out people please pls put really she should so some
somebody someone something somewhere sort stuff than thank thanks that thats the their them then
there they thing things this to too u up us very want wanted wants was way we well were what when
where which who will with would you young your youre yourself ur ac ar bod byddai ddim dim dw dwi
ei eu fel fi fy gan gyda hefyd mae mewn ni nid o oes pan rhywun rhywbeth rwy sy un wedi y yn yr
"""
SMALL = frozenset(_SMALL_WORDS.split())


def telling(text: str) -> tuple[str, ...]:
    """Return the words of `text` that say something, each once, in the order said."""
    said = (one for one in words(fold(text)) if one.isalpha() and one not in SMALL)
    return tuple(dict.fromkeys(word for word in said if len(word) >= SHORTEST))


def stem(word: str) -> str:
    """Return a word without the ending that plurals and doing words have: "cooking" is "cook"."""
    for ending, least in (("ies", 4), ("ing", 4), ("ers", 4), ("er", 4), ("ed", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def common(texts: Sequence[str], *, least: int, most: int = 6) -> tuple[str, ...]:
    """Return the words that `least` of these answers hold, the commonest first.

    A word that fewer said is never among them; of words of one stem the one said most stands.
    """
    people: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        said = telling(text)
        people.update({stem(word) for word in said})
        for word in said:
            forms.setdefault(stem(word), Counter())[word] += 1
    enough = [one for one, count in people.items() if count >= least]
    shown: list[str] = []
    for one in sorted(enough, key=lambda one: (-people[one], one)):
        word, count = min(forms[one].items(), key=lambda found: (-found[1], found[0]))
        shown.append(word if count >= least else one)
    return tuple(shown[:most])


def vectors(texts: Sequence[str]) -> Floats:
    """Return a vector an answer, of length one, of its words; rarer words weigh more."""
    stems = [tuple(dict.fromkeys(map(stem, telling(text)))) for text in texts]
    people = Counter(one for said in stems for one in said)
    found = np.zeros((len(texts), PLACES), dtype=np.float32)
    for place, said in enumerate(stems):
        for one in said:
            digest = zlib.crc32(one.encode())
            weight = np.log1p(len(texts) / people[one])
            found[place, digest % PLACES] += weight if digest & 1 << 20 else -weight
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    scaled: Floats = np.divide(found, lengths, out=found, where=lengths > 0)
    return scaled
