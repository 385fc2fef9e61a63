"""A reply as a row of parts: options named, "not", "no wait", breaks, and other words.

Pure. Nothing is decided here: `settle` weighs the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import OSA

from nlu.reading.kinds import PHRASES_FOR
from nlu.reading.labels import Labels, stem
from nlu.reading.numerals import CARDINALS, ORDINALS, whole
from nlu.reading.parts import Part, Role, Strength
from nlu.reading.placed import placed
from nlu.reading.senses import INLINE, Phrase, Sense
from nlu.reading.spans import with_spans
from nlu.reading.speak import (
    ARTICLES,
    CONDITIONS,
    DOUBTS,
    FILLERS,
    NOT_SLIPS,
    PERSONS,
    REASONS,
)
from nlu.reading.tokens import BREAK, without_articles

_SHORT_REPLY = 9  # words; slips are forgiven in no longer one
_FILLER_SENSES = frozenset(
    {Sense.YES, Sense.FAIR, Sense.MAYBE, Sense.SOMETIMES, Sense.OFTEN, Sense.MOSTLY}
)


_VOWELS = frozenset("aeiou")
_VOWELLESS = re.compile(r"[aeiou]")
_FRONTED = re.compile(r"ff?")
_DOUBLE = re.compile(r"(.)\1")
# Fillers that say how sure somebody is, whatever a label holds.
_HEDGES = frozenset({"probably", "maybe", "please", "think", "yes", "yeah", "just", "best"})
_BREAK, _FILLER, _WORD = Part(Role.BREAK), Part(Role.FILLER), Part(Role.WORD)
_PHRASES: dict[Role, str] = {
    Role.FIX: """
        no wait | nah wait | wait | wait no | wait nah | no actually | nah actually | actually |
        actually no | i mean | i meant | meant | no i mean | no i meant | scratch that | oops |
        sorry no | no sorry | nvm | never mind | nevermind | on second thoughts |
        changed my mind | ive changed my mind | make that | change that to | change it to |
        no make it | make it | my bad | but nah | but nope | but actually | but really | * |
        hang on | hold on | or rather | sorry i mean |
        sorry i meant | na wait
    """,
    Role.NOT: """
        not | isnt | dont | but no | with no | and no | keep out of | dont tell | dont ask |
        dont ever | dont let | never ever | please dont | dont like | dont want | never |
        instead of | rather than | better than | more than | without |
        except | except for | apart from | but not | cant | hate | cant do | used to | dont do |
        definitely not | deffo not | not to | defo not |
        i quit | ive quit | quit doing | quit playing | gave up | gave up on | given up |
        given up on | packed in | jacked in | binned off | stopped doing | stopped going |
        stopped playing | ive stopped | i stopped | dropped out of | i dropped | ive dropped |
        i left | ive left | kicked out of | got kicked out of | no longer | no longer do |
        dont need | dont need any | i dont need any | dont want any | i dont want any | not having |
        aint having | aint having any | never want | not any |
        i dont like | i dont want | i hate | other than | nid | dim | wouldnt | wont | aint |
        dont want to do | dont wanna do | fed up of |  im not | wasnt | not my | definitely no
    """,
    Role.ALL: """
        all of it | the lot | all of em | all em |
        all of them | all of those | all of these | all of above | everything | lot of them |
        every one | everyone of them | every one of them | every single one | all 3 | all 4 |
        all 5 | all three |
        all four | all five | pob un | popeth | every option | whole lot | all options |
        them all | all them
    """,
    Role.REST: """
        all but | all except | all except for | all apart from | everything but |
        everything except | everything apart from | everything except for | all bar |
        everything bar | all of them but | all of them except | all of them apart from |
        all minus | all not | everything not | all but not | all other than | all just not
    """,
    Role.FILLER: """
        dont mind | i dont mind | wouldnt mind | i wouldnt mind | hang out | as well | for me |
        of course | if poss | if possible | would be good | would be best | would be nice |
        would be fine | all good
    """,
    Role.DOUBT: """
        already got | already have | already had | got enough
    """,
    Role.WORD: """
        both | mixture | this one | that one | which one | any one | either one | dont care |
        idc | me 2 | u 2 |
        dont know | 1 of | 2 of | one of | another one | either | any | whichever | whatever |
        yeah right | yes right | yh right | as if
    """,
}
_STATIC = {
    without_articles(tuple(phrase.split())): Part(role)
    for role, text in _PHRASES.items()
    for phrase in text.split("|")
}
# "I dont want nobody from school" refuses once, however often it says no.
_REFUSED = (
    *("dont want", "i dont want", "dont need", "i dont need", "not", "never", "aint having"),
    *("not having", "never want", "i never want", "aint wanting", "dont fancy"),
)
_NOBODY = ("noone", "none", "nothing", "anyone", "anybody", "anything", "no")
_STATIC |= {
    (*refused.split(), who, *of): Part(Role.NOT)
    for refused in _REFUSED
    for who in _NOBODY
    for of in (("from",), ("of",), ("off",), ("in",), ("at",), *(((),) if who == "no" else ()))
}
_ANY = (
    "anytime",
    "anything",
    "anywhere",
    "anyone",
    "anybody",
    "any",
    "any day",
    "any time",
    "any of them",
)
_ALL = (
    "everything",
    "everyone",
    "everybody",
    "everywhere",
    "every day",
    "everyday",
    "all of them",
    "all days",
)
_BUT = ("but", "except", "except for", "apart from", "other than", "bar", "minus", "just not")
_STATIC |= {tuple(f"{a} {b}".split()): Part(Role.REST) for a in (*_ALL, *_ANY) for b in _BUT}
_STATIC |= {("stop", word): Part(Role.DOUBT) for word in ("going", "asking", "talking")}
_STATIC |= {("nothing", "just"): _FILLER, ("nothing", "really", "just"): _FILLER}
_STATIC |= {("none", "just"): _FILLER, ("nothing", "but"): _FILLER, ("nothing", "only"): _FILLER}
_COUNTS = (*map(str, range(1, 21)), *(word for word, n in CARDINALS.items() if 1 <= n <= 20))
# How often, how many and how long are not which.
_MEASURES = ("times", "thing", "things", "sec", "secs", "min", "mins", "minutes", "hours")
_STATIC |= {(str(n), of): Part(Role.WORD) for n in range(21) for of in _MEASURES}
_STATIC |= {("all", str(n), "of", "them"): Part(Role.ALL) for n in range(2, 13)}
# "Nobody told me" tells what happened, and chooses nobody.
_DOES = ("told", "asked", "said", "cares", "rang", "called", "texted", "came", "likes")
_STATIC |= {(who, does): Part(Role.DOUBT) for who in ("nobody", "noone") for does in _DOES}
_STATIC |= {("no", "one", does): Part(Role.DOUBT) for does in _DOES}
# "Six of them" counts, and names none.
_STATIC |= {(n, "of", w): Part(Role.DOUBT) for n in _COUNTS for w in ("them", "these", "those")}
_STATIC |= {("couple", "times"): Part(Role.WORD), ("couple", "of", "times"): Part(Role.WORD)}
_SINGLE = {
    **dict.fromkeys(("and", "plus", "nor", "/", "a"), Part(Role.JOIN)),
    **dict.fromkeys(("or", "neu", "lub", "albo", "ya"), Part(Role.OR)),
    **dict.fromkeys(REASONS, Part(Role.REASON)),
    **dict.fromkeys(DOUBTS, Part(Role.DOUBT)),
    **dict.fromkeys(CONDITIONS, Part(Role.IF)),
    **dict.fromkeys(PERSONS, Part(Role.PERSON)),
    **dict.fromkeys(FILLERS, _FILLER),
    **dict.fromkeys(("number", "numbers", "one", "%"), _FILLER),
    **dict.fromkeys(("to", "-", "til", "till", "until", "thru", "through"), Part(Role.TO)),
    **dict.fromkeys(("between", "onwards", "onward", "upwards"), Part(Role.DOUBT)),
    **dict.fromkeys(("no", "nah", "nope"), Part(Role.NO)),
    "but": _BREAK,
    "instead": _BREAK,
    "just": _BREAK,
    "only": _FILLER,
    "all": Part(Role.ALL),
    BREAK: _BREAK,
}
_LISTED = frozenset({Role.OPTION, Role.JOIN, Role.OR, Role.BREAK, Role.FILLER})
_BEFORE_NO = frozenset({("and", "no"), ("but", "no")})
_PAIR = ("mum", "dad")
_PARENTS = frozenset({"parents"})
_ORDER = frozenset({"last", "first", "second", "third"})
_AFTER_ORDER = frozenset({"one", "1", "option", "answer", "choice", BREAK, "last"})
_LONGEST = max(map(len, _STATIC))


def scan(tokens: tuple[str, ...], labels: Labels) -> tuple[Part, ...]:
    """Return the parts of a reply, in order, each token read once and the longest phrase first."""
    kept = tuple(token for token in tokens if token not in ARTICLES)
    parts = with_spans(_without_stray_ones(tuple(_parts(kept, labels))), labels)
    named = [part for part in parts if part.role is Role.OPTION]
    loose = [part for part in named if _is_loose(part)]
    if not loose or len(loose) == len(named):
        return parts
    # "one and three" is two numbers; "the quiet one" is no number.
    counted = all(part.strength is Strength.NUMBER or _is_loose(part) for part in named)
    if counted and _LISTED.issuperset(part.role for part in parts):
        return tuple(_counted(parts, place) for place in range(len(parts)))
    return tuple(_FILLER if _is_loose(part) else part for part in parts)


def _counted(parts: tuple[Part, ...], place: int) -> Part:
    """Return "one" as a number, unless it ends "the second one"."""
    part = parts[place]
    if not _is_loose(part):
        return part
    follows = place > 0 and parts[place - 1].role is Role.OPTION
    return _FILLER if follows else replace(part, strength=Strength.NUMBER)


def _without_stray_ones(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Take the "one" of "dont need one" and the "1" of "the music 1" for no number."""
    refuses = any(part.role is Role.NOT for part in parts)
    return tuple(
        _FILLER
        if (refuses and _is_loose(part)) or (place and _is_stray_one(parts[place - 1], part))
        else part
        for place, part in enumerate(parts)
    )


