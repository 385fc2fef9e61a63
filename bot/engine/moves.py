"""The two changes of a state that every turn makes, written out: `replace` costs twice as much.

Pure. Whatever a turn seldom changes goes through `dataclasses.replace`.
"""

from __future__ import annotations

from bot.engine.model import State
from nlu.port import Value


def with_answer(state: State, question: str, value: Value) -> State:
    """Return `state` with one question answered."""
    return State(
        state.status,
        state.node,
        state.tries,
        {**state.results, question: value},
        state.asked,
        state.facts,
        state.sitting,
        state.after,
        state.came_from,
        state.drawn,
        state.had,
    )


def waiting_at(
    state: State, node: str, *, asked: tuple[str, ...], sitting: int, came_from: str
) -> State:
    """Return `state` waiting at the question `node`, with no reply to it yet."""
    return State(
        state.status,
        node,
        0,
        state.results,
        asked,
        state.facts,
        sitting,
        state.after,
        came_from,
        state.drawn,
        state.had,
    )
