"""What a conversation is made of, and where one stands. Frozen values only; nothing here acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nlu.port import Option, QuestionType, Value

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
    """How a session ended. `NOT_REACHED`: nobody ever replied to it."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"
    BROKE_OFF = "broke_off"
    NOT_REACHED = "not_reached"


class Shared(StrEnum):
    """Whom a young person lets see what they were asked with `sees: ask`."""

    WORKER = "worker"
    MEETING = "meeting"
    LEAD = "lead"
    TEAM = "team"
    COUNTS = "counts"
    NOBODY = "nobody"


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
        return self.by_language[self.spoken(language)]

    def spoken(self, language: str) -> str:
        """Return the language `to` really speaks: English where it has not been written."""
        return language if language in self.by_language else DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question, and what choosing it leads to.

    Args:
        goto: the next node; None follows the question's own.
        sets: facts about the contact that this choice states: {"number": "confirmed"}.
        raises: the kind of task it puts on the worker's list, or None.
        pauses: the young person chose to carry on later; `goto` is where they come back to.
        offers: it brings the offer that a person gets in touch.
        hard: it is one of the answers that make the question sensitive, so it has to.
        score: what it counts for, 0 to 4; None is left out of every score.
        shares: who now sees what was asked with `sees: ask` in this sitting.
    """

    key: str
    label: Text
    goto: str | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    raises: str | None = None
    pauses: bool = False
    offers: bool = False
    hard: bool = False
    score: int | None = None
    shares: Shared | None = None

    @property
    def does_more(self) -> bool:
        """Whether choosing it does more than lead on and offer."""
        return bool(self.sets or self.raises or self.pauses or self.shares)


@dataclass(frozen=True, slots=True)
class Serves:
    """Why a question is asked: the outcome or factor it counts towards, or the practice it serves.

    Args:
        kind: outcome, protective, risk or practice.
        reversed: its score counts backwards: the highest score of the question minus this one.
        share: reported as the share who chose one of these options, not as a score.
        at_least: reported as the share who gave this number or more.
    """

    kind: str
    name: str
    reversed: bool = False
    share: tuple[str, ...] = ()
    at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `goto` is the way on after an answer, a skip, or a second miss.

    Args:
        offers: any answer brings the offer that a person gets in touch.
        ages: the age bands it is asked of; empty means all. Others go to `instead`.
        area_only: a place answered with a postcode or a house number is not kept.
        shows: questions whose answers are read back above this one.
        short: what it is called where answers are listed: "Sleep".
        raises: the kind of task any answer puts on the worker's list, or None.
        quotes: questions whose own words may be quoted where this one is answered "yes".
        on_chat: what is asked instead on web chat, where a picture may be sent.
    """

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
    offers: bool = False
    ages: tuple[str, ...] = ()
    instead: str | None = None
    serves: tuple[Serves, ...] = ()
    area_only: bool = False
    shows: tuple[str, ...] = ()
    short: Text | None = None
    raises: str | None = None
    quotes: tuple[str, ...] = ()
    on_chat: Text | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """A message that asks nothing. It goes out joined to what follows it.

    `then_and_now`: questions whose earlier answer is set beside this sitting's, one a line.
    """

    key: str
    text: Text
    goto: str
    then_and_now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A way on, taken when the result or fact `name` is, or includes, one of `values`; where it is
    `known`, when anything at all is known by that name."""

    name: str
    values: tuple[str, ...]
    goto: str
    known: bool = False


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


@dataclass(frozen=True, slots=True)
class Set:
    """States facts about the contact, which branches after it see."""

    key: str
    facts: Mapping[str, str]
    goto: str


@dataclass(frozen=True, slots=True)
class Draw:
    """Takes some of several strands; each strand comes back here, and then `goto` is the way on.

    Args:
        strands: the nodes they begin at.
        by_lot: in an order drawn by the session's lot, and not in the order given.
        again: once all were had in earlier sessions, all may be had again.
    """

    key: str
    strands: tuple[str, ...]
    take: int
    by_lot: bool
    goto: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Lets somebody see what was asked with `sees: ask` in this sitting."""

    key: str
    shared: Shared
    goto: str


