"""Which words may go to somebody of whom a concern is open, and what dates take out of them. Pure.

A text may leave out a place to turn to that nobody has checked for six months, and says when a
person reads it. Beyond that it is letter for letter one of the signed set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import combinations
from types import MappingProxyType

from bot.safeguarding.replies import approved_texts, fixed_texts
from bot.safeguarding.signposts import ALWAYS, Signpost, load, usable

WHEN = "{when}"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_WHEN = rf"(?:today|(?:today|{_DAY}(?: \d{{1,2}} {_MONTH})?) \d{{1,2}}(?::\d\d)?[ap]m)"
_SENTENCE = re.compile(r"(?<=[.!?]) ")


@cache
def languages_of() -> Mapping[str, str]:
    """Return the language of every text of the set, by the text."""
    entries = fixed_texts().values()
    return MappingProxyType({text: name for one in entries for name, text in one.texts.items()})


def is_ready_in(language: str) -> bool:
    """Return whether the whole set may be sent in a language."""
    return all(language in entry.texts for entry in fixed_texts().values())


def without_stale(text: str, today: date) -> str:
    """Return a text without what points to a place that nobody has checked for six months."""
    stale = [one for one in _doubtful() if one not in usable(load(), today)]
    kept = [part for part in _parts(text) if not _names(part, stale)]
    return " ".join(kept)


@cache
def _doubtful() -> tuple[Signpost, ...]:
    return tuple(one for one in load() if one.key not in ALWAYS)


def _parts(text: str) -> Iterator[str]:
    """Yield the sentences, a question together with what follows it."""
    asked = ""
    for sentence in _SENTENCE.split(text):
        if sentence.endswith("?") and not asked:
            asked = sentence
            continue
        yield f"{asked} {sentence}".strip()
        asked = ""
    if asked:
        yield asked


def _names(part: str, stale: Iterable[Signpost]) -> bool:
    return any(re.search(rf"(?<!\d){re.escape(one.contact)}(?!\d)", part) for one in stale)


@cache
def _patterns() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    whole = frozenset(form for text in approved_texts() for form in _forms(text))
    timed = [re.escape(form).replace(re.escape(WHEN), _WHEN) for form in whole if WHEN in form]
    return whole, tuple(re.compile(pattern) for pattern in timed)


def _forms(text: str) -> Iterator[str]:
    """Yield a text whole, and with each set of its doubtful places left out."""
    parts = list(_parts(text))
    loose = [place for place, part in enumerate(parts) if _names(part, _doubtful())]
    for count in range(len(loose) + 1):
        for gone in combinations(loose, count):
            yield " ".join(part for place, part in enumerate(parts) if place not in gone)


def is_approved(text: str) -> bool:
    """Tell whether these exact words are of the signed set, with its time filled in."""
    whole, timed = _patterns()
    return text in whole or any(pattern.fullmatch(text) for pattern in timed)
