"""Replies read against the question they answer. Pure: no model, no clock; in doubt, `unclear`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from bot.text.bare_numbers import is_bare_number
from bot.text.folding import fold
from bot.text.keywords import OPT_OUTS, Control, read_control
from nlu.port import Kind, Option, Question, QuestionType, Reading
from nlu.reading import choice
from nlu.reading.asides import aside
from nlu.reading.asked_back import asks_how_to_answer
from nlu.reading.labels import labels_of
from nlu.reading.number import number
from nlu.reading.place import place
from nlu.reading.scale import scale
from nlu.reading.senses import Sense, senses_of
from nlu.reading.tokens import Reply, read, without_articles
from nlu.reading.when import when
from nlu.reading.words import words
from nlu.reading.yes_no import yes_no

__all__ = ["read_knowing", "read_reply"]

Reader = Callable[[Question, Reply], Reading]

_READERS: Mapping[QuestionType, Reader] = {
    QuestionType.SINGLE: choice.single,
    QuestionType.MULTI: choice.multi,
    QuestionType.SCALE: scale,
    QuestionType.NUMBER: number,
    QuestionType.YESNO: yes_no,
    QuestionType.TEXT: words,
    QuestionType.DATE_TIME: when,
    QuestionType.PLACE: place,
    QuestionType.DRAWING: words,
}
_BY_NUMBER = frozenset({QuestionType.SCALE, QuestionType.NUMBER})
_OF_OPTIONS = frozenset({QuestionType.SINGLE, QuestionType.MULTI})


def read_reply(question: Question, text: str) -> Reading:
    """Return what `text` says in answer to `question`, or what else it is.

    Leaving comes before all else. Then an option named in its own words, then the other control
    words, then the reader of the question's type, then a question back.

    Args:
        question: what was asked; see `nlu.port.Question`.
        text: as received, any characters; what lies beyond 1,600 is kept but not read.
    """
    return read_knowing(question, text, read_control(text.strip()))


def read_knowing(question: Question, text: str, control: Control | None) -> Reading:
    """Return what `read_reply` returns, where what the whole text asks of Sayso is known already.

    Args:
        control: from `read_control`, of `text` without the space around it.
    """
    if question.type in _OF_OPTIONS and is_bare_number(text):
        return _numbered(question.type, question.prompt, question.options, text)
    return _read(question, text, control)


@lru_cache(maxsize=2048)
def _numbered(
    asked: QuestionType, prompt: str, options: tuple[Option, ...], number: str
) -> Reading:
    """Read a bare number, once at each question: there it always means the same."""
    return _read(Question(asked, prompt, options), number, None)


def _read(question: Question, text: str, control: Control | None) -> Reading:
    reply = read(text)
    if control in OPT_OUTS:
        return Reading(Kind.STOP)
    if (kind := aside(control, reply)) and not _is_an_answer(question, reply, control):
        return Reading(kind)
    if question.type in _BY_NUMBER and asks_how_to_answer(reply.words):
        return Reading(Kind.QUESTION)
    reading = _READERS[question.type](question, reply)
    if reading.kind is Kind.UNCLEAR and reply.asks and reply.words:
        return Reading(Kind.QUESTION)
    return reading


def _is_an_answer(question: Question, reply: Reply, control: Control | None) -> bool:
    """Tell whether a control word is also what an option says: "Rather not say", "Skip it"."""
    if control is Control.HELP:
        return any(fold(option.label) == reply.folded for option in question.options)
    labels = labels_of(question.options)
    said = without_articles(reply.words)
    if reply.folded in labels.exact or said in labels.phrases:
        return True
    means = senses_of(said)
    if Sense.UNSAID in means and Sense.UNSAID in labels.senses:
        return True
    return question.type is QuestionType.YESNO and bool(means & {Sense.YES, Sense.NO})
