"""Signs and digits that are words: "sum1 2 talk 2", "laptop 4 school", "no £". Pure."""

from __future__ import annotations

import re

from bot.text.phrases import word_set

Tokens = tuple[str, ...]

_CASH = re.compile(r"(?<![\d£$€])[£$€]+(?!\s*\d)")
_SUM = re.compile(r"[£$€]\s?(\d+(?:\.\d\d?)?)(?![\d.]*\s*(?:pounds?|quid))")
_AS_WORDS = {"2": "to", "4": "for"}
# Before these "2" is short for "too".
_TOO = word_set("long late sure hard much many far tired early busy loud old young cold hot slow")
# These go on with what somebody does, so that "2" before them is "to".
_DOES = word_set("""
    see be go talk get have do play sleep eat chill hang meet chat speak study listen find use
    help make come
""")
# After these a last "2" is "to": "someone to talk 2".
_ENDS_IN_TO = word_set("talk chat speak go listen turn look want have need got you me write")
_POLITE = word_set("please thanks x ta lol tbh innit mate bro , and when if about")
# What introduces a choice, so that the digit after it is a number.
_CHOOSES = word_set("""
    option options number answer numbers id say pick go for is its it with and or think like maybe
    no not just probably definitely ill choose choice say yes yeah nah um er well ok so i my a the
    to from between / - & plus , put want gotta wait actually mean meant sorry but because
""")
_CHOSEN = word_set("""
    and or please because is it its i im thanks ta x so but not no to cause as since also too plus
    / - , out lol definitely obviously maybe probably think tbh mate bro innit then of was if when
    sounds looks for the a my all wait actually sorry
""")


def with_cash(folded: str) -> str:
    """Write out money: "no £" is "no money", and "£5" is "5 pounds"."""
    if not any(sign in folded for sign in "£$€"):
        return folded
    return _CASH.sub(" money ", _SUM.sub(r" \1 pounds ", folded))


def without_spoken_digits(tokens: Tokens) -> Tokens:
    """Return `tokens` with each 2 and 4 that is a word written as one; a number stays as it is."""
    if not any(token in _AS_WORDS for token in tokens) or len(tokens) < 2:
        return tokens
    return tuple(_spoken(tokens, place) for place in range(len(tokens)))


def _spoken(tokens: Tokens, place: int) -> str:
    said = tokens[place]
    if said not in _AS_WORDS:
        return said
    before = tokens[place - 1] if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    if said == "2" and after in _TOO and before not in {"number", "option"}:
        return "too"
    if not before:
        return "for" if said == "2" and after in _DOES else said
    if said == "2" and before in _ENDS_IN_TO and (not after or after in _POLITE):
        return "for"
    if not after:
        return said
    return "for" if _stands_between(before, after) else said


def _stands_between(before: str, after: str) -> bool:
    doing = before in {"go", "want", "like", "me"} and after in _DOES
    led = before in _CHOOSES or not before.isalpha()
    followed = after in _CHOSEN or not after.isalpha()
    mine = before.isalpha() and after in {"me", "my", "us"}
    return doing or mine or not (led or followed)
