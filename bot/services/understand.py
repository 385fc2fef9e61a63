"""Read one message every way that matters: the reply, the control word, the intent, the worry.

The one place that joins readers, intent and screening, so that what is measured is what runs.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.conversation.anyone_there import asks_if_anyone_is_there
from bot.conversation.model import Understood
from bot.errors import InterpreterError
from bot.meetings.saying import Says, names_a_meeting, says, says_by_intent
from bot.safeguarding.assess import DISCLOSURE, Assessment, Severity, assess, beyond_doubt
from bot.safeguarding.learnt import NEARLY, Rows, denies, heard, heard_beside
from bot.safeguarding.leaving import Ear, is_believed
from bot.safeguarding.likeness import Leaning
from bot.safeguarding.unread import is_unread
from bot.text.bare_numbers import is_bare_number
from bot.text.changes import read_change
from bot.text.keywords import OPT_OUTS, Control, read_control
from bot.text.leaving_doubts import (
    asks_to_stay,
    is_about_texts,
    is_doubtful,
    sounds_like_leaving,
)
from nlu.in_time import in_time
from nlu.port import IN_WORDS, Interpretation, Interpreter, Kind, Option, Question, Reading
from nlu.reading import read_knowing

SENTENCE_ENDS = re.compile(r"[.!?\n]+")
PATIENCE = 0.8  # seconds
# How sure the engine of intents must be before its "disclosure" counts beside what screening has
# learnt: alone it raised more false alarms than it heard harm (docs/understanding.md).
SURE = 0.9
# How sure it must be that somebody leaves, where no rule heard it and nothing else was understood.
SURE_OF_LEAVING = 0.5
# And where it was understood as an answer, but has words that people leave with.
SURE_DESPITE_ANSWER = 0.8
# Fewer words beside an answer are the answer: "2 please".
BESIDE = 3
# What leaving may be taken for where no rule hears it.
_MAY_LEAVE = frozenset({None, Control.SKIP})
_START = "start"
_INTENTS = {
    Control.OPT_IN: _START,
    Control.HELP: "help",
    Control.WHO_SEES: "who_sees_this",
    Control.DELETE_DATA: "delete_my_data",
    Control.COMPLAIN: "complaint",
    Control.LANGUAGE: "change_language",
    Control.MEET: "when_is_my_meeting",
}
_UNKNOWN = Interpretation("out_of_scope", 0.0)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Understand:
    """Understands one message. Without an interpreter, or when it is late, rules go alone.

    Args:
        listener: asked in a turn, where only leaving and harm matter; the interpreter unless given.
        rows: what the encoder makes of a text, for screening; less is heard without it.
        ear: what has learnt how people leave; only what rules hear ends the texts without it.
        seconds: how long the interpreter may take, for a young person waits too; None where it
            answers in this process, in milliseconds whatever the text.
    """

    interpreter: Interpreter | None = None
    listener: Interpreter | None = None
    rows: Rows | None = None
    ear: Ear | None = None
    seconds: float | None = PATIENCE

    def __call__(
        self, text: str, question: Question | None, *, meeting: Question | None = None
    ) -> Understood:
        """Return what `text` means against `question` and against one about a meeting, if asked.

        Args:
            meeting: what was asked about a meeting after `question`; None where nothing was.

        Raises:
            Nothing: any text can be understood, if only as unclear.
        """
        control = said = read_control(text.strip())
        reading = _reading(text, question, said)
        # A bare HELP has its own answer, and a person is told of it all the same.
        plain = _plain(reading, question) or control is Control.HELP
        asks = not plain or _may_leave(text, question)
        meant = self._heard(text) if asks else _UNKNOWN
        assessment = self._screened(text, meant, plain=plain)
        answers = plain or _in_words(reading, question)
        # "I dont want to be here any more": an engine's guess never silences us to a child in need.
        if assessment is None and control in _MAY_LEAVE and not _is_stop(reading):
            learnt = self._learnt_leaving(text, meant, question, plain=plain)
            if _leaves(text, meant, plain=answers) or learnt:
                control = Control.OPT_OUT_PLAIN
        if assessment is None and control in OPT_OUTS:
            assessment = assess(text)  # nobody leaves unheard: not even what was heard in doubt
        return Understood(
            reading=reading,
            reminder=read_knowing(meeting, text, said) if meeting is not None else None,
            control=control or (_leaving_too(text) if assessment else None),
            assessment=assessment,
            anyone=asks_if_anyone_is_there(text),
            unread=assessment is None and control is None and not plain and is_unread(text),
            says=says(text) or _heard_of_meeting(text, meant, question, meeting),
        )

    def again(self, was: Understood, text: str, question: Question | None) -> Understood:
        """Read `text` against the question it turned out to meet; screening is not done twice."""
        return replace(was, reading=_reading(text, question, read_control(text.strip())))

    def screen(self, text: str, *, plain: bool = False) -> Assessment | None:
        """Return whether `text` is worrying. Rules always look; `plain` spares what has learnt."""
        return self._screened(text, None, plain=plain)

    def intent(self, text: str) -> Interpretation:
        """Return what `text` means on its own: control words and rules first, then the engine.

        No engine is asked whether somebody leaves or tells of harm where a rule has said so.
        """
        control = read_control(text)
        if control in OPT_OUTS:
            return Interpretation("stop", 1.0)
        if self._rules_hear(text) is not None:
            return Interpretation("disclosure", 1.0)
        if control in _INTENTS:
            return Interpretation(_INTENTS[control], 1.0)
        return self._interpreted(text, self.interpreter)

    def _screened(
        self, text: str, meant: Interpretation | None, *, plain: bool
    ) -> Assessment | None:
        """Join rules and what has learnt by OR; what has learnt may find a concern more urgent."""
        found = self._rules_hear(text)
        if found is not None and (plain or found.severity is Severity.IMMEDIATE):
            return found
        if is_bare_number(text):
            return found
        # What has learnt knows English; phrases hear the rest.
        if plain:
            learnt = heard_beside(text, self.rows)
            learnt = None if learnt is None or is_unread(text) else learnt
        else:
            learnt = None if is_unread(text) else heard(text, self.rows)
        if learnt is None:
            return found
        if found is None and learnt.telling <= 0 and not self._tips(text, meant, learnt):
            return None
        severity = Severity.IMMEDIATE if learnt.urgent > 0 else Severity.CONCERN
        return Assessment(severity, found.category if found else "other")

    def _rules_hear(self, text: str) -> Assessment | None:
        """Return what rules hear, without what they hear in doubt and what has learnt denies."""
        found = assess(text)
        if found is None or not found.is_doubtful or is_unread(text):
            return found
        return beyond_doubt(text) if denies(text, self.rows) else found

    def _tips(self, text: str, meant: Interpretation | None, learnt: Leaning) -> bool:
        """Whether the language engine takes for a disclosure what is nearly heard as one."""
        if learnt.telling <= -NEARLY:
            return False
        meant = self._heard(text) if meant is None else meant
        return meant.intent == DISCLOSURE and meant.confidence >= SURE

    def _learnt_leaving(
        self, text: str, meant: Interpretation, question: Question | None, *, plain: bool
    ) -> bool:
        """Whether the second ear hears a wish for no more texts; beside an answer, in a sentence.

        It is not asked about what begins the texts again, nor beside an answer about texts.
        """
        if self.ear is None or (meant.intent == _START and meant.confidence >= SURE_OF_LEAVING):
            return False
        if plain and (len(text.split()) < BESIDE or _is_of_texts(question)):
            return False
        if asks_to_stay(text):
            return False
        leaning = self.ear(text)
        # Whether it is doubtful is asked only where that may still matter.
        return is_believed(leaning, doubtful=False, answered=plain) and is_believed(
            leaning, doubtful=is_doubtful(text), answered=plain
        )

    def _heard(self, text: str) -> Interpretation:
        return self._interpreted(text, self.listener or self.interpreter)

    def _interpreted(self, text: str, interpreter: Interpreter | None) -> Interpretation:
        if interpreter is None:
            return _UNKNOWN
        parse = interpreter.parse
        try:
            return in_time(lambda: parse(text), self.seconds)
        except InterpreterError as error:
            log.warning("rules go on alone: %s", error)
            return _UNKNOWN


def _heard_of_meeting(
    text: str, meant: Interpretation, question: Question | None, meeting: Question | None
) -> Says | None:
    """Return what the engine heard of a meeting, where no flow's question is what it answers.

    Where nothing was asked, the words must name a meeting or a day: "cant take it" is no refusal.
    """
    if meeting is None and (question is not None or not names_a_meeting(text)):
        return None
    return says_by_intent(meant.intent, meant.confidence)


def _may_leave(text: str, question: Question | None) -> bool:
    """Whether an answer holds words of leaving that its question did not ask for."""
    return question is not None and sounds_like_leaving(text) and not _is_of_texts(question)


def _is_of_texts(question: Question | None) -> bool:
    """Whether a question is itself about texts, so that "no texts" answers it."""
    return question is not None and _asks_of_texts(question.prompt, question.options)


@lru_cache(maxsize=512)
def _asks_of_texts(prompt: str, options: tuple[Option, ...]) -> bool:
    return is_about_texts(" ".join((prompt, *(option.label for option in options))))


def _is_stop(reading: Reading | None) -> bool:
    return reading is not None and reading.kind is Kind.STOP


def _leaves(text: str, meant: Interpretation, *, plain: bool) -> bool:
    """Whether the engine, which only adds to the rules, hears a wish for no more texts."""
    least = SURE_DESPITE_ANSWER if plain else SURE_OF_LEAVING
    sure = meant.intent == "stop" and meant.confidence >= least
    return sure and not is_doubtful(text)


def _reading(text: str, question: Question | None, control: Control | None) -> Reading | None:
    """Read a reply against the open question; "change 3" goes back to the third."""
    if question is None:
        return None
    number = read_change(text)
    if number is not None:
        return Reading(Kind.BACK, number)
    return read_knowing(question, text, control)


def _in_words(reading: Reading | None, question: Question | None) -> bool:
    """Whether any words at all are an answer, so that only sure ones may leave."""
    answered = reading is not None and reading.kind is Kind.ANSWER
    return answered and question is not None and question.type in IN_WORDS


def _leaving_too(text: str) -> Control | None:
    """Whether one sentence of a worrying message asks for no more texts: both are heard."""
    for sentence in SENTENCE_ENDS.split(text):
        control = read_control(sentence)
        if control in OPT_OUTS:
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
