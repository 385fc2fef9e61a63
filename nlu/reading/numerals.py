"""Numbers in words: ordinals and counts, English with a little Welsh. Pure; small numbers only."""

from __future__ import annotations

from bot.text.folding import words

_UNITS = words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
""")
_TENS = words("""
    twenty thirty forty fifty sixty seventy eighty ninety
""")

CARDINALS: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * tens for tens, word in enumerate(_TENS, start=2)},
    "hundred": 100,
    "fourty": 40,
    "dozen": 12,
    "fiv": 5,
    "thre": 3,
    "sevn": 7,
    "twelv": 12,
    "dau": 2,
    "dwy": 2,
    "tri": 3,
    "tair": 3,
    "pedwar": 4,
    "pedair": 4,
    "pump": 5,
    "chwech": 6,
    "saith": 7,
    "wyth": 8,
    "naw": 9,
    "deg": 10,
}
_ORDINAL_WORDS = words("""
    first second third fourth fifth sixth seventh eighth ninth tenth
""")
ORDINALS: dict[str, int] = {
    **{word: number for number, word in enumerate(_ORDINAL_WORDS, start=1)},
    **{
        f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n
        for n in range(1, 21)
    },
    "1rst": 1,
    "frst": 1,
    "fist": 1,
    "secnd": 2,
    "cyntaf": 1,
    "ail": 2,
    "trydydd": 3,
}


def whole(token: str) -> int | None:
    """Return the number a token of digits stands for; None for anything else or beyond 6 digits."""
    return int(token) if token.isdecimal() and len(token) <= 6 else None


def counted(token: str) -> int | None:
    """Return the number a token stands for in digits or in words."""
    number = whole(token)
    return CARDINALS.get(token) if number is None else number