def _is_stray_one(before: Part, part: Part) -> bool:
    named = before.role is Role.OPTION and before.strength >= Strength.WORD
    first = part.role is Role.OPTION and part.option == 0 and part.strength is Strength.NUMBER
    return first and named and before.strength is not Strength.NUMBER


def _is_loose(part: Part) -> bool:
    return part.role is Role.OPTION and part.strength is Strength.LOOSE


def _parts(tokens: tuple[str, ...], labels: Labels) -> Iterator[Part]:
    forgiving = len(tokens) <= _SHORT_REPLY
    place = 0
    while place < len(tokens):
        found, size = _phrase(tokens, place, labels)
        if not size:
            found, size = placed(tokens, place, labels)
        if not size and _is_order_in_time(tokens, place):
            found, size = (_FILLER,), 1
        if not size:
            found, size = _both(tokens[place], labels, forgiving=forgiving), 1
        yield from found
        place += size


def _both(token: str, labels: Labels, *, forgiving: bool) -> tuple[Part, ...]:
    """Return what a token does; "parents" is mum and dad where those are the options."""
    names = _PAIR if token in _PARENTS and all(name in labels.held for name in _PAIR) else (token,)
    return tuple(part for name in names for part in _one(name, labels, forgiving))


def _is_order_in_time(tokens: tuple[str, ...], place: int) -> bool:
    """Tell whether "first" or "last" is when, not which: "at first", "by the last stop"."""
    token = tokens[place]
    if token not in _ORDER:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else BREAK
    at = place > 0 and tokens[place - 1] == "at"
    return at or not (following in _AFTER_ORDER or following in _SINGLE or following in ORDINALS)


