"""Replies that are a day, or a day and a time, in London wall time. Pure; no clock of its own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from nlu.port import Kind, Question, Reading
from nlu.reading.choice import UNCLEAR, single
from nlu.reading.clock import Impossible, clock_in
from nlu.reading.day import day_in
from nlu.reading.tokens import Reply

_LONDON = ZoneInfo("Europe/London")
_LONGEST = 120  # characters; a longer reply tells a story with a day in it
_FIX = re.compile(
    r"\b(?:no wait|wait|no actually|actually|i mean|i meant|meant|sorry|scratch that|make it)\b"
)
_NOT_BUT = re.compile(r"\b(?:not|cant do|cant|dont)\b[^,]{1,40}(?:,|\bbut\b)")
_REFUSING = re.compile(
    r"\b(?:not|cant|dont|wont|except|apart|never|any day but|unless|if|every|each)\b"
)
_PAST = re.compile(r"\b(?:did|was|were|last|happened|born)\b", re.IGNORECASE)


def when(question: Question, reply: Reply) -> Reading:
    """Return the day and time meant: "2026-12-15", or "2026-12-15T14:00" where a time was said.

    A day that does not exist, has gone by, or disagrees with its weekday is unclear; so is a time
    without a day, a span, and an hour that could be morning or evening.
    """
    if question.options:
        chosen = single(question, reply)
        if chosen.kind is Kind.ANSWER:
            return chosen
    if not reply.folded or len(reply.folded) > _LONGEST:
        return UNCLEAR
    try:
        moment = _moment(question, _corrected(reply.folded))
    except (Impossible, OverflowError):
        return UNCLEAR
    return UNCLEAR if moment is None else Reading(Kind.ANSWER, moment)


def _corrected(text: str) -> str:
    """Return what stands after "no wait", or after "not tues,"."""
    after = _FIX.split(text)[-1].strip()
    kept = after if re.search(r"\w{3}", after) else text
    return _NOT_BUT.sub(" ", kept)


def _moment(question: Question, text: str) -> str | None:
    if _REFUSING.search(text):
        return None
    today = question.today.astimezone(_LONDON) if question.today else None
    past = _PAST.search(question.prompt) is not None
    found = day_in(text, today.date() if today else None, past=past)
    if found is None:
        return None
    day, rest = found
    clock = clock_in(rest, text, bare=True)
    if clock is None:
        return None if re.search(r"\d", rest) else day.isoformat()
    if not past and today and _has_gone(day, clock.at, today):
        return None
    return _wall(day, clock.at)


def _has_gone(day: date, at: time, today: datetime) -> bool:
    return datetime.combine(day, at) < today.replace(tzinfo=None)


def _wall(day: date, at: time) -> str | None:
    """Return the wall time; None in the hour that the spring change leaves out."""
    local = datetime.combine(day, at, tzinfo=_LONDON)
    back = local.astimezone(UTC).astimezone(_LONDON)
    exists = (back.hour, back.minute) == (at.hour, at.minute)
    return local.strftime("%Y-%m-%dT%H:%M") if exists else None
