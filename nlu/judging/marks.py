"""Marks one answer against its case. Pure: the case and the answer in, what was right out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlu.judging.cases import Case, Line
from nlu.port import Kind, QuestionType


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of one case: the label given, whether it is right, whether it alerted."""

    case: Case
    given: str
    right: bool
    alerted: bool = False

    @property
    def recorded_wrong(self) -> bool:
        """An answer was recorded that is not the young person's."""
        return self.given == Kind.ANSWER and not self.right

    @property
    def stopped_wrongly(self) -> bool:
        """A reply that asks for no such thing was taken as an opt-out."""
        return self.given == Kind.STOP and not self.right


def mark_reply(case: Case, answer: Line) -> Mark:
    """Mark a reading: its kind, and its value where it is an answer."""
    given, alerted = str(answer.get("kind")), answer.get("alert") is True
    right = given in case.also
    if given == case.label:
        right = given != Kind.ANSWER or _same_value(case, answer.get("value"))
    return Mark(case, given, right, alerted)


def mark_intent(case: Case, answer: Line) -> Mark:
    """Mark an intent."""
    given = str(answer.get("intent"))
    return Mark(case, given, given == case.label or given in case.also)


def mark_screening(case: Case, answer: Line) -> Mark:
    """Mark a screening: right when it alerts exactly where it must; the severity is kept beside."""
    alerted = answer.get("alert") is True
    return Mark(case, str(answer.get("severity") or "none"), alerted is case.alert, alerted)


def _same_value(case: Case, given: Any) -> bool:
    expected = case.value
    question = case.asked["question"]
    if isinstance(expected, dict):
        return isinstance(given, dict) and _same_keys(expected["not"], given.get("not"))
    if isinstance(expected, list):
        return _same_keys(expected, given)
    if isinstance(expected, int | float):
        return isinstance(given, int | float) and not isinstance(given, bool) and given == expected
    if question["type"] in (QuestionType.TEXT, QuestionType.DRAWING):
        return isinstance(given, str) and _words(given) == _words(expected)
    if question["type"] == QuestionType.PLACE and expected not in _option_keys(question):
        return _own_words(case, given)
    return bool(given == expected)


def _own_words(case: Case, given: Any) -> bool:
    """The place's words must be there, and nothing that the young person did not say."""
    if not isinstance(given, str) or given in _option_keys(case.asked["question"]):
        return False
    return _words(case.value) in _words(given) and _words(given) in _words(case.asked["reply"])


def _same_keys(expected: Sequence[str], given: Any) -> bool:
    return isinstance(given, list | tuple) and sorted(expected) == sorted(map(str, given))


def _option_keys(question: Line) -> set[str]:
    return {option["key"] for option in question.get("options") or ()}


def _words(text: str) -> str:
    """The words alone: spacing, case and marks around them are no part of a reading.

    Where there are no words (an emoji), the text itself.
    """
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()
