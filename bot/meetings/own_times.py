"""The time somebody names in their own words, "friday after 4" or "same time tuesday". Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from nlu.port import Kind, Question, QuestionType
from nlu.reading import read_reply

LONDON: Final = ZoneInfo("Europe/London")
# What people put before a time they would like: nothing of it is the time.
_BEFORE: Final = re.compile(
    r"^\W*(?:(?:no|nah|hi|hey|sorry|soz|ok|yeah|yes|but|um|um+|maybe|actually|please|pls)\W+)*"
    r"(?:(?:can|could|shall|may|cud) (?:we|i|it|u|you) (?:do|make it|meet|be|move it to"
    r"|change it to|come|have it)|(?:i )?(?:can|cud|could) (?:do|make|come)|how about|what about"
    r"|what if its|id rather|i would rather|is|move it to|change it to|make it|better"
    r"|(?:i )?(?:want|need)(?: it)?(?: to be)?(?: on)?|rather)\b\W*",
    re.IGNORECASE,
)
_SAME_TIME: Final = re.compile(r"\b(?:at )?(?:the )?same time(?: on)?\b", re.IGNORECASE)
_LATER_ON: Final = re.compile(
    r"\b(?:(?:can|could|shall) (?:we|i|it)|how about|what about|but|so|id rather)\b", re.IGNORECASE
)
_AFTER: Final = re.compile(r"\W*\b(?:instead|ok|okay|better|pls|please|if thats ok|x+)\W*$", re.I)


def time_in(words: str, now: datetime, zone: ZoneInfo, meeting: datetime | None) -> datetime | None:
    """Return the time to come that is named, aware; None where none is, or it is not clear.

    Args:
        meeting: what it is about, aware: a day alone keeps its time of day, a time alone its day.
    """
    said_so = _SAME_TIME.sub(" ", words).strip()
    last = _LATER_ON.split(said_so)[-1]
    for said in dict.fromkeys((_bare(said_so), said_so, _bare(last), last)):
        found = _read(said, now, zone, meeting)
        if found is not None:
            return found if found > now else None
    return None


def _bare(words: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", words.strip()))


def _read(said: str, now: datetime, zone: ZoneInfo, meeting: datetime | None) -> datetime | None:
    local = meeting.astimezone(zone) if meeting is not None else None
    prompt = f"What time on {local:%A} {local.day} {local:%B}?" if local else "When is good?"
    question = Question(QuestionType.DATE_TIME, prompt=prompt, today=now.astimezone(LONDON))
    reading = read_reply(question, said)
    if reading.kind is not Kind.ANSWER or not isinstance(reading.value, str):
        return None
    read = datetime.fromisoformat(reading.value)
    if "T" not in reading.value:
        if local is None:
            return None
        read = datetime.combine(read, local.time())
    return read.replace(tzinfo=zone, fold=0).astimezone(UTC)
