"""How often, said in any way: "weekly" is once a week, and "every 3 months" is less than monthly.

Pure. A rate is in times a year; two ways to say about the same rate are the same answer.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.phrases import word_set
from nlu.port import Option
from nlu.reading.numerals import counted
from nlu.reading.speak import FILLERS
from nlu.reading.tokens import label_tokens, without_articles

_YEARLY = {
    **dict.fromkeys(("day", "days", "daily", "night", "nights"), 365.0),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "weekly"), 52.0),
    **dict.fromkeys(("fortnight", "fortnights", "fortnightly"), 26.0),
    **dict.fromkeys(("month", "months", "mth", "mths", "monthly"), 12.0),
    **dict.fromkeys(("term", "terms", "termly"), 3.0),
    **dict.fromkeys(("year", "years", "yr", "yrs", "yearly", "annually"), 1.0),
}
_UNIT = "|".join(_YEARLY)
_EVERY = re.compile(
    rf"(?:once )?(?:every|each)(?: single)?(?: (?P<gap>other|second|couple(?: of)?|few|\w+))??"
    rf" (?P<unit>{_UNIT})\b"
)
_TIMES = re.compile(
    rf"(?P<many>once|twice|thrice|\w+(?= (?:times?|days?|x)\b))(?: (?:times?|days?|x))?"
    rf"(?: (?:per|each|every|in|an))? (?P<unit>{_UNIT})\b"
)
_ADVERB = re.compile(r"(?P<unit>daily|weekly|fortnightly|monthly|termly|yearly|annually)")
_MANY = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_GAPS = {"other": 2.0, "second": 2.0, "couple": 2.0, "couple of": 2.0, "few": 3.0}
_SELDOM = word_set("less rarely seldom")
_NEAR = 1.2  # two rates no further apart than this are the same
_BESIDE = (FILLERS | word_set("roughly around probs prob normally or so see them her him")) - {
    "more", "most", "again", "some",
}  # fmt: skip


def rate_of(words: tuple[str, ...]) -> float | None:
    """Return how many times a year `words` say, or None where they say anything else."""
    said = " ".join(without_articles(words))
    for pattern in (_EVERY, _TIMES, _ADVERB):
        if found := pattern.search(said):
            rest = (said[: found.start()] + said[found.end() :]).split()
            return _rate(found) if _BESIDE.issuperset(rest) else None
    return None


def _rate(found: re.Match[str]) -> float | None:
    named = found.groupdict()
    yearly = _YEARLY[named["unit"]]
    gap, many = named.get("gap"), named.get("many")
    if gap:
        apart = _GAPS.get(gap, counted(gap))
        return yearly / apart if apart else None
    if many:
        times = _MANY.get(many, counted(many))
        return yearly * times if times else None
    return yearly


@lru_cache(maxsize=512)
def _rates(options: tuple[Option, ...]) -> tuple[float | None, ...]:
    return tuple(rate_of(label_tokens(option.label)) for option in options)


def rate_asked_for(options: tuple[Option, ...], words: tuple[str, ...]) -> float | None:
    """Return the rate that `words` say, where two options at least are rates."""
    asked = sum(rate is not None for rate in _rates(options)) > 1
    return rate_of(words) if asked else None


def place_of(rate: float, options: tuple[Option, ...]) -> int | None:
    """Return the option that is about as often; the one for less, where it is less than all."""
    rates = _rates(options)
    known = [(known, place) for place, known in enumerate(rates) if known is not None]
    near, place = min(known, key=lambda one: max(one[0] / rate, rate / one[0]))
    if max(near / rate, rate / near) <= _NEAR:
        return place
    seldom = [n for n, each in enumerate(options) if _SELDOM.intersection(label_tokens(each.label))]
    return seldom[0] if len(seldom) == 1 and rate < min(known)[0] else None
