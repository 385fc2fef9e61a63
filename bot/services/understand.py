"""Read one message every way that matters: the reply, the control word, the intent, the worry.

The one place that joins readers, intent and screening, so that what is measured is what runs.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

from bot.conversation.model import Understood
from bot.conversation.phrases import reminder_question
from bot.errors import InterpreterError
from bot.safeguarding.assess import DISCLOSURE, Assessment, assess
from bot.safeguarding.likeness import likeness
from bot.safeguarding.unread import is_unread
from bot.text.keywords import Control, read_control
from nlu.port import Interpreter, Kind, Question, QuestionType, Reading
from nlu.reading import read_reply

SENTENCE_ENDS = re.compile(r"[.!?\n]+")
IN_WORDS = frozenset({QuestionType.TEXT, QuestionType.PLACE})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Understand:
    """Understands one message. Without an interpreter, rules go alone."""

    interpreter: Interpreter | None = None

    def __call__(self, text: str, question: Question | None, *, reminder: bool) -> Understood:
        """Return what `text` means against `question` and, if one asked last, against a reminder.

        Raises:
            Nothing: any text can be understood, if only as unclear.
        """
        reading = read_reply(question, text) if question is not None else None
        control = read_control(text)
        # A bare HELP has its own answer, and a person is told of it all the same.
        plain = _plain(reading, question) or control is Control.HELP
        assessment = self.screen(text, plain=plain)
        return Understood(
            reading=reading,
            reminder=read_reply(reminder_question("en"), text) if reminder else None,
            control=control or (_leaving_too(text) if assessment else None),
            assessment=assessment,
            unread=assessment is None and not plain and is_unread(text),
        )

    def again(self, was: Understood, text: str, question: Question | None) -> Understood:
        """Read `text` against the question it turned out to meet; screening is not done twice."""
        reading = read_reply(question, text) if question is not None else None
        return replace(was, reading=reading)

    def screen(self, text: str, *, plain: bool = False) -> Assessment | None:
        """Return whether `text` is worrying. Rules always look; `plain` spares what has learnt."""
        return assess(text) or (None if plain else assess("", self._intent(text)))

    def _intent(self, text: str) -> str | None:
        """Return what either classifier makes of words that no rule was worried by."""
        if likeness(text) > 0:
            return DISCLOSURE
        if self.interpreter is None:
            return None
        try:
            return self.interpreter.parse(text).intent
        except InterpreterError:
            log.warning("the interpreter is away; rules go on alone")
            return None


def _leaving_too(text: str) -> Control | None:
    """Whether one sentence of a worrying message asks for no more texts: both are heard."""
    for sentence in SENTENCE_ENDS.split(text):
        control = read_control(sentence)
        if control in (Control.OPT_OUT, Control.OPT_OUT_PLAIN):
            return Control.OPT_OUT_PLAIN
    return None


def _plain(reading: Reading | None, question: Question | None) -> bool:
    """Whether the reply was fully understood as a choice or a number, so that no words are left."""
    return (
        reading is not None
        and reading.kind is Kind.ANSWER
        and question is not None
        and question.type not in IN_WORDS
    )
