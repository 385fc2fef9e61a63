"""A scripted young person: what they say to each question depends on the question alone."""

from __future__ import annotations

from hashlib import sha256

from nlu.port import Question, QuestionType

WORDS = ("more time outside", "the lift is broken", "I like it here", "not much really")
NUMBERED = frozenset({QuestionType.SINGLE, QuestionType.MULTI, QuestionType.YESNO})


def lot(name: str, most: int) -> int:
    """Return the same number below `most` for the same name, whoever asks."""
    return int(sha256(name.encode()).hexdigest(), 16) % most


def reply_to(key: str, question: Question) -> str:
    """Return what they text to the question `key`: an option's number, a number, or words.

    Go-on questions, whose keys begin with a sign, are always answered 1: option 1 goes on.
    """
    if key.startswith("_"):
        return "1"
    if question.options and question.type is not QuestionType.TEXT:
        return str(1 + lot(key, len(question.options)))
    if question.minimum is not None and question.maximum is not None:
        return str(question.minimum + lot(key, question.maximum - question.minimum + 1))
    if question.type is QuestionType.DATE_TIME:
        return "tomorrow at 4pm"
    if question.type is QuestionType.PLACE:
        return "Harlow"
    return "yes" if question.type is QuestionType.YESNO else WORDS[lot(key, len(WORDS))]
