"""What one sprint of a conversation did. Past tense; the engine's only output but the state."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine.model import AnswerStatus, Outcome, Sees, Shared
from nlu.port import Option, Value


@dataclass(frozen=True, slots=True)
class MsgCreated:
    """One message to the young person. At most one comes of a sprint.

    Args:
        text: with its placeholders unfilled: "Is it OK to meet {worker}?".
        options: the choices of the question it ends with, placeholders unfilled.
        listed: whether a text must list the options; False where they were just shown.
        several: whether more than one option may be chosen.
        draws: whether a picture may answer it, where one can be sent.
    """

    text: str
    options: tuple[Option, ...] = ()
    listed: bool = True
    several: bool = False
    draws: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is kept was put to the young person."""

    question: str
    sees: Sees


@dataclass(frozen=True, slots=True)
class ResultChanged:
    """A question that is kept was answered, skipped or given up. `value` only if answered."""

    question: str
    sees: Sees
    status: AnswerStatus
    value: Value = None
    words: bool = False  # the value is the young person's own words


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """The young person stated a fact about themselves: number=confirmed."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AnswersShared:
    """The young person chose who sees what they were asked with `sees: ask` in this session."""

    shared: Shared
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskRaised:
    """Something for the worker to do."""

    kind: str


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """The young person chose to carry on later."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The conversation is over."""

    outcome: Outcome


Event = (
    MsgCreated
    | Asked
    | ResultChanged
    | ContactChanged
    | AnswersShared
    | TaskRaised
    | SessionPaused
    | SessionEnded
)
