"""What may be the answer to a question, whatever a reader made of the reply. Pure."""

from __future__ import annotations

import math
import re

from bot.engine.model import Ask, Choice
from nlu.port import IN_WORDS, QuestionType, Value

# What would say where they live: a postcode, or a house number and a street.
_POSTCODE = re.compile(r"\b[a-z]{1,2}[0-9][0-9a-z]?\s*[0-9][a-z]{2}\b", re.IGNORECASE)
_STREET = re.compile(r"\b\d+[a-z]?\s+\w+", re.IGNORECASE)

_WORDS = IN_WORDS | {QuestionType.DATE_TIME}
# What a picture answers with: no words can say it.
DRAWN = ("drawing",)


def accepted(ask: Ask, value: Value) -> bool:
    """Say whether `value` can be kept as the answer to `ask`; a bare negation never can."""
    match value:
        case str():
            return _is_word(ask, value)
        case tuple() if ask.type is QuestionType.DRAWING:
            return value == DRAWN
        case tuple():
            keys = {choice.key for choice in ask.choices}
            return ask.type is QuestionType.MULTI and bool(value) and keys.issuperset(value)
        case int() | float() if not isinstance(value, bool):
            return _is_number(ask, value)
        case _:
            return False


def as_keys(value: Value) -> tuple[str, ...]:
    """Return the option keys in `value`: none for a number, a negation or nothing."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def is_words(ask: Ask, value: Value) -> bool:
    """Say whether `value` is in the young person's own words rather than an option."""
    if ask.type is QuestionType.TEXT:
        return True
    if ask.type is QuestionType.DRAWING:
        return isinstance(value, str)
    if ask.type is not QuestionType.PLACE:
        return False
    keys = {choice.key for choice in ask.choices}
    return not keys.issuperset(as_keys(value))


def _is_word(ask: Ask, value: str) -> bool:
    if ask.type in _WORDS:
        return bool(value.strip()) and not (ask.area_only and _is_address(value))
    if ask.type is QuestionType.YESNO and not ask.choices:
        return value in ("yes", "no")
    return ask.type is not QuestionType.MULTI and bool(chosen(ask, value))


def chosen(ask: Ask, value: Value) -> tuple[Choice, ...]:
    """Return the options that `value` names, in the order of the question."""
    if isinstance(value, str):
        for choice in ask.choices:  # one at most, and a turn should not look at the rest
            if choice.key == value:
                return (choice,)
        return ()
    keys = as_keys(value)
    return tuple(choice for choice in ask.choices if choice.key in keys) if keys else ()


def _is_number(ask: Ask, value: float) -> bool:
    if ask.choices or ask.type not in (QuestionType.NUMBER, QuestionType.SCALE):
        return False
    if isinstance(value, float) and not math.isfinite(value):
        return False
    above = ask.minimum is None or ask.minimum <= value
    return above and (ask.maximum is None or value <= ask.maximum)


def _is_address(value: str) -> bool:
    return bool(_POSTCODE.search(value) or _STREET.search(value))
