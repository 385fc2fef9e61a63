"""What a conversation is made of, and where one stands. Frozen values only; nothing here acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nlu.port import QuestionType, Value

DEFAULT_LANGUAGE = "en"


class Sees(StrEnum):
    """Who may see an answer. `NOBODY` marks a go-on question, which is not stored at all."""

    WORKER = "worker"
    TOTALS = "totals"
    ASK = "ask"
    NOBODY = "nobody"


class SessionStatus(StrEnum):
    """Whether a session waits for a reply, was put off by the young person, or is over."""

    WAITING = "waiting"
    PAUSED = "paused"
    ENDED = "ended"


class Outcome(StrEnum):
    """How a session ended."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"
    BROKE_OFF = "broke_off"


class AnswerStatus(StrEnum):
    """What became of one question that was asked."""

    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in each language it has been written in: {"en": "...", "cy": "..."}."""

    by_language: Mapping[str, str]

    def to(self, language: str) -> str:
        """Return the sentence in `language`, or in English where it has not been written."""
        return self.by_language.get(language, self.by_language[DEFAULT_LANGUAGE])


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question, and what choosing it leads to.

    Args:
        goto: the next node; None follows the question's own.
        sets: facts about the contact that this choice states: {"number": "confirmed"}.
        raises: the kind of task it puts on the worker's list, or None.
        pauses: the young person chose to carry on later; `goto` is where they come back to.
    """

    key: str
    label: Text
    goto: str | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    raises: str | None = None
    pauses: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `goto` is the way on after an answer, a skip, or a second miss."""

    key: str
    type: QuestionType
    text: Text
    goto: str
    sees: Sees
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    why: Text | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """A message that asks nothing. It goes out joined to what follows it."""

    key: str
    text: Text
    goto: str


@dataclass(frozen=True, slots=True)
class Case:
    """A way on, taken when the result or fact `name` is, or includes, one of `values`."""

    name: str
    values: tuple[str, ...]
    goto: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A fork on what was answered or is known. The first case that fits is taken."""

    key: str
    cases: tuple[Case, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class End:
    """The end of the conversation, and how it counts."""

    key: str
    outcome: Outcome = Outcome.COMPLETE


Node = Ask | Say | Branch | End


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences said around every flow, fixed with the version of the flow that uses them."""

    unclear: Text
    moving_on: Text
    nothing_before: Text
    who_sees_worker: Text
    who_sees_totals: Text
    paused: Text


@dataclass(frozen=True, slots=True)
class About:
    """Why a flow exists and who answers for it. `reviewed_by` is empty until somebody has."""

    name: str
    source: str
    owner: str
    helps: str
    reviewed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole conversation, checked by `bot.engine.issues`. `family` joins waves of one survey."""

    key: str
    family: str
    about: About
    sees: Sees
    start: str
    nodes: Mapping[str, Node]
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class State:
    """Where one session stands.

    Args:
        node: the question it waits at; the last node once it has ended.
        tries: how many replies to this question were not understood.
        results: what was answered: {"i1": ("relax", "make_noise")}.
        asked: the questions asked so far, in order, for going back.
        facts: coarse facts fixed at the start: {"language": "en", "age_band": "13-15"}.
    """

    status: SessionStatus
    node: str
    tries: int = 0
    results: Mapping[str, Value] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language this session is held in, BCP 47."""
        return self.facts.get("language", DEFAULT_LANGUAGE)
