"""How the pretend carrier misbehaves, as a value that can be changed while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast

from bot.errors import BadInput

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """All well unless told otherwise.

    Args:
        delay: seconds before a webhook is posted.
        repeat: how often each webhook is posted, at least once.
        reorder: post the receipts of a text last one first.
        lose: share of receipts that are never posted, [0, 1].
        refuse: Twilio error code every send is refused with; empty for none.
        undelivered: error code every accepted text then fails with; empty for none.
        hang: take the text, then do not answer.
        fail: take the text, then answer 500.
    """

    delay: float = 0.0
    repeat: int = 1
    reorder: bool = False
    lose: float = 0.0
    refuse: str = ""
    undelivered: str = ""
    hang: bool = False
    fail: bool = False

    def __post_init__(self) -> None:
        if self.delay < 0 or self.repeat < 1 or not 0 <= self.lose <= 1:
            raise BadInput("delay is 0 or more, repeat 1 or more, lose from 0 to 1")


def change(behaviour: Behaviour, wanted: Mapping[str, object]) -> Behaviour:
    """Return `behaviour` with the named things changed.

    Raises:
        BadInput: there is no such thing, or its value is of the wrong kind.
    """
    checked: dict[str, Any] = {
        name: _checked(behaviour, name, value) for name, value in wanted.items()
    }
    return replace(behaviour, **checked)


def as_json(behaviour: Behaviour) -> dict[str, object]:
    """Return every switch by its name."""
    return asdict(behaviour)


def _checked(behaviour: Behaviour, name: str, value: object) -> Value:
    if name not in {field.name for field in fields(Behaviour)}:
        raise BadInput(f"there is no behaviour {name!r}")
    kind = type(getattr(behaviour, name))
    # `True` is an int to Python, and means nothing as a number of seconds.
    if type(value) is kind:
        return cast(Value, value)
    if type(value) is int and kind in {float, str}:
        return cast(Value, kind(value))
    raise BadInput(f"that is not a value for {name!r}")
