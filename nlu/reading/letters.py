"""Options named by letter: "b", "option C", "A and d". Pure; a letter counts only among letters."""

from __future__ import annotations

from bot.text.phrases import word_set
from nlu.reading.labels import Labels
from nlu.reading.parts import Part, Role, Strength
from nlu.reading.spans import with_spans
from nlu.reading.tokens import BREAK

_BESIDE = word_set("""
    the option letter answer number its it is id say choose pick go for please thanks ill with
""")
_ROLES = {
    **dict.fromkeys(("and", "or", "/"), Role.JOIN),
    **dict.fromkeys(("to", "-", "til", "till"), Role.TO),
    **dict.fromkeys(("wait", "actually", "meant", "sorry"), Role.FIX),
    **dict.fromkeys(_BESIDE, Role.FILLER),
    BREAK: Role.BREAK,
    "not": Role.NOT,
    "no": Role.FIX,
}


def lettered(tokens: tuple[str, ...], labels: Labels) -> tuple[Part, ...]:
    """Return the parts of a reply made of option letters; empty where it is anything else.

    A word that an option is called by ("a letter") is no mere company for a letter.
    """
    if any(token in _BESIDE and token in labels.held for token in tokens):
        return ()
    parts = tuple(_part(token, labels.count) for token in tokens)
    known = tuple(part for part in parts if part is not None)
    named = any(part.role is Role.OPTION for part in known)
    return with_spans(known, labels) if named and len(known) == len(parts) else ()


def _part(token: str, count: int) -> Part | None:
    place = ord(token) - ord("a") if len(token) == 1 and token.isascii() else -1
    if 0 <= place < min(count, 26):
        return Part(Role.OPTION, place, Strength.NUMBER)
    role = _ROLES.get(token)
    return Part(role) if role else None
