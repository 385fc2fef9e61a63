"""A school year and the age to come, told apart from an age. Pure.

"What year are you in?" takes "yr9" and not "im 12"; "how old will you be?" takes "13 in june".
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.text.phrases import word_set
from nlu.port import Question
from nlu.reading.amounts import amounts_in
from nlu.reading.tokens import Reply

_SCHOOL_YEAR = re.compile(
    r"\b(?:what|which) (?:school )?(?:year|yr)s?\b(?!.*\b(?:born|old)\b)"
    r"|\byear group\b|\bschool year\b"
)
_TO_COME = re.compile(r"\bhow old will\b|\bnext birthday\b|\bturning\b|\bage will\b")
_YEAR = word_set("year yr y yrs years yeer class form blwyddyn klasa grade")
_JOINED = re.compile(r"(?:yr|year|y|yrs)(\d{1,2})")
_AN_AGE = re.compile(
    r"\b(?:im|i am|aged?|turned|turning|ill be|i was|hes|shes) (?:now |only |just )?"
    r"(?:\d+|[a-z]+(?:teen)|ten|eleven|twelve)\b(?! (?:year|yr|y)\b)"
    r"|\b(?:yrs?|years?) old\b|\by(?:r)?o\b"
    r"|\b(?:next|last) (?:week|month|birthday)\b|\bin (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)\w*"
)
_SOON = word_set("""
    turning nearly almost soon next in january february march april may june july august september
    october november december week month birthday gonna going ill be
""")


def asks_school_year(question: Question) -> bool:
    """Tell whether the year at school is asked for, so that an age is no answer."""
    return _SCHOOL_YEAR.search(question.prompt.casefold()) is not None


def without_year(question: Question, reply: Reply) -> Reply | None:
    """Return a reply without "year" beside its number; None where it tells an age instead."""
    if not asks_school_year(question):
        return _as_it_will_be(question, reply)
    if _AN_AGE.search(" ".join(reply.words)):
        return None
    tokens = [_JOINED.sub(r"\1", token) for token in reply.tokens]
    kept = tuple(t for n, t in enumerate(tokens) if not _is_beside(tokens, n))
    return replace(reply, tokens=kept) if kept else reply


def _is_beside(tokens: list[str], place: int) -> bool:
    """Tell whether "year" stands right before its number, or after "9th"."""
    if tokens[place] not in _YEAR:
        return False
    after = tuple(tokens[place + 1 : place + 2])
    ranked = place > 0 and re.fullmatch(r"\d+(?:st|nd|rd|th)", tokens[place - 1]) is not None
    return bool(amounts_in(after).amounts) or ranked


def _as_it_will_be(question: Question, reply: Reply) -> Reply:
    """Return a reply without "turning" and "in june" where the age to come is asked for."""
    if not _TO_COME.search(question.prompt.casefold()):
        return reply
    if len(amounts_in(reply.tokens).amounts) != 1:
        return reply
    return replace(reply, tokens=tuple(t for t in reply.tokens if t not in _SOON) or reply.tokens)
