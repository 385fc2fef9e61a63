"""Replies on a scale: a number on it, or an option where its points have names. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.phrases import phrases, without_edges, word_set
from nlu.port import Kind, Option, Question, Reading
from nlu.reading.bare import stands_alone
from nlu.reading.choice import UNCLEAR, outright, single
from nlu.reading.labels import labels_of
from nlu.reading.number import amount_of
from nlu.reading.speak import POLITE
from nlu.reading.tokens import Reply, label_tokens, without_articles

_TOP = phrases("max | maximum | full marks | top marks | top | highest | the most | highest one")
_BOTTOM = phrases("min | minimum | lowest | bottom | lowest one | bare minimum | rock bottom")
_POINT = re.compile(
    r"\b(\d{1,3})\s*(?:\bis\b|\bmeans\b|\bbeing\b|\bfor\b|=|:|\()\s*([^\d,.;()?=]{2,40})"
)
_JOINED = re.compile(r"\s+(?:and|to|or)\s*$")
# What may stand beside an end's own words without moving away from it.
_BESIDE = word_set("""
    i im it its was is really so very proper absolutely just feel am the a tbh lol always totally
    completely honestly please school this that me my
""")
_WEAKER = word_set("quite pretty fairly kinda bit sorta mostly rather sometimes nearly almost")
_STRONGER = word_set("""
    very so proper really extremely super totally completely absolutely all always most
""")
_NOT = word_set("not dont didnt doesnt isnt wasnt never aint cant wont")
_SOMEBODYS = re.compile(
    r"\b(?:everyone|everybody|they|he|she|(?:my |our )?(?:mum|mam|dad|nan|mate|mates|friend|friends"
    r"|teacher|worker|sister|brother|ex)) (?:said|says?|thinks?|reckons?|would say|would give|gave"
    r"|put|puts)\b|\b(?:anything|everything|all|any) (?:but|except|apart from|bar)\b"
    r"|\b\d+ of (?:them"
    r"|those|these|us)\b|\bone of (?:them|those|these|us)\b|\b(?:yesterday|last (?:week|month"
    r"|year|time))"
    r" (?:was|it was|i was|id say)\b"
    # What is counted, what is beside a point, and numbers that are names.
    r"|\b(?:took|got|had|did|won|lost|scored|ate|drank|missed|have|saw) (?:a |about |like |only "
    r"|my )?\d+\b"
    r"|\b(?:level|year|set|top|double|grade|day|week|floor|room) \d+\b|\b\d+k\b"
    r"|\b\d+ (?:and a bit|and bit|out of my|a side|side|max|tops|oclock|pm|am)\b"
    r"|\b\d+ (?:in (?:maths|english|science|my|the)|on (?:mon|tue|wed|thu|fri|sat|sun)\w*)\b"
    r"|\b(?:one|1|two|2) (?:below|above|under|over|less|more|down|off)\b"
    r"|\b\d+ \w+ (?:things|days|lessons|times|tests|people|mates|teachers|kids)\b"
    r"|\b(?:\d+|one|two) (?:secs?|seconds?|mins?|minutes?|hours?|hrs?|things?)\b"
    # An hour, a place in a row, and digits that are words: "2 be honest".
    r"|\b(?:there|back|home|out|done|ready|football|training|school|lesson|meeting) (?:at|in|by)"
    r" \d+|\bnumber \d+ (?:bus|fan|one|on)\b|\b\d(?:st|nd|rd|th) \w+"
    r"|\b(?:first|second|third) time\b|\b[24] (?:be|real|what|sure|u|you)\b"
)
_COUNT_NOTHING = {(word,) for word in ("no", "nah", "nope", "never", "once", "1ce", "twice", "oh")}
_LOWEST, _HIGHEST = 1, 5  # where a question names neither end nor points


def scale(question: Question, reply: Reply) -> Reading:
    """Return the whole number chosen, or the option's key where the scale has only names."""
    if question.options and question.minimum is None and question.maximum is None:
        return single(question, reply)
    low = _LOWEST if question.minimum is None else question.minimum
    high = _HIGHEST if question.maximum is None else question.maximum
    point = _named(question, reply, low, high)
    if point is None:
        amount = amount_of(question, reply, zero=low == 0)
        whole = isinstance(amount, int) and _is_a_point(reply)
        alone = amount is not None and whole and stands_alone(question, reply, amount)
        point = int(amount) if amount is not None and alone else None
    return Reading(Kind.ANSWER, point) if point is not None and low <= point <= high else UNCLEAR


def _is_a_point(reply: Reply) -> bool:
    """Refuse 0 read from "none" and 1 from "once": on a scale these count nothing."""
    if _is_anothers(reply):
        return False
    if reply.words[:1] in _COUNT_NOTHING:
        return False
    return not _NOT.intersection(reply.words) or any(word.isdecimal() for word in reply.words)


def _is_anothers(reply: Reply) -> bool:
    """Tell whether somebody else's number is told, one of before, or all but one."""
    one = sum(word.isdecimal() or word == "one" for word in reply.words) <= 1
    return one and _SOMEBODYS.search(" ".join(reply.words)) is not None


def _named(question: Question, reply: Reply, low: int, high: int) -> int | None:
    """Return the point a label names: each has one, or the first and last name the two ends."""
    if (end := _end(reply, low, high)) is not None:
        return end
    if not question.options:
        return _of_ends(_ends(question.prompt), reply)
    options = question.options
    place = outright(reply, labels_of(options))
    if place is None:
        return None
    if len(options) == high - low + 1:
        return low + place
    ends_named = {0: low, len(options) - 1: high} if len(options) == 2 else {}
    return ends_named.get(place)


def _of_ends(ends: tuple[Option, ...], reply: Reply) -> int | None:
    """Return the point whose words, as the prompt has them, the reply says."""
    if not ends or _WEAKER.intersection(reply.words):
        return None
    place = outright(reply, labels_of(ends))
    if place is None:
        place = _by_core(reply.words, ends)
    elif _falls_short(reply.words, label_tokens(ends[place].label)) or _turns_round(
        reply.words, label_tokens(ends[place].label)
    ):
        return None
    return None if place is None else int(ends[place].key)


def _by_core(words: tuple[str, ...], ends: tuple[Option, ...]) -> int | None:
    """Return the end that the reply says with no more than strength added: "i really love it"."""
    said = _core(words)
    return next(
        (n for n, end in enumerate(ends) if said and said == _core(label_tokens(end.label))), None
    )


def _falls_short(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Tell whether "safe" is said where the end is "very safe"."""
    return bool(_STRONGER.intersection(label)) and not _STRONGER.intersection(words)


def _turns_round(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Tell whether a "not" in the reply, and in no label, leaves the point open."""
    return bool(_NOT.intersection(words)) and not _NOT.intersection(label)


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = (word for word in words if word not in _BESIDE)
    return tuple("bad" if word == "badly" else "love" if word == "luv" else word for word in kept)


def _end(reply: Reply, low: int, high: int) -> int | None:
    said = without_edges(without_articles(reply.words), POLITE)
    if said in _TOP:
        return high
    return low if said in _BOTTOM else None


@lru_cache(maxsize=512)
def _ends(prompt: str) -> tuple[Option, ...]:
    """Return the points that a prompt names: "1 is not at all, 5 is a lot"."""
    found = {point: _JOINED.sub("", label).strip() for point, label in _POINT.findall(prompt)}
    return tuple(Option(point, label) for point, label in found.items() if label)
