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
        "S": """stop quit cancel cease halt pause discontinue terminate deactivate mute stopping
            disable desist finish close cut scrap allow low""",
        "F": "end kill ending",
        "R": "text message contact reach spam ping buzz hit msg bell write send",
        "E": "bother disturb pester annoy harass bug remind nag",
        "G": """texting messaging contacting bothering spamming pestering annoying harassing bugging
            pinging buzzing hitting blowing sending writing chasing reminding nagging""",
        "T": """texts messages sms notifications reminders alerts spam questionnaires surveys
            questions""",
        "D": "these those them",
        "d": "this it that everything",
        "M": "me us",
        "N": "dont never not aint no doesnt wont",
        "n": "didnt wouldnt",
        "W": "want wish care wanted like",
        "i": "interested",
        "r": "rather prefer appreciate grateful",
        "s": "stopped",
        "b": "blocking blocked block",
        "x": "exit leave",
        "J": "need point",
        "A": "again anymore ever forever further longer more",
        "K": """remove delete erase wipe scrub unlist take drop strike boot get unadd discharge
            exclude removed deleted taken release free""",
        "O": "off out from",
        "L": """list system database service chat survey contacts group account subscription
            membership""",
        "C": "consent permission",
        "Q": "withdraw withdrawing unsubscribe resign opt",
        "Y": "answering replying responding doing answer reply respond filling doin answerin",
        "y": "do",
        "Z": "enough",
        "P": "turn switch shut",
        "I": "i",
        "U": "you",
        "V": "revoke pull back",
    }.items()
    for word in words.split()
}
# Said together they play one part, or two where the last word is also its own.
_JOINED = {
    tuple(phrase.split()): part
    for part, phrases in {
        "B": "leave me alone|leave us alone|leave me be|leave alone|leave us be|leave me tf alone"
        "|lemme alone|lemme be|leave my phone alone|leave me in peace",
        "A": "after this|after today|after that|after this one|after that one|from now|from now on"
        "|from today|from 2day|from this point|any longer|no more|any more|anything else|for good"
        "|as of today|as of now|going forward",
        "S": "give up|giving up|give it up|turn off|switch off|shut off|pack in|pack up|knock off"
        "|opt me out of|bin off|bin the|bin these|bin them|bin your",
        "Y": "take part|taking part|carry on|carrying on",
        "N": "no longer",
        "j": "object to|objecting to",
        "C": "consent to|permission to|give permission|have permission|give consent|give my consent"
        "|give you permission",
        "i": "interested in",
        "k": "sick of getting"
        "|tired of getting|fed up of getting|fed up with getting|bored of getting",
        "M": "my phone|my number|my line|my inbox|my mobile|my dms|my son|my daughter|my child"
        "|my kid|my boy|my girl|my kids|my children|my sons|my daughters|my lad|my details"
        "|my contact|my name|my digits|this number|this phone|this mobile|this sim|the number"
        "|that number|both of my kids|my foster son|my foster daughter|my foster child",
        "V": "take back|taking back|pull back",
        "Q": "bow out|opt out|drop out of this|pull out of this",
        "q": "come off|be taken off|be removed from|get removed from|get taken off|want off"
        "|want out of",
        "o": "get off|get out of|pull out of|sign off|come out of|be off",
        "h": "how do i|how can i|how to|a way to|the way to|way to|can i|could i|let me|possible to"
        "|want to|like to|is it possible to",
        "J": "point in|reason to|need to|need of|need for",
        "H": "nothing to do with|no part of|nothing more to do with|anything to do with"
        "|anything more to do with|no part in|to be part of|to be involved in|to be a part of",
        "r": "prefer if|prefer it if|rather it if|like it if|love it if|appreciate if"
        "|appreciate it if|be happy if|better if|grateful if|glad if|good if",
        "w": "like getting|like receiving|want to get|want to receive|need to get|wish to receive"
        "|want to have|like you texting|like you messaging|be getting",
    }.items()
    for phrase in phrases.split("|")
}
_LONGEST_JOINED = max(map(len, _JOINED))
_LIGHT = word_set("""
    please can could would will should just now ok okay so and but im id ive ill to for of the a an
    all any with up really even guys lot bro bruv fam man mate miss sir thanks thank cheers ta hi
    thx ty tysm
    hey hello yo oi sorry then your keep keeps continue going gonna my name tho though pls x at lol
    ffs omg kindly be being getting get receive receiving have more seriously honestly actually
    literally yeah yes nah well right rn already here there theres stupid silly annoying damn bloody
    person wrong bye future on bare proper tbh ngl soz sry youse further whats organisation
    charity company
""")
_SHAPE = re.compile(
    "(?:"
    "S[RGE][MTDd]*|[SF][DdT]*T[MDd]*|[SF][Dd]*L|S[DdM]*L|[WJ]S[YRGTDd]+"  # stop texting me
    "|SA+|AA+|AT|AOU|Z[TDd]+|B|P[TDd]+O"  # no more texts; turn these off
    "|N[RGE][MTDd]*A+|N[GR]M[TDdA]*|NEGM[TDdA]*"  # dont hit me up again
    "|NWU?[RGE][MTDdA]+|NJ[RG][MTDdA]*"  # dont need you to text me
    "|NWU?M?[TDd]*T[Dd]*A+|NW[TYM][DdTYM]*A+|NWD+T|NW?[JW]D+A+|NW[Yy][dD]A+"
    "|Nw[TDd]+A*|NWM[TDd]+"  # dont want my child getting these
    "|Ni[TDd]+|NY[TDdL]*A+[TDd]*|[NW]*H[DdU]"  # aint answering no more; no part of this
    "|rU?[Nn](?:[RG][MTDd]*|EM|w?[TD]+)|rU?s(?:G[MTDd]*)?"  # rather you didnt
    "|QMO?[DdLT]*|W?Q[TL]?|[qo][DdLT]+|hq|x[Dd]*L"  # i would like to withdraw
    "|j[RTGD]+|k[TD]+|VC[RGTDMd]*|[KSQ]C|NC[RGTDMd]*"
    "|KMO[DdLT]*|KM|WMK[OLTDd]*|bU|Ub"  # take me off this
    ")A*"
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
_ASKED = frozenset({"can", "could", "would", "will", "please"})
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
        part, size = _joined(spoken, place)
        word = spoken[place]
        if not part and word not in _LIGHT:
            part = _PARTS.get(word, "#" if word.isdecimal() else "X")
        yield _Word(part, place, place + size)
        place += size


def _joined(spoken: Phrase, place: int) -> tuple[str, int]:
    for size in range(_LONGEST_JOINED, 1, -1):
        if part := _JOINED.get(spoken[place : place + size]):
            return part, size
    return "", 1


def _begins(kept: list[_Word], spoken: Phrase, first: int) -> bool:
    """Tell whether the wish is the writer's own: nobody else does it, and nobody is told to."""
    start = kept[first].place
    before = spoken[start - 1] if start else ""
    after_object = first > 0 and kept[first - 1].part in "TDdM" and before not in _THEIRS
    if before == "to":
        return _WANTING.search(" ".join(spoken[:start])) is not None
    if before == "you" and start > 1 and spoken[start - 2] in _ASKED:
        return True
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
