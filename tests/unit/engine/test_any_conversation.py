"""Whatever is read, in whatever order, the engine waits, pauses or ends, and can be stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.advance import advance, question_at, start
from bot.engine.events import MsgCreated, SessionEnded
from bot.engine.loading import load_flow, shipped
from bot.engine.model import Flow, SessionStatus, State
from bot.engine.state_json import dump, load
from bot.errors import NotWaiting
from nlu.port import Kind, Reading, Value

FLOWS = [load_flow(text) for text in shipped().values()]
KINDS = [Kind.SKIP, Kind.BACK, Kind.REPEAT, Kind.QUESTION, Kind.UNCLEAR]

# A number chooses among the options on offer, so that conversations get somewhere.
moves = st.one_of(
    st.integers(0, 4),
    st.lists(st.integers(0, 4), min_size=1, unique=True),
    st.sampled_from([Reading(kind) for kind in KINDS]),
    st.builds(Reading, st.just(Kind.ANSWER), st.none() | st.text() | st.integers() | st.floats()),
    st.just(Reading(Kind.ANSWER, {"not": ("relax",)})),
)


def reading_of(move: object, flow: Flow, state: State) -> Reading:
    if isinstance(move, Reading):
        return move
    options = question_at(flow, state).options
    numbers = [move] if isinstance(move, int) else list(move) if isinstance(move, list) else []
    keys = tuple(option.key for n, option in enumerate(options) if n in numbers)
    value: Value = keys if isinstance(move, list) else "".join(keys[:1])
    return Reading(Kind.ANSWER, value)


def talk(flow: Flow, said: list[object]) -> Iterator[State]:
    state, _ = start(flow, {"language": "en"})
    yield state
    for move in said:
        if state.status is SessionStatus.ENDED:
            with pytest.raises(NotWaiting):
                advance(flow, state, Reading(Kind.SKIP))
            return
        state, events = advance(flow, state, reading_of(move, flow, state))
        assert sum(isinstance(event, MsgCreated) for event in events) == 1
        ended = any(isinstance(event, SessionEnded) for event in events)
        assert ended is (state.status is SessionStatus.ENDED)
        yield state


@given(flow=st.sampled_from(FLOWS), said=st.lists(moves, max_size=40))
def test_any_conversation_goes_on_or_ends_and_survives_being_stored(
    flow: Flow, said: list[object]
) -> None:
    for state in talk(flow, said):
        if state.status is not SessionStatus.ENDED:
            assert question_at(flow, state).prompt
        assert set(state.results) <= set(state.asked) <= set(flow.nodes)
        assert load(dump(state)) == state
