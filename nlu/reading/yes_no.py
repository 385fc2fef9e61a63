"""Replies to yes/no questions. Pure; option 1 is yes and option 2 no, unless their labels say."""

from __future__ import annotations

from dataclasses import replace

from nlu.port import Option, Question, Reading
from nlu.reading.choice import single
from nlu.reading.tokens import Reply

_YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def yes_no(question: Question, reply: Reply) -> Reading:
    """Return the key of the option meant, "yes" or "no" where the question has no options."""
    return single(replace(question, options=question.options or _YES_NO), reply)