Node = Ask | Say | Branch | Set | Draw | Share | End


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences said around every flow, fixed with the version of the flow that uses them."""

    unclear: Text
    moving_on: Text
    nothing_before: Text
    who_sees_worker: Text
    who_sees_totals: Text
    paused: Text
    who_sees_ask: Text
    no_such_answer: Text
    not_now: Text
    no_thanks: Text
    closing_totals: Text
    later_totals: Text
    left_totals: Text
    left_worker: Text
    person_asked: Text
    numbers_young: Text
    numbers_adult: Text
    after_this: Text


@dataclass(frozen=True, slots=True)
class About:
    """Why a flow exists and who answers for it. `reviewed_by` is empty until somebody has."""

    name: str
    source: str
    owner: str
    helps: str
    reviewed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triggers:
    """What begins a flow.

    Args:
        keywords: whole messages, folded: ("idea",).
        after: flows that this one may follow at once.
        every_days: the scheduler offers it again after so many days, while questions are left.
        staff: a member of staff may begin it.
    """

    keywords: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    every_days: int | None = None
    staff: bool = True


@dataclass(frozen=True, slots=True)
class Budget:
    """What a sitting of the flow costs a young person's week; `rest_days` between two of it."""

    counts: bool = True
    rest_days: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """One question in one language, names unfilled; `…gaps`: whether anything is to be filled;
    `on_chat`: what web chat says instead, if anything."""

    text: str
    options: tuple[Option, ...]
    has_gaps: bool
    options_have_gaps: bool
    on_chat: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """What is worked out once, when a flow is read, so that a turn need not look through it.

    Args:
        first: where a session begins: the opening, if there is one, else `start`.
        ahead: the most kept questions that can still be asked from a node on, itself included.
        strand: draw and node -> the strand of that draw the node belongs to.
        asks: strand (its first node) -> the kept questions in it.
        counts: some question is only counted, by pseudonym.
        private: some question is not the worker's to see.
        views: question -> language -> how it reads.
        spoken: the languages in which every question is said, drafts only where they may be.
    """

    first: str
    ahead: Mapping[str, int] = field(default_factory=dict)
    strand: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: bool = False
    private: bool = False
    views: Mapping[str, Mapping[str, View]] = field(default_factory=dict)
    spoken: tuple[str, ...] = (DEFAULT_LANGUAGE,)


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole conversation, checked by `bot.engine.issues`. `family` joins waves of one survey.

    Args:
        standing: what every flow has: opening, check-in, signpost offer. Keys begin with "_".
        closing: said at its end in place of the usual closing.
    """

    key: str
    family: str
    about: About
    sees: Sees
    start: str
    nodes: Mapping[str, Node]
    phrases: Phrases
    index: Index
    standing: Mapping[str, Node] = field(default_factory=dict)
    languages: tuple[str, ...] = (DEFAULT_LANGUAGE,)
    triggers: Triggers = Triggers()
    budget: Budget = Budget()
    closing: Text | None = None

    def at(self, key: str) -> Node | None:
        """Return the node of that key, written or standing; None if there is none."""
        return self.nodes.get(key) or self.standing.get(key)


@dataclass(frozen=True, slots=True)
class State:
    """Where one session stands.

    Args:
        node: the question it waits at; the last node once it has ended.
        tries: how many replies to this question were not understood.
        results: what was answered: {"i1": ("relax", "make_noise")}.
        asked: the questions asked so far, in order, for going back.
        facts: coarse facts fixed at the start: {"language": "en", "age_band": "13-15"}.
        sitting: how many kept questions this sitting has asked.
        after: where a standing question (check-in, offer) leads on to.
        came_from: the question they were at when they went back to change an answer.
        drawn: what each draw drew: {"module": ("family",)}.
        had: kept questions of the family asked in earlier sessions.
    """

    status: SessionStatus
    node: str
    tries: int = 0
    results: Mapping[str, Value] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    sitting: int = 0
    after: str = ""
    came_from: str = ""
    drawn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    had: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language this session is held in, BCP 47."""
        return self.facts.get("language", DEFAULT_LANGUAGE)
