"""Leaving by what its words do, whatever they are: end + reach + me, not + reach + again. Pure.

Each word becomes a letter for its part (`_PARTS`), small words fall away, and a wish is a shape of
letters that ends a clause: "dont hit me up again" is N R M A. A word with no part is X, and no
shape holds one: "dont text my mum" and "stop hitting my brother" are no wishes of this kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.phrases import Phrase, word_set

_LONGEST = 30  # words

_PARTS = {
    word: part
    for part, words in {
        "S": "stop quit cancel cease halt pause discontinue terminate deactivate mute stopping",
        "F": "end kill scrap ending",
        "R": "text message contact reach spam ping buzz hit msg bell write send",
        "E": "bother disturb pester annoy harass bug",
        "G": """texting messaging contacting bothering spamming pestering annoying harassing bugging
            pinging buzzing hitting blowing sending writing chasing""",
        "T": """texts messages sms notifications reminders alerts spam questionnaires surveys""",
        "D": "this these those them it that everything",
        "M": "me us",
        "N": "dont never not aint no doesnt wont",
        "W": "want wish care wanted like interested",
        "J": "need point",
        "A": "again anymore ever forever further longer more",
        "K": "remove delete erase wipe scrub unlist take drop strike boot get",
        "O": "off out from",
        "L": "list system database service chat survey contacts",
        "C": "consent permission",
        "Q": "withdraw withdrawing unsubscribe resign opt",
        "Y": "answering replying responding doing answer reply respond do filling doin answerin",
        "Z": "enough",
        "P": "turn switch shut",
        "I": "i",
        "U": "you",
        "V": "revoke pull back",
    }.items()
    for word in words.split()
}
_JOINED = (
    ("leave me alone", "B"), ("leave us alone", "B"), ("leave me be", "B"), ("leave alone", "B"),
    ("after this", "A"), ("after today", "A"), ("give up", "S"), ("giving up", "S"),
    ("take part", "Y"), ("taking part", "Y"), ("carry on", "Y"), ("carrying on", "Y"),
    ("no longer", "N"), ("any longer", "A"), ("no more", "A"), ("any more", "A"),
    ("anything else", "A"), ("turn off", "S"),
    ("switch off", "S"), ("shut off", "S"), ("pack in", "S"), ("my phone", "M"),
    ("my number", "M"), ("my line", "M"), ("my inbox", "M"), ("my mobile", "M"), ("my dms", "M"),
    ("my son", "M"), ("my daughter", "M"), ("my child", "M"), ("my kid", "M"), ("my boy", "M"),
    ("my girl", "M"), ("my details", "M"), ("my contact", "M"), ("my name", "M"),
    ("this number", "M"), ("this phone", "M"), ("this mobile", "M"),
    ("take back", "V"), ("taking back", "V"), ("pull back", "V"), ("bow out", "Q"),
    ("opt out", "Q"), ("drop out of this", "Q"), ("pull out of this", "Q"),
)  # fmt: skip
_LIGHT = word_set("""
    please can could would will should just now ok okay so and but im id ive ill to for of the a an
    all any with up really even guys lot bro bruv fam man mate miss sir thanks thank cheers ta hi
    hey hello yo oi sorry then your keep keeps continue going gonna my name tho though pls x at lol
    ffs omg kindly be being getting get receive receiving have more seriously honestly actually
    literally yeah yes nah well right rn already here there theres stupid silly annoying damn bloody
    person wrong bye future
