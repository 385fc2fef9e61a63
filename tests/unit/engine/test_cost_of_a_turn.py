"""A turn costs the same however long the flow is. Work is counted, for a clock would only guess."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from bot.bench.engine import FAR, LONG, PLACE, SHORT, Turn, every_turn, measure, turn_at
from bot.engine.advance import advance


def steps(work: Callable[[], object]) -> int:
    """Count every instruction of Python's that `work` makes."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def cost(turn: Turn) -> int:
    return steps(lambda: advance(turn.flow, turn.state, turn.reading))


@pytest.mark.parametrize("place", [PLACE, FAR])
def test_a_flow_ten_times_as_long_costs_no_step_more(place: int) -> None:
    assert cost(turn_at(LONG, place)) == cost(turn_at(SHORT, PLACE))


def test_what_is_counted_does_grow_with_work() -> None:
    assert steps(lambda: [-one for one in range(90)]) > 2 * steps(
        lambda: [-one for one in range(9)]
    )


def test_the_bench_takes_a_turn_at_every_conversation_that_ships() -> None:
    assert len({turn.flow.key for turn in every_turn()}) > 20
    assert measure(1).keys() >= {"p50_us", "p95_us", "ten_times_as_long", "at_its_end"}
