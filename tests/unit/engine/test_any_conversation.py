"""Whatever is texted, in whatever order, the engine waits, pauses or ends, and can be stored.

At least 20,000 conversations a run over every shipped flow, from texts and not from readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.advance import Advanced, advance, question_at, start
from bot.engine.events import Asked, MsgCreated, ResultChanged, SessionEnded
from bot.engine.loading import load_flow, shipped
from bot.engine.model import AnswerStatus, Ask, Flow, SessionStatus, State
from bot.engine.state_json import dump, load
from bot.errors import NotWaiting
from bot.text.changes import read_change
from nlu.port import Kind, Reading
from nlu.reading import read_reply

FLOWS = {key: load_flow(text) for key, text in shipped().items()}
CONVERSATIONS = 20_000
EACH = -(-CONVERSATIONS // len(FLOWS))
LONGEST = 30
AGES = ("", "11-12", "13-15", "16-18", "19-25")
LANGUAGES = ("en", "cy", "pl", "ur")
# The readers are pure and have tests of their own: here the same reply is read once.
READ_ONCE = lru_cache(maxsize=None)(read_reply)
SAYINGS = (
    *("1", "1", "1", "2", "3", "4", "5", "1 3", "2,4", "7", "0", "-1", "99999999999999999999"),
    *("skip", "skip", "back", "back", "change 1", "change 3", "change 99", "why?", "again"),
    *("yes", "no", "dunno", "ok", "later", "not now", "leave it there", "carry on", "?", ""),
    *("a big sofa", "none of them", "all of them", "\N{THUMBS UP SIGN}", "شکریہ", "dim diolch"),
    *("SS16 4NW", "12 High Street", "Harlow", "tomorrow at 4", "{worker} {when}", "\ud800", "\x00"),
)


def understood(flow: Flow, state: State, text: str) -> Reading | None:
    """Read a text as a turn does; None for what never reaches the engine."""
    number = read_change(text)
    if number is not None:
        return Reading(Kind.BACK, number)
    reading = READ_ONCE(question_at(flow, state), text)
    if reading.kind in (Kind.STOP, Kind.DISCLOSURE):
        return None
    return Reading(Kind.REPEAT) if reading.kind is Kind.HELP else reading


def talk(flow: Flow, facts: dict[str, str], texts: list[str]) -> Iterator[tuple[Reading, Advanced]]:
    """Hold a conversation, the process starting anew before every text."""
    state, events = start(flow, facts)
    yield Reading(Kind.REPEAT), (state, events)
    for text in texts:
        if state.status is SessionStatus.ENDED:
            with pytest.raises(NotWaiting):
                advance(flow, state, Reading(Kind.SKIP))
            return
        reading = understood(flow, state, text)
        if reading is not None:
            state, events = advance(flow, state, reading)
            state = stored(state)
            yield reading, (state, events)


def stored(state: State) -> State:
    """Return the state as the next process finds it."""
    back = load(dump(state))
    assert back == state
    return back


def hold(flow: Flow, facts: dict[str, str], texts: list[str]) -> None:
    """Hold a conversation and check every promise the engine makes."""
    kept: dict[str, tuple[AnswerStatus, object]] = {}
    readings = []
    state, _ = start(flow, facts)
    for reading, (state, events) in talk(flow, facts, texts):
        readings.append(reading)
        check(flow, state, events, first=len(readings) == 1)
        keep(kept, events)
    answered = {key: value for key, (status, value) in kept.items() if status == "answered"}
    assert answered == dict(state.results)
    assert replayed(flow, facts, readings) == state


def check(flow: Flow, state: State, events: tuple[object, ...], *, first: bool) -> None:
    assert sum(isinstance(event, MsgCreated) for event in events) <= 1
    ended = any(isinstance(event, SessionEnded) for event in events)
    assert ended is (state.status is SessionStatus.ENDED)
    if not ended:
        assert first or any(isinstance(event, MsgCreated) for event in events)
        assert isinstance(flow.at(state.node), Ask)
    assert set(state.results) <= set(state.asked) <= set(flow.nodes)
    assert state.sitting <= 5


def keep(kept: dict[str, tuple[AnswerStatus, object]], events: tuple[object, ...]) -> None:
    """Keep what was asked and answered as the store does."""
    for event in events:
        if isinstance(event, Asked):
            assert event.question not in kept, "asked twice"
            kept[event.question] = (AnswerStatus.ASKED, None)
        if isinstance(event, ResultChanged):
            assert event.question in kept, "answered before it was asked"
            kept[event.question] = (event.status, event.value)


def replayed(flow: Flow, facts: dict[str, str], readings: list[Reading]) -> State:
    state, _ = start(flow, facts)
    for reading in readings[1:]:
        state, _ = advance(flow, state, reading)
    return state


@pytest.mark.parametrize("key", FLOWS)
def test_twenty_thousand_conversations_over_all_flows(key: str) -> None:
    draw = Random(f"any conversation of {key}")
    for _ in range(EACH):
        facts = {"language": draw.choice(LANGUAGES), "lot": str(draw.random())}
        facts |= {"age_band": age} if (age := draw.choice(AGES)) else {}
        hold(FLOWS[key], facts, draw.choices(SAYINGS, k=draw.randint(1, LONGEST)))


@given(
    flow=st.sampled_from(list(FLOWS.values())), texts=st.lists(st.text(max_size=40), max_size=12)
)
@settings(max_examples=100)
def test_no_text_at_all_stops_a_conversation(flow: Flow, texts: list[str]) -> None:
    hold(flow, {"language": "en"}, texts)
