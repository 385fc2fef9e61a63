"""Replies to yes/no questions. Pure; option 1 is yes and option 2 no, unless their labels say."""

from __future__ import annotations

from dataclasses import replace

from nlu.port import Kind, Option, Question, Reading
from nlu.reading.choice import single
from nlu.reading.labels import labels_of
from nlu.reading.senses import Sense
from nlu.reading.tokens import Reply

_YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def yes_no(question: Question, reply: Reply) -> Reading:
    """Return the key of the option meant, "yes" or "no" where the question has no options."""
    if not question.options:
        return single(replace(question, options=_YES_NO), reply)
    reading = single(question, reply)
    if reading.kind is Kind.ANSWER or len(question.options) != 2:
        return reading
    # "I'm in" and "Count me out" say it in no words we know: the other one, or the order, does.
    senses = labels_of(question.options).senses
    yes = senses.get(Sense.YES, 1 - senses.get(Sense.NO, 1))
    plain = (
        Option(option.key, "Yes" if n == yes else "No") for n, option in enumerate(question.options)
    )
    return single(replace(question, options=tuple(plain)), reply)
