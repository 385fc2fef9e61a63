"""A session's state as compact JSON and back, exactly. Nothing else knows the stored form."""

from __future__ import annotations

import json
from typing import Any

from bot.engine.model import SessionStatus, State
from nlu.port import Value


def dump(state: State) -> str:
    """Return `state` as compact JSON: '{"s":"waiting","n":"i1","t":0,...}'."""
    stored: dict[str, Any] = {
        "s": state.status.value,
        "n": state.node,
        "t": state.tries,
        "r": dict(state.results),
        "a": state.asked,
        "f": dict(state.facts),
    }
    seldom = {
        "c": state.sitting,
        "x": state.after,
        "b": state.came_from,
        "d": dict(state.drawn),
        "h": state.had,
    }
    stored |= {name: value for name, value in seldom.items() if value}
    return json.dumps(stored, separators=(",", ":"))  # ASCII: half a surrogate pair can be stored


def load(text: str) -> State:
    """Return the state `dump` wrote; lists become tuples again.

    Raises:
        ValueError: the text is not a stored state. It is not repeated in the message.
    """
    try:
        stored = json.loads(text)
        return State(
            SessionStatus(stored["s"]),
            stored["n"],
            stored["t"],
            {key: _value(value) for key, value in stored["r"].items()},
            tuple(stored["a"]),
            stored["f"],
            stored.get("c", 0),
            stored.get("x", ""),
            stored.get("b", ""),
            {key: tuple(order) for key, order in stored.get("d", {}).items()},
            tuple(stored.get("h", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        # Without its cause: a decoding error carries the text, which may hold somebody's words.
        raise ValueError("this is not a stored session state") from None


def _value(stored: Any) -> Value:
    match stored:
        case list():
            return tuple(stored)
        case dict():
            return {key: tuple(keys) for key, keys in stored.items()}
        case str() | int() | float() | None if not isinstance(stored, bool):
            return stored
        case _:
            raise ValueError("unknown kind of value")
