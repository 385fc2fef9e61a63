"""Where to meet: an option, or the young person's own words. Pure."""

from __future__ import annotations

from nlu.port import Kind, Question, Reading
from nlu.reading.choice import UNCLEAR, outright, single
from nlu.reading.labels import Labels, labels_of
from nlu.reading.letters import lettered
from nlu.reading.scan import Part, Role, scan
from nlu.reading.senses import Sense, senses_of
from nlu.reading.settle import settle
from nlu.reading.tokens import Reply, without_articles

_NO_PLACE = frozenset(
    {Sense.YES, Sense.FAIR, Sense.NO, Sense.UNSURE, Sense.MAYBE, Sense.UNSAID, Sense.LATER}
)
_PLAIN = frozenset(
    {Role.OPTION, Role.STRAY, Role.FILLER, Role.BREAK, Role.JOIN, Role.NOT, Role.NO, Role.FIX}
)


def place(question: Question, reply: Reply) -> Reading:
    """Return an option's key where the reply says no more than that, else the words themselves."""
    labels = labels_of(question.options)
    if reply.is_long:
        return Reading(Kind.ANSWER, reply.raw)
    if outright(reply, labels) is not None:
        return single(question, reply)
    if senses_of(without_articles(reply.words)) & _NO_PLACE or not reply.words:
        return UNCLEAR
    parts = lettered(reply.tokens, labels.count) or scan(reply.tokens, labels)
    if {part.role for part in parts} <= _PLAIN:
        return single(question, reply) if question.options else _own(reply, parts)
    return UNCLEAR if reply.asks else _own_or_option(question, reply, parts, labels)


def _own_or_option(
    question: Question, reply: Reply, parts: tuple[Part, ...], labels: Labels
) -> Reading:
    """Keep what was added: "the cafe by the park" is a place of its own."""
    reasoned = any(part.role is Role.REASON for part in parts) and settle(parts).options
    return single(question, reply) if reasoned else _own(reply, parts)


def _own(reply: Reply, parts: tuple[Part, ...]) -> Reading:
    says = any(part.role is not Role.STRAY and part.role is not Role.BREAK for part in parts)
    return Reading(Kind.ANSWER, reply.raw) if says else UNCLEAR
