"""Replies that are a day, or a day and a time, in London wall time. Pure; no clock of its own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from nlu.port import Kind, Question, Reading
from nlu.reading.choice import UNCLEAR, single
from nlu.reading.clock import Clock, Impossible, clock_in
from nlu.reading.day import day_in
from nlu.reading.day_words import spelt
from nlu.reading.from_now import from_now
from nlu.reading.tokens import Reply

_LONDON = ZoneInfo("Europe/London")
_LONGEST = 160  # characters; a longer reply tells a story with a day in it
_FIX = re.compile(
    r"\b(?:no wait|wait|no actually|actually|i mean|i meant|meant|sorry|scratch that|make it"
    r"|no make it|oh no|nah|no)\b"
)
_NOT_BUT = re.compile(r"\b(?:not|cant do|cant|dont)\b[^,.]{1,40}?(?:[,.]|\bbut\b)")
_REFUSING = re.compile(
    r"\b(?:not|cant|dont|wont|except|apart|never|unless|if|every|each|jk|joking|depends|or"
    r"|any day"
    r"|weekend|weekends|mondays|fridays)\b"
)
_EXCITED = re.compile(r"\b(?:i )?(?:cant|cannot) wait\b.*")
_BUSY = re.compile(r"\b(?:got|have|had|at work|busy|work|working|cant|football|training|finish)\b")
_AFTER_THAT = re.compile(r"\b(?:after|straight after|anytime after) (?:that|then|it)\b")
# "Thursday if its not raining" is Thursday.
_CONDITION = re.compile(r"(?<=\w{3} )(?:but )?(?:only )?(?:if|unless|as long as|providing)\b[^,.]*")
_REASON = re.compile(r"\b(?:because|cos|coz|cus|cuz|bc|since|as its|as i)\b")
_PAST = re.compile(r"\b(?:did|was|were|last|happened|born)\b", re.IGNORECASE)
_SAME_TIME = re.compile(r"\b(?:(?:the )?same time|this time)\b")
_WHAT_TIME = re.compile(r"\b(?:time|when)\b")


def when(question: Question, reply: Reply) -> Reading:
    """Return the day and time meant: "2026-12-15", or "2026-12-15T14:00" where a time was said.

    A day that does not exist, has gone by, or disagrees with its weekday is unclear; so is a span,
    a time without a day the question names, and an hour that the clocks skip or strike twice.
    """
    if question.options:
        chosen = single(question, reply)
        if chosen.kind is Kind.ANSWER:
            return chosen
    if not reply.folded or len(reply.folded) > _LONGEST:
        return UNCLEAR
    said = _before_reason(spelt(reply.folded))
    soon = from_now(said, question.today) if question.today else None
    if soon is not None:
        return Reading(Kind.ANSWER, soon)
    try:
        moment = _moment(question, said)
    except (Impossible, OverflowError):
        return UNCLEAR
    return UNCLEAR if moment is None else Reading(Kind.ANSWER, moment)


def _before_reason(text: str) -> str:
    before = _REASON.split(text, maxsplit=1)[0]
    return before if re.search(r"\w{3}", before) else text


def _moment(question: Question, text: str) -> str | None:
    today = question.today.astimezone(_LONDON).replace(tzinfo=None) if question.today else None
    past = _PAST.search(question.prompt) is not None
    text = _NOT_BUT.sub(" ", _EXCITED.sub(" ", _concluded(text)))
    text = _CONDITION.sub(" ", text)
    said = [part for part in _FIX.split(text) if part.strip(" ,.!?")]
    day, clock = None, None
    for part in said:
        if _REFUSING.search(part):
            return None
        found, heard = _read(part, today, past=past, asked=question.prompt)
        day, clock = found or day, heard or clock
    if day is None:
        day = _asked_day(question, today) if clock else None
    return _told(day, clock, today, past=past)


def _concluded(text: str) -> str:
    """Return what follows "so" where that names a day or time: "football monday so tuesday"."""
    before, so, after = text.rpartition(" so ")
    if not so or not _BUSY.search(before):
        return text
    return after if re.search(r"\d|day\b|tomorrow|half|noon|midday", after) else text


def _told(
    day: date | None, clock: Clock | None, today: datetime | None, *, past: bool
) -> str | None:
    if day is None:
        return None
    if clock is None or clock.at is None:
        return day.isoformat()
    if today and _is_on_the_wrong_side(datetime.combine(day, clock.at), today, past=past):
        return None
    return _wall(day, clock.at)


def _read(
    text: str, today: datetime | None, *, past: bool, asked: str
) -> tuple[date | None, Clock | None]:
    found = day_in(text, today.date() if today else None, past=past)
    if found is None:
        named = _asks_a_time(asked)
        return None, clock_in(text, text, bare=named)
    day, rest = found
    if today and _SAME_TIME.search(text):
        return day, Clock(time(today.hour, today.minute), rest)
    if _AFTER_THAT.search(text):
        return day, None
    clock = clock_in(rest, text, bare=True)
    if clock is None and re.search(r"\d", rest):
        raise Impossible
    return day, clock


def _asks_a_time(prompt: str) -> bool:
    return _WHAT_TIME.search(prompt.casefold()) is not None


def _asked_day(question: Question, today: datetime | None) -> date | None:
    """Return the day the question itself names: "What time tomorrow is best?"."""
    if today is None:
        return None
    found = day_in(spelt(question.prompt.casefold()), today.date())
    return found[0] if found else None


def _is_on_the_wrong_side(moment: datetime, today: datetime, *, past: bool) -> bool:
    return moment > today if past else moment < today


def _wall(day: date, at: time) -> str | None:
    """Return the wall time; None in the hour the spring change skips and autumn strikes twice."""
    local = datetime.combine(day, at, tzinfo=_LONDON)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return None
    back = local.astimezone(UTC).astimezone(_LONDON)
    exists = (back.hour, back.minute) == (at.hour, at.minute)
    return local.strftime("%Y-%m-%dT%H:%M") if exists else None
