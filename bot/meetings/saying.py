"""What a young person's own words say about their meetings. Pure; in doubt, nothing.

Rules come first; what an engine made of the words is taken only where it is sure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.text.folding import fold

LONGEST: Final = 160  # letters; longer words tell of more than a meeting
SURE: Final = 0.6
MOST_LATE: Final = 180  # minutes


class Says(StrEnum):
    """What a message says or asks."""

    COMING = "coming"
    CHANGE = "change"
    CANNOT = "cannot"
    LATE = "late"
    WHERE = "where"
    WHEN = "when"
    WHO = "who"  # who will be there
    COMPANY = "company"  # can somebody come with me
    MY_WORKER = "my_worker"
    OTHER_WORKER = "other_worker"
    MEET = "meet"  # I want to meet


# What needs no meeting question before it: they begin it themselves.
BEGUN: Final = frozenset(Says) - {Says.COMING}
_SOMEONE = (
    r"(?:some(?:one|body)|a (?:friend|mate)|(?:my|our) (?:friend|mate|mum|mom|mam|dad|nan|nana|gran"
    r"|grandma|sister|brother|sis|bro|aunt|auntie|uncle|carer|foster carer|step ?(?:mum|dad)|cousin"
    r"|girlfriend|boyfriend|partner|advocate|teacher|social worker|support worker|key ?worker))"
)
_WORKER = r"(?:worker|key ?worker|social worker|support worker|lead person|lead)"
_MEETING = r"(?:meeting|meet ?up|appointment|appt|session|review|visit|chat)"
# "Late" for a meeting, and not for school, nor what a body does.
_LATE = r"late\b(?! (?:for (?:school|work|college|class)|on my|period|again)\b)"
_COME = r"come\b(?! (?:and )?(?:get|pick|fetch|help|save)\b)"
_NOT_YOU = r"(?! (?:him|her|them|his|my|a|the|some|people|new|boys|girls)\b)"
_STARTS = r"^(?:hi |hey |hello |hiya |um |so |ok |please |pls |sorry |soz )*"
_RULES: Final = (
    (
        Says.OTHER_WORKER,
        rf"\b(?:want|need|have|get|like|give me|ask for)\b.{{0,20}}\b(?:different|new|another"
        rf"|other) {_WORKER}\b|\b(?:change|swap|switch) (?:my |the )?{_WORKER}\b"
        rf"|\b(?:someone|somebody) (?:else|different) (?:as|for|to be) (?:my )?{_WORKER}\b"
        rf"|\bdont (?:like|want|get on with) my {_WORKER}\b",
    ),
    (
        Says.COMPANY,
        rf"\b(?:can|could|may|is it (?:ok|okay|alright) (?:if|for)) {_SOMEONE}"
        rf"(?: else)?(?: to)? (?:{_COME}|be there\b|join\b|sit in\b)"
        rf"|\b(?:can|could|may) i (?:bring|have|take) {_SOMEONE}\b"
        rf"|\b(?:want|would like|id like) {_SOMEONE}(?: else)? (?:to (?:come|be there"
        r"|join)|there|with me)\b|\bbringing (?:someone|somebody|a friend)\b",
    ),
    (
        Says.LATE,
        r"\b(?:running|gonna be|going to be|will be|ill be|might be|be|im|am|mins?|minutes|bus is"
        rf"|train is)(?: (?:a bit|a little|so|very|really|abit|like))* {_LATE}"
        rf"|\brunning (?:behind|l8)\b|\blate (?:sorry|soz)\b|^(?:sorry )?(?:im )?{_LATE}"
        r"|\b\d{1,3} ?m(?:in(?:ute)?s?)? (?:late|away|behind)\b"
        r"|\b(?:missed (?:the|my) bus|stuck in traffic|bus (?:is|was) late|overslept)\b",
    ),
    (
        Says.WHERE,
        r"\bwhere(?:s| is| are| do| will| r)? (?:it|we|i)(?: (?:at|go|be|on|held|happening|meet"
        r"|meeting|meeting up|going|to))*$"
        rf"|\bwhere(?:s| is)? (?:the|my|our|this)(?: next)? {_MEETING}\b"
        r"|\bwhat(?:s| is) the (?:address|place|postcode)\b|\bhow do i get there\b"
        r"|\bwhich (?:place|room|building)\b",
    ),
    (
        Says.WHO,
        r"\bwho(?:s| is| will| else)*(?: be| is| else)* (?:coming|there|at (?:it|the)"
        r"|going(?= to (?:be there|it)|$))\b"
        r"|\bwho (?:am i|are we|will i be) (?:meeting|seeing)\b|\bwho(?: is|s) it with\b",
    ),
    (
        Says.MY_WORKER,
        rf"\bwho(?:s| is)? my {_WORKER}\b|\bwhats my {_WORKER}s? name\b"
        rf"|\bname of my {_WORKER}\b|\bwho have i got as my {_WORKER}\b",
    ),
    (
        Says.MEET,
        rf"{_STARTS}(?:i )?(?:want|wanna|need|would like|id like|like) (?:to |a )?"
        rf"(?:meet|{_MEETING}|see (?:you|u|my {_WORKER}))\b(?: up)?"
        rf"{_NOT_YOU}(?!.*\b(?:chang|cancel|mov))"
        rf"|{_STARTS}(?:can|could|shall) (?:we|i|u|you) (?:meet|link|have a {_MEETING}"
        rf"|see (?:you|u|my {_WORKER})|book a {_MEETING})(?: up)?(?: soon| please| pls)*$",
    ),
    (
        Says.WHEN,
        rf"\b(?:when|what (?:time|day))(?:s| is| are| do| will| r)?(?: it| we| the| my| our| next)*"
        rf"(?: {_MEETING}| meet| meeting| it)?(?: up)?(?: again| next)?$",
    ),
)
_READ: Final = tuple((says, re.compile(rule)) for says, rule in _RULES)
_INTENTS: Mapping[str, Says] = MappingProxyType(
    {
        "confirm_meeting": Says.COMING,
        "change_meeting": Says.CHANGE,
        "cancel_meeting": Says.CANNOT,
        "running_late": Says.LATE,
        "where_is_my_meeting": Says.WHERE,
        "when_is_my_meeting": Says.WHEN,
        "who_is_my_worker": Says.MY_WORKER,
    }
)
_NAMED = re.compile(
    rf"\b(?:{_MEETING}|meet|today|tomorrow|tmrw?|tmoz|mon|tues?|weds?|thurs?|fri|sat|sun"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|make it|reschedule|rearrange|postpone)\b"
)
_MINUTES = re.compile(r"\b(\d{1,3}) ?m(?:in(?:ute)?s?)?\b")
_HALF_HOUR = re.compile(r"\bhalf an? h(?:ou)?r\b")


def says(text: str) -> Says | None:
    """Return what whole words say of a meeting by rule alone; None where no rule fits."""
    said = " ".join(fold(text).replace("?", " ").replace("!", " ").replace(".", " ").split())
    if not said or len(said) > LONGEST:
        return None
    return next((what for what, rule in _READ if rule.search(said)), None)


def names_a_meeting(text: str) -> bool:
    """Tell whether words name a meeting, or a day one may be on: "cant take it" does not."""
    return _NAMED.search(fold(text)) is not None


def says_by_intent(intent: str | None, confidence: float) -> Says | None:
    """Return what an engine heard of a meeting, where it is sure."""
    if intent is None or confidence < SURE:
        return None
    return _INTENTS.get(intent)


def minutes_late(text: str) -> int | None:
    """Return how many minutes late somebody says they are: 1 to 180; None where they do not."""
    said = fold(text)
    if found := _MINUTES.search(said):
        minutes = int(found[1])
        return minutes if 0 < minutes <= MOST_LATE else None
    return 30 if _HALF_HOUR.search(said) else None