def _phrase(tokens: tuple[str, ...], place: int, labels: Labels) -> tuple[tuple[Part, ...], int]:
    """Return the longest phrase that begins at `place`; an option's own words come first."""
    if tokens[place : place + 2] in _BEFORE_NO and _phrase(tokens, place + 1, labels)[1] > 1:
        return (_SINGLE[tokens[place]],), 1  # "too far and no money"
    for size in range(min(max(_LONGEST, labels.longest), len(tokens) - place), 0, -1):
        run = tokens[place : place + size]
        part = _of_label(run, labels) or _of_kind(run, labels) or _STATIC.get(run)
        part = part or _of_sense(run, labels)
        if part:
            return (part,), size
    return (), 0


def _of_label(run: Phrase, labels: Labels) -> Part | None:
    # A lone number is an option's number, even where a label is that number too.
    if run not in labels.phrases or (len(run) == 1 and run[0].isdecimal()):
        return None
    return Part(Role.OPTION, labels.phrases[run], Strength.LABEL)


def _of_kind(run: Phrase, labels: Labels) -> Part | None:
    place = labels.by_kind_phrase(run) if run in PHRASES_FOR else None
    return None if place is None else Part(Role.OPTION, place, Strength.KIND)


def _is_kind(run: Phrase, labels: Labels) -> bool:
    """Tell whether a word that may say no says more: "busy" where an option is "No time"."""
    return len(run) == 1 and Sense.NO not in labels.senses and labels.by_kind(run[0]) is not None


