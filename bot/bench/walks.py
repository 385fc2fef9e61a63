"""Where each pretend person stands in a conversation and what they may say there. Pure but for
the random choices it is given."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.engine.advance import Advanced, advance, question_at, start
from bot.engine.model import Ask, Flow, Sees, SessionStatus, State
from nlu.port import Kind, Question, QuestionType, Reading
from nlu.reading import read_reply

FACTS = {"language": "en", "age_band": "13-15"}
WORDS_SHARE = 0.2
OPEN = (QuestionType.TEXT, QuestionType.DRAWING)
# Somebody's own words where words are asked for: plain, so that none of them opens a concern.
OWN_WORDS = (
    "a warm room with soft chairs",
    "somewhere to charge my phone",
    "more music and a pool table pls",
    "bins that get emptied",
    "a place for bikes. and better lights",
    "food that is cheap, like toast",
    "i dont mind really as long as its clean",
    "wifi",
)
OPENINGS = ("", "", "i think ", "probably ")


class Bodies(StrEnum):
    """What the texts of a run are made of."""

    MIX = "mix"
    DIGITS = "digits"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Standing:
    """One place where a session of `flow` waits, with all that was said on the way there."""

    flow: Flow
    state: State

    @property
    def ask(self) -> Ask:
        """The question it waits at."""
        node = self.flow.at(self.state.node)
        if not isinstance(node, Ask):
            raise TypeError(f"{self.state.node!r} is not a question")
        return node

    @property
    def question(self) -> Question:
        """What the next text is read against."""
        return question_at(self.flow, self.state)

    def takes(self, bodies: Bodies) -> bool:
        """Whether a text of this kind is an answer here: a digit says nothing to "what else?"."""
        return bodies is Bodies.WORDS or self.ask.type not in OPEN


def standings(flow: Flow) -> tuple[Standing, ...]:
    """Return every kept question of `flow` on the way of one who picks the first option."""
    found: list[Standing] = []
    state, _ = start(flow, FACTS)
    while state.status is SessionStatus.WAITING:
        here = Standing(flow, state)
        if here.ask.sees is not Sees.NOBODY:
            found.append(here)
        text = OWN_WORDS[0] if here.ask.type in OPEN else "1"
        state, _ = _moved(here, text)
    return tuple(found)


def _moved(here: Standing, text: str) -> Advanced:
    return advance(here.flow, here.state, read_reply(here.question, text))


def say(here: Standing, bodies: Bodies, draw: Random) -> str:
    """Return a text that answers the question here, in digits or in words."""
    choices = here.ask.choices
    if not choices:
        return draw.choice(OWN_WORDS)
    if bodies is Bodies.WORDS:
        label = draw.choice(here.question.options).label.replace("{worker}", "your worker")
        return draw.choice(OPENINGS) + label.lower()
    return str(draw.randint(1, min(4, len(choices))))


@dataclass(slots=True)
class Crowd:
    """People waiting to write, each once before anybody writes again."""

    waiting: deque[tuple[int, Standing]]
    draw: Random

    @classmethod
    def of(cls, people: Sequence[tuple[int, Standing]], draw: Random) -> Crowd:
        """Return these people, by number, in an order drawn by lot."""
        shuffled = list(people)
        draw.shuffle(shuffled)
        return cls(deque(shuffled), draw)

    def next_text(self, bodies: Bodies) -> tuple[int, str] | None:
        """Return who writes next and what, or None when nobody is left at a fitting question."""
        if bodies is Bodies.MIX:
            words = self.draw.random() < WORDS_SHARE
            bodies = Bodies.WORDS if words else Bodies.DIGITS
        for _ in range(len(self.waiting)):
            person, here = self.waiting.popleft()
            if here.takes(bodies) and (said := self._said(here, bodies)):
                text, reading = said
                self._later(person, here, reading)
                return person, text
            self.waiting.append((person, here))
        return None

    def _said(self, here: Standing, bodies: Bodies) -> tuple[str, Reading] | None:
        """Draw a text that is understood here; None if none of a few is."""
        for _ in range(5):
            text = say(here, bodies, self.draw)
            reading = read_reply(here.question, text)
            if reading.kind is Kind.ANSWER:
                return text, reading
        return None

    def _later(self, person: int, here: Standing, reading: Reading) -> None:
        state, _ = advance(here.flow, here.state, reading)
        if state.status is SessionStatus.WAITING:
            self.waiting.append((person, Standing(here.flow, state)))
