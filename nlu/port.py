"""What the rest of Sayso knows of language: questions in, readings out. A leaf: stdlib only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class QuestionType(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    NUMBER = "number"
    YESNO = "yesno"
    TEXT = "text"
    DATE_TIME = "date_time"
    PLACE = "place"
    DRAWING = "drawing"  # where no picture can be sent, it is answered in words


IN_WORDS = frozenset({QuestionType.TEXT, QuestionType.PLACE, QuestionType.DRAWING})  # any words


class Kind(StrEnum):
    """What a reply turned out to be."""

    ANSWER = "answer"
    SKIP = "skip"
    BACK = "back"
    STOP = "stop"
    HELP = "help"
    REPEAT = "repeat"
    QUESTION = "question"
    UNCLEAR = "unclear"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: `key` is stored, `label` is what the young person sees."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a reply is read against. Options are numbered from 1 and lettered from A, as given.

    Args:
        today: the moment "tomorrow" is counted from, aware; None where no date is asked.
    """

    type: QuestionType
    prompt: str = ""
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    today: datetime | None = None


# An option key; keys in the order of the options; a number; words; an ISO date or date-time in
# London wall time; or {"not": (keys)} for a bare negation.
Value = str | int | float | tuple[str, ...] | Mapping[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reply, read against one question. `value` is set for answers alone."""

    kind: Kind
    value: Value = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a text means on its own. `confidence` is in [0, 1]; `intent` is None below threshold."""

    intent: str | None
    confidence: float


class Interpreter(Protocol):
    """Tells what a text means on its own, whatever was asked."""

    def parse(self, text: str) -> Interpretation:
        """Return the likeliest meaning of `text`.

        Raises:
            InterpreterError: no reading can be had now; callers go on with rules alone.
        """
        ...
