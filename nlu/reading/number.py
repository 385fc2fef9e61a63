"""Replies that are a number. Pure; out of range, a span or a bound is unclear, never clamped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.phrases import word_set
from nlu.port import Kind, Question, Reading
from nlu.reading.numerals import CARDINALS
from nlu.reading.tokens import BREAK, Reply, tokens_of

Amount = int | float

_UNCLEAR = Reading(Kind.UNCLEAR)
_NOTHING = word_set("none never nil nought naught nowt zilch nada no nope nah nothing not")
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "couple": 2, "unwaith": 1, "dwywaith": 2}
_FIX = word_set("wait actually meant sorry oops scratch mean")
# Words that make a number a bound, a span, or no amount at all.
_BOUNDS = word_set("""
    less more over under least most above below between or to almost nearly than up few several
    some many loads lots not isnt dont wasnt plus before after since year yr class grade half
""")
_UNITS = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), "hour"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months", "mth", "mths"), "month"),
    **dict.fromkeys(("yr", "yrs", "years"), "year"),
}
_ALWAYS = ({"every", "day"}, {"everyday"}, {"all", "week"}, {"all", "of", "them"})
_LONGEST = 14  # words; a longer reply tells a story with a number in it


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of a reply, in order, and the words beside them."""

    amounts: tuple[Amount, ...]
    beside: tuple[str, ...]


def number(question: Question, reply: Reply) -> Reading:
    """Return the one number meant, an int where it is whole; halves are floats."""
    amount = amount_of(question, reply)
    low, high = question.minimum, question.maximum
    if amount is None or (low is not None and amount < low) or (high is not None and amount > high):
        return _UNCLEAR
    return Reading(Kind.ANSWER, amount)


def amount_of(question: Question, reply: Reply) -> Amount | None:
    """Return the one number a reply holds, in the question's unit, or None where that is unsure."""
    tokens = reply.words
    if not tokens or len(tokens) > _LONGEST or reply.asks or _is_bound(reply):
        return None
    if len(tokens) <= 3 and _NOTHING.issuperset(tokens):
        return 0
    found = _read(_corrected(reply.tokens))
    if not found.amounts:
        return _every_day(question, found)
    if _BOUNDS.intersection(found.beside) or not _fits_unit(question, found):
        return None
    return _one(question, found)


def _is_bound(reply: Reply) -> bool:
    return reply.is_negative or reply.folded[:1] in {"<", ">"} or reply.folded[-1:] == "+"


def _corrected(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return what follows "no wait", where a number does."""
    for place in range(len(tokens) - 1, 0, -1):
        if tokens[place] in _FIX and _read(tokens[place:]).amounts:
            return tokens[place + 1 :]
    if len(tokens) == 3 and tokens[1] in {"no", "nah"}:
        return tokens[2:]
    return tokens


def _read(tokens: tuple[str, ...]) -> Found:
    amounts: list[Amount] = []
    beside: list[str] = []
    for part in _amounts(_spread(tokens)):
        if isinstance(part, str):
            beside.append(part)
        else:
            amounts.append(part)
    return Found(tuple(amounts), tuple(beside))


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
    token = tokens[place]
    amount, size = _plain(token), 1
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    tens = token in CARDINALS and isinstance(amount, int) and amount >= 20
    if amount is not None and tens and 0 < CARDINALS.get(following, 0) < 10:
        amount, size = amount + CARDINALS[following], 2
    if amount is not None and following == "hundred":
        amount, size = amount * 100, 2
    return _and_a_half(tokens, place, amount, size)


def _and_a_half(
    tokens: list[str], place: int, amount: Amount | None, size: int
) -> tuple[Amount | None, int]:
    half = tokens[place + size : place + size + 3] == ["and", "a", "half"]
    if amount is not None and half:
        return amount + 0.5, size + 3
    return amount, size if amount is not None else 0


def _plain(token: str) -> Amount | None:
    if token.isdecimal():
        return int(token) if len(token) <= 9 else None
    if token.replace(".", "", 1).isdecimal() and len(token) <= 9:
        value = float(token)
        return int(value) if value.is_integer() else value
    return _TIMES.get(token, CARDINALS.get(token))


def _one(question: Question, found: Found) -> Amount | None:
    """Return the only number; "7/10" and "7 out of 10" count against a scale that ends at 10."""
    if len(found.amounts) == 2 and ("/" in found.beside or "out" in found.beside):
        return found.amounts[0] if found.amounts[1] == question.maximum else None
    distinct = set(found.amounts)
    spans = "-" in found.beside or "/" in found.beside
    return distinct.pop() if len(distinct) == 1 and not spans else None


def _fits_unit(question: Question, found: Found) -> bool:
    """Tell whether a unit that was named is one the question asks in, if it asks in any."""
    asked = {_UNITS[word] for word in tokens_of(question.prompt.casefold()) if word in _UNITS}
    named = {_UNITS[word] for word in found.beside if word in _UNITS and word != "week"}
    return not asked or not named or bool(named & asked)


def _every_day(question: Question, found: Found) -> Amount | None:
    """Read "every day" where the question counts the days of a week."""
    counts_days = question.maximum == 7 and "days" in question.prompt
    said = set(found.beside) - {BREAK}
    return 7 if counts_days and any(words <= said for words in _ALWAYS) else None
