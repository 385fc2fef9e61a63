"""The numbers in a reply, in digits and words, with the words beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlu.reading.numerals import CARDINALS, misspelt

Amount = int | float

_TIMES = {"once": 1, "twice": 2, "thrice": 3, "unwaith": 1, "dwywaith": 2}
_MONEY = {"fiver": 5, "tenner": 10}
_AGED = frozenset({"shes", "hes", "theyre", "aged", "whos"})
_TIMED = frozenset({"mins", "minutes", "min", "hours", "hour", "hrs", "times", "secs", "miles"})
_SPANNING = frozenset({"to", "-", "or", "/", "til", "till", ",", "and", "maybe"})
_HALVES = (
    ("and", "a", "half"),
    ("and", "half"),
    ("1", "/", "2"),
    ("a", "half"),
    ("and", "1", "/", "2"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of a reply, in order, the words around them, and where the first one stood."""

    amounts: tuple[Amount, ...]
    before: tuple[str, ...]  # words before the first number
    after: tuple[str, ...]  # words after it, other numbers left out
    following: str  # the word right after the first number, or ""

    @property
    def beside(self) -> tuple[str, ...]:
        """Every word that is no number."""
        return self.before + self.after


def amounts_in(tokens: tuple[str, ...]) -> Found:
    """Return the numbers in `tokens`: "14yrs and a half" holds 14.5, and "yrs" beside it."""
    parts = _own(list(_amounts(_spread(tokens))))
    places = [place for place, part in enumerate(parts) if not isinstance(part, str)]
    if not places:
        return Found((), tuple(map(str, parts)), (), "")
    first = places[0]
    rest = parts[first + 1 :]
    return Found(
        tuple(part for part in parts if not isinstance(part, str)),
        tuple(str(part) for part in parts[:first]),
        tuple(part for part in rest if isinstance(part, str)),
        next((part for part in rest[:1] if isinstance(part, str)), ""),
    )


def _own(parts: list[Amount | str]) -> list[Amount | str]:
    """Leave out later numbers that count something else: "shes 19", "i live 2 mins away"."""
    kept: list[Amount | str] = []
    counted = False
    for place, part in enumerate(parts):
        if isinstance(part, str) or not counted:
            kept.append(part)
            unit = parts[place + 1] if place + 1 < len(parts) else ""
            counted = counted or (not isinstance(part, str) and unit not in _TIMED)
        elif not _is_elses(parts, place):
            kept.append(part)
    return kept


def _is_elses(parts: list[Amount | str], place: int) -> bool:
    before = parts[place - 1]
    if not isinstance(before, str) or before in _SPANNING:
        return False
    return parts[place - 1] in _AGED or (place + 1 < len(parts) and parts[place + 1] in _TIMED)


def _spread(tokens: tuple[str, ...]) -> list[str]:
    """Cut the unit from "14yrs" and "3x"."""
    spread: list[str] = []
    for token in tokens:
        digits = token[: len(token) - len(token.lstrip("0123456789"))]
        unit = token[len(digits) :]
        whole = not digits or not unit or unit.startswith(".")
        spread.extend([token] if whole else [digits, unit])
    return spread


def _amounts(tokens: list[str]) -> Iterator[Amount | str]:
    place = 0
    while place < len(tokens):
        amount, size = _amount_at(tokens, place)
        yield tokens[place] if amount is None else amount
        place += max(size, 1)


def _amount_at(tokens: list[str], place: int) -> tuple[Amount | None, int]:
    """Return the number that begins at `place` and how many tokens it takes."""
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if tokens[place] in {"a", "one"} and following == "couple":
        return 2, 2
    if tokens[place] == "couple":
        return 2, 1
    if tokens[place] == "half" and "dozen" in tokens[place + 1 : place + 3]:
        return 6, tokens.index("dozen", place) + 1 - place
    amount = _plain(tokens[place])
    if amount is None:
        return None, 0
    amount, size = _with_next(tokens[place], amount, following)
    return _and_a_half(tokens, place, amount, size)


def _with_next(token: str, amount: Amount, following: str) -> tuple[Amount, int]:
    tens = not token.isdecimal() and isinstance(amount, int) and 20 <= amount < 100
    if tens and 0 < CARDINALS.get(following, 0) < 10:
        return amount + CARDINALS[following], 2
    if following == "hundred" and amount < 10:
        return amount * 100, 2
    return amount, 1


def _and_a_half(tokens: list[str], place: int, amount: Amount, size: int) -> tuple[Amount, int]:
    end = place + size
    for half in _HALVES:
        if tuple(tokens[end : end + len(half)]) == half:
            return amount + 0.5, size + len(half)
    # "an hour and a half", "2 hours and a half"
    if tuple(tokens[end + 1 : end + 4]) == ("and", "a", "half"):
        tokens[end + 1 : end + 4] = []
        return amount + 0.5, size
    return amount, size


def _plain(token: str) -> Amount | None:
    if token.isdecimal():
        return int(token) if len(token) <= 9 else None
    if token.replace(".", "", 1).isdecimal() and len(token) <= 9:
        value = float(token)
        return int(value) if value.is_integer() else value
    known = _TIMES.get(token, _MONEY.get(token, CARDINALS.get(token)))
    if known is None and token[-3:] == "ish":
        known = CARDINALS.get(token[:-3])
    return misspelt(token) if known is None else known