def _of_sense(run: Phrase, labels: Labels) -> Part | None:
    sense = INLINE.get(run)
    if sense is None or (sense is Sense.NO and _is_kind(run, labels)):
        return None
    option = labels.of_sense(sense)
    if option is not None:
        return Part(Role.OPTION, option, Strength.WORD)
    unsure = sense is Sense.MAYBE and Sense.YES in labels.senses
    if unsure or sense is Sense.UNSURE:
        return Part(Role.DOUBT)
    if sense in _FILLER_SENSES and len(run) == 1:
        return _FILLER
    return Part(Role.NO) if sense is Sense.NO and len(run) == 1 and len(run[0]) > 1 else None


def _one(token: str, labels: Labels, forgiving: bool) -> tuple[Part, ...]:
    """Return what one token does that begins no phrase: two parts where it could be two options."""
    by_number, by_word = _by_number(token, labels), _by_word(token, labels)
    if by_number:
        if by_number.role is Role.STRAY and (held := _by_label_number(token, labels)):
            return (held,)
        clash = by_word and by_word.option != by_number.option and not token.isdecimal()
        return (by_number, by_word) if clash and by_word else (by_number,)
    found = by_word or _by_kind(token, labels) or _known(token, labels)
    return (found or (_by_slip(token, labels) if forgiving else None) or _WORD,)


def _by_label_number(token: str, labels: Labels) -> Part | None:
    """Return the one option that holds a number which is no option's own: "9" for "9am"."""
    number = whole(token)
    place = labels.numbers.get(CARDINALS.get(token, -1) if number is None else number)
    return None if place is None else Part(Role.OPTION, place, Strength.WORD)


def _known(token: str, labels: Labels) -> Part | None:
    """Return the part a word is in any reply; a filler that a label holds is none."""
    part = _SINGLE.get(token)
    if part is _FILLER and token in labels.held and token not in _HEDGES:
        return Part(Role.SHARED, sum(1 << place for place in labels.held[token]))
    return part


def _by_kind(token: str, labels: Labels) -> Part | None:
    same = labels.by_synonym(token)
    if same is not None:
        return Part(Role.OPTION, same, Strength.WORD)
    place = labels.by_kind(token)
    return None if place is None else Part(Role.OPTION, place, Strength.KIND)


def _by_number(said: str, labels: Labels) -> Part | None:
    strength = Strength.LOOSE if said == "one" else Strength.NUMBER
    if said == "last":
        last = Part(Role.OPTION, labels.count - 1, strength)
        return last if labels.count else Part(Role.STRAY)
    number = whole(said)
    if number is None:
        number = ORDINALS.get(said, CARDINALS.get(said))
    if number is None:
        return Part(Role.STRAY) if said.replace(".", "").isdecimal() else None
    inside = 1 <= number <= labels.count
    return Part(Role.OPTION, number - 1, strength) if inside else Part(Role.STRAY)


def _by_word(token: str, labels: Labels) -> Part | None:
    option = labels.stems.get(stem(token), labels.joined.get(token))
    if option is None and "f" in token:  # "maffs", "norf"
        option = labels.stems.get(stem(_FRONTED.sub("th", token)))
    if option is None and _DOUBLE.search(token):
        option = labels.stems.get(stem(_DOUBLE.sub(r"\1", token)))
    return None if option is None else Part(Role.OPTION, option, Strength.WORD)


def _by_slip(token: str, labels: Labels) -> Part | None:
    """Return the one option whose word `token` is a slip of; None where two could be meant."""
    if len(token) < 3 or token in NOT_SLIPS or not token.isalpha():
        return None
    if not _VOWELS.intersection(token):
        return _by_skeleton(token, labels)
    if len(token) < 4:
        return None
    near = {place for word, place in labels.spellings.items() if _is_slip(token, word)}
    return Part(Role.OPTION, near.pop(), Strength.SLIP) if len(near) == 1 else None


def _by_skeleton(token: str, labels: Labels) -> Part | None:
    """Return the one option that holds a word which is `token` without its vowels: "wlk"."""
    near = {place for word, place in labels.spellings.items() if _VOWELLESS.sub("", word) == token}
    return Part(Role.OPTION, near.pop(), Strength.SLIP) if len(near) == 1 else None


def _is_slip(said: str, word: str) -> bool:
    allowed = 2 if min(len(said), len(word)) >= 7 else 1
    vowels = len(word) >= 5 and {said[0], word[0]} <= _VOWELS
    if said[0] != word[0] and said[:2] != word[1::-1] and not vowels:
        return False
    return OSA.distance(said, word, score_cutoff=allowed) <= allowed
