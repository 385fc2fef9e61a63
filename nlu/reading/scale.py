"""Replies on a scale: a number on it, or an option where its points have names. Pure."""

from __future__ import annotations

from nlu.port import Kind, Question, Reading
from nlu.reading.choice import UNCLEAR, outright, single
from nlu.reading.labels import labels_of
from nlu.reading.number import amount_of
from nlu.reading.tokens import Reply

_LOWEST, _HIGHEST = 1, 5  # where a question names neither end nor points


def scale(question: Question, reply: Reply) -> Reading:
    """Return the whole number chosen, or the option's key where the scale has only names."""
    if question.options and question.minimum is None and question.maximum is None:
        return single(question, reply)
    low = _LOWEST if question.minimum is None else question.minimum
    high = _HIGHEST if question.maximum is None else question.maximum
    point = _named(question, reply, low, high)
    if point is None:
        amount = amount_of(question, reply)
        point = amount if isinstance(amount, int) and _is_a_point(reply) else None
    return Reading(Kind.ANSWER, point) if point is not None and low <= point <= high else UNCLEAR


def _is_a_point(reply: Reply) -> bool:
    """Refuse 0 read from "none" and 1 from "once": on a scale these count nothing."""
    return not {"none", "never", "no", "nope", "nah", "nothing", "not", "once", "twice"} & set(
        reply.words
    )


def _named(question: Question, reply: Reply, low: int, high: int) -> int | None:
    """Return the point a label names: each has one, or the first and last name the two ends."""
    options = question.options
    if not options:
        return None
    place = outright(reply, labels_of(options))
    if place is None:
        return None
    if len(options) == high - low + 1:
        return low + place
    ends = {0: low, len(options) - 1: high} if len(options) == 2 else {}
    return ends.get(place)
