"""How one sample young person answers a flow. Pure: the real engine, replies drawn from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.demo.wishes import CHOICES, OWN_WORDS, Shares, Theme
from bot.engine.advance import Advanced, advance
from bot.engine.events import Event
from bot.engine.model import Ask, Flow, Sees, SessionStatus, State
from nlu.port import Kind, QuestionType, Reading, Value

LIKELIEST, LEAST_LIKELY = 0.95, 0.03
SKIPS_OWN_WORDS = 0.55
SKIPS_NOW_AND_THEN = 0.25


class Manner(StrEnum):
    """How somebody takes part."""

    ANSWERS = "answers"
    SKIPS = "skips"  # now and then, but never the first question
    LEAVES = "leaves"  # at the half, when asked whether to carry on
    TAILS_OFF = "tails off"  # no reply any more, after a question or two


@dataclass(frozen=True, slots=True)
class Taste:
    """One young person's leanings, each about 1, and their manner.

    Args:
        patience: questions replied to before they tail off.
    """

    leanings: Mapping[Theme, float]
    manner: Manner
    patience: int


def taste(draw: Random) -> Taste:
    """Draw one young person's taste: most answer everything, some skip, some leave half way."""
    manner = draw.choices(tuple(Manner), weights=(66, 18, 10, 6))[0]
    return Taste(
        leanings={theme: draw.uniform(0.6, 1.4) for theme in Theme},
        manner=manner,
        patience=draw.randint(2, 4),
    )


def answer_on(flow: Flow, state: State, taste: Taste, draw: Random) -> Advanced:
    """Answer from where `state` waits to the end, or to where this young person tails off.

    Returns:
        The last state, and every event on the way in order.

    Raises:
        FlowError: the flow names a node it does not have, or loops.
    """
    events: tuple[Event, ...] = ()
    replied = 0
    while state.status is SessionStatus.WAITING:
        if taste.manner is Manner.TAILS_OFF and replied >= taste.patience:
            break
        ask = flow.at(state.node)
        if not isinstance(ask, Ask):
            break
        state, more = advance(flow, state, _reply(ask, taste, draw, is_first=replied == 0))
        events = (*events, *more)
        replied += ask.sees is not Sees.NOBODY
    return state, events


def _reply(ask: Ask, taste: Taste, draw: Random, *, is_first: bool) -> Reading:
    if ask.sees is Sees.NOBODY:
        return Reading(Kind.ANSWER, _go_on(ask, taste))
    if ask.type in (QuestionType.TEXT, QuestionType.DRAWING):
        return _own_words(ask, draw)
    if not is_first and taste.manner is Manner.SKIPS and draw.random() < SKIPS_NOW_AND_THEN:
        return Reading(Kind.SKIP)
    return Reading(Kind.ANSWER, _chosen(ask, taste, draw))


def _go_on(ask: Ask, taste: Taste) -> str:
    """Option 1 always goes on; who leaves does so where leaving is offered."""
    keys = [choice.key for choice in ask.choices]
    return "leave" if taste.manner is Manner.LEAVES and "leave" in keys else keys[0]


def _own_words(ask: Ask, draw: Random) -> Reading:
    words = OWN_WORDS.get(ask.key, ())
    if not words or draw.random() < SKIPS_OWN_WORDS:
        return Reading(Kind.SKIP)
    return Reading(Kind.ANSWER, draw.choice(words))


def _chosen(ask: Ask, taste: Taste, draw: Random) -> Value:
    keys = tuple(choice.key for choice in ask.choices)
    shares = CHOICES.get(ask.key, {})
    likely = {key: _likely(key, shares, taste) for key in keys}
    if ask.type is QuestionType.MULTI:
        chosen = tuple(key for key in keys if draw.random() < likely[key])
        return chosen or (max(keys, key=lambda key: likely[key]),)
    return draw.choices(keys, weights=tuple(likely.values()))[0]


def _likely(key: str, shares: Shares, taste: Taste) -> float:
    share, theme = shares.get(key, (0.5, Theme.CALM))
    return min(LIKELIEST, max(LEAST_LIKELY, share * taste.leanings[theme]))
