"""What a word does by where it stands: "first 3", "after 5", "my mate wants". Pure."""

from __future__ import annotations

from bot.text.phrases import word_set
from nlu.reading.labels import Labels
from nlu.reading.numerals import counted
from nlu.reading.parts import Part, Role, Strength
from nlu.reading.spans import is_week
from nlu.reading.speak import PERSONS
from nlu.reading.tokens import BREAK

_STARTS = frozenset({"first", "1st", "top"})
_ENDS = _STARTS | {"last", "bottom"}
_MATES = frozenset({"mate", "friend", "friends"})
_CHOOSES = word_set("""
    is was has got had hates hated loves loved lives works plays went goes came
    wants want likes says said does picked chose thinks would reckons
""")
_TELLS = frozenset({"said", "says", "reckons"})
_OWN_WORD = word_set("i ive id you already just like as have , say and so he she they")
_THROUGH = frozenset({"to", "-", "til", "till", "until", "thru", "through"})
_BOUNDS = frozenset({"after", "before", "past", "until", "till", "over", "under"})
_ONES = ("one", "1", "option", "answer")
# Places counted from 1, from the end, or 0 for the one in the middle.
_RANKS = {("penultimate",): -2} | {
    phrase: number
    for one in _ONES
    for phrase, number in {
        ("middle", one): 0,
        ("top", one): 1,
        ("bottom", one): -1,
        ("second", "to", "last", one): -2,
        ("second", "last", one): -2,
        ("2nd", "last", one): -2,
        ("second", "from", "bottom"): -2,
        ("2nd", "from", "bottom"): -2,
        ("second", "to", "last"): -2,
        ("second", "last"): -2,
        ("2nd", "to", "last"): -2,
        ("last", "but", "one"): -2,
        ("third", "one", "down"): 3,
        ("second", "one", "down"): 2,
        ("fourth", "one", "down"): 4,
        ("3rd", "one", "down"): 3,
        ("2nd", "one", "down"): 2,
        ("4th", "one", "down"): 4,
    }.items()
}
_RANKS_BY_FIRST = {
    first: tuple((phrase, number) for phrase, number in _RANKS.items() if phrase[0] == first)
    for first in {phrase[0] for phrase in _RANKS}
}


def placed(tokens: tuple[str, ...], place: int, labels: Labels) -> tuple[tuple[Part, ...], int]:
    """Return what the words at `place` do and how many they are; none where place says nothing."""
    if several := _first_or_last(tokens, place, labels.count):
        return several, 2
    if ranked := _by_rank(tokens, place, labels.count):
        return ranked
    role = _role(tokens, place, labels)
    return ((Part(role),), 1) if role else ((), 0)


def _role(tokens: tuple[str, ...], place: int, labels: Labels) -> Role | None:
    if _is_name_for_us(tokens, place):
        return Role.FILLER
    if tokens[place] == "over" and place and not tokens[place - 1].isdecimal():
        return Role.NOT  # "music over art"
    if _is_someone(tokens, place):
        return Role.PERSON
    if _is_told_by_another(tokens, place):
        return Role.DOUBT
    return Role.DOUBT if _is_bound(tokens, place, labels) else None


def _first_or_last(tokens: tuple[str, ...], place: int, count: int) -> tuple[Part, ...]:
    """Return the options of "first 3" and "last two", joined; empty where it is neither."""
    many = counted(tokens[place + 1]) if place + 1 < len(tokens) else None
    if many is None or not 2 <= many <= count or tokens[place] not in _ENDS:
        return ()
    start = 0 if tokens[place] in _STARTS else count - many
    joined: list[Part] = []
    for option in range(start, start + many):
        joined += [Part(Role.OPTION, option, Strength.NUMBER), Part(Role.JOIN)]
    return tuple(joined[:-1])


def _is_name_for_us(tokens: tuple[str, ...], place: int) -> bool:
    """Tell "2 please mate" from "my best mate"."""
    last = place == len(tokens) - 1 and place > 0
    return (
        last and tokens[place] == "mate" and tokens[place - 1] not in {"my", "best", "me", "good"}
    )


def _is_someone(tokens: tuple[str, ...], place: int) -> bool:
    """Tell "my mate wants", which is somebody else's choice, from "my mate", which may be one."""
    before = tokens[place - 1] if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    return before == "my" and tokens[place] in _MATES and after in _CHOOSES


def _is_told_by_another(tokens: tuple[str, ...], place: int) -> bool:
    """Tell "my worker said", which tells what happened, from "i said" and "like i said"."""
    before = tokens[place - 1] if place else "i"
    told = place + 1 < len(tokens) and tokens[place + 1] != BREAK
    return tokens[place] in _TELLS and told and before not in _OWN_WORD | PERSONS


def _by_rank(
    tokens: tuple[str, ...], place: int, count: int
) -> tuple[tuple[Part, ...], int] | None:
    """Return the option of "the middle one", "second to last", "bottom one", "third one down"."""
    for phrase, number in _RANKS_BY_FIRST.get(tokens[place], ()):
        if tokens[place : place + len(phrase)] == phrase:
            option = (
                (count - 1) // 2 if number == 0 else number - 1 if number > 0 else count + number
            )
            if 0 <= option < count and not (number == 0 and count % 2 == 0):
                return (Part(Role.OPTION, option, Strength.NUMBER),), len(phrase)
    return None


def _is_bound(tokens: tuple[str, ...], place: int, labels: Labels) -> bool:
    """Tell whether "after 5" or "from tues" is a span of time, of which no option is one."""
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if tokens[place] == "from":
        return is_week(labels) and not _THROUGH.intersection(tokens[place:])
    return tokens[place] in _BOUNDS and following[:1].isdecimal()