""")
_SHAPE = re.compile(
    r"(?:"
    r"S[RGE][MTD]*|[SF][DT]*T[MD]*"  # stop texting me; cancel these texts
    r"|N[RGE][MTD]*A+|NGM[TD]*|NRM[TDA]*"  # dont hit me up again
    r"|NWU?[RGE][MTDA]+|NJ[RG][MTDA]*|NWU?M?T[D]*A+|NW[TYM][DTYM]*A+"  # dont need you to text me
    r"|[WJ]S[YRGTD]+|[SF][D]*L"  # wanna stop doing this
    r"|NY[TDL]*A+[TD]*|NWY[TDL]*A+"  # aint answering no more
    r"|QMO?[DLT]*|W?Q[TL]?|VC|[KSQ]C|NWC|NC[RG]"  # i would like to withdraw
    r"|KMO[DLT]*|KM|P[TD]+O|Z[TD]+|B"  # take me off this; turn these off
    r"|AT|AOU|NEGM[TDA]*"  # no more texts
    r")A*"
)
_ENDS = word_set(
    "because cos cus coz or its it im i this that thats you your ur hes shes my we not"
)
# Somebody else does it, or is told to.
_WANTING = re.compile(
    r"\b(?:want|need|like|wish|love|tryna|trying|asked|ask|told|telling|asking)"
    r"(?: you| this| these| your (?:system|computer|bot|thing))? to$"
)
_THEIRS = word_set("""
    he she they him her them his hers their people everyone someone somebody mum mom mam dad nan
    brother sister teacher teachers boy girl boys girls friend friends mates ex bullies kids staff
""")
_TOLD = word_set("to wont cant doesnt does that never who when if why should they he she i we you")


@dataclass(frozen=True, slots=True)
class _Word:
    """One word, the part it plays, and where it stood."""

    part: str
    place: int
    end: int


def has_shape(spoken: Phrase) -> bool:
    """Tell whether a message, spelt one way and without marks, holds the shape of a wish to leave.

    Args:
        spoken: its words, from `opt_out`.
    """
    if len(spoken) > _LONGEST:
        return False
    kept = [word for word in _words(spoken) if word.part]
    shape = "".join(word.part for word in kept)
    return any(
        _begins(kept, spoken, found.start()) and _ends(kept, spoken, found.end())
        for found in _found(shape)
    )


def _found(shape: str) -> Iterator[re.Match[str]]:
    for place in range(len(shape)):
        if match := _SHAPE.match(shape, place):
            yield match


def _words(spoken: Phrase) -> Iterator[_Word]:
    place = 0
    while place < len(spoken):
        joined = next((part for text, part in _JOINED if _is_at(spoken, place, text)), "")
        size = len(next(t for t, _ in _JOINED if _is_at(spoken, place, t)).split()) if joined else 1
        word = spoken[place]
        light = word in _LIGHT and not joined
        part = joined or ("" if light else _PARTS.get(word, "#" if word.isdecimal() else "X"))
        yield _Word(part, place, place + size)
        place += size


def _is_at(spoken: Phrase, place: int, text: str) -> bool:
    said = tuple(text.split())
    return spoken[place : place + len(said)] == said


def _begins(kept: list[_Word], spoken: Phrase, first: int) -> bool:
    """Tell whether the wish is the writer's own: nobody else does it, and nobody is told to."""
    start = kept[first].place
    before = spoken[start - 1] if start else ""
    after_object = first > 0 and kept[first - 1].part in "TDM" and before not in _THEIRS
    if before == "to":
        return _WANTING.search(" ".join(spoken[:start])) is not None
    if before in _TOLD and not (before in {"i", "we"} and kept[first].part in "NWQVAJP"):
        return False
    if _THEIRS.intersection(spoken[max(0, start - 5) : start]):
        return before == "please" or after_object
    return not first or after_object or kept[first - 1].part in "#LAIUWSZGJ" or before in _LIGHT


def _ends(kept: list[_Word], spoken: Phrase, last: int) -> bool:
    """Tell whether nothing follows that narrows it: "at school" does, a reason does not."""
    for word in spoken[kept[last - 1].end :]:
        if word == "my" and kept[last - 1].part in "RGSEO":
            return False  # "stop texting my ex"
        if word in _ENDS:
            return True
        if word not in _LIGHT or word == "at":
            return False
    return True
