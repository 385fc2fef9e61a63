"""Long lists in parts: a page shows so many of them, and says how to turn to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

T = TypeVar("T")

AT_MOST = 200  # lines of one line or two each: 100 kB of page


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part of a list. A list that fits one page has one part, and nothing to turn.

    Args:
        first: the place of the first shown, from 1; `whole` is how many there are.
        before, after: where the parts beside it are; None at an end.
    """

    rows: Sequence[T]
    first: int
    whole: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """Return the place of the last that is shown."""
        return self.first + len(self.rows) - 1


def part_of(rows: Sequence[T], at_most: int = AT_MOST, *, path: str | None = None) -> Part[T]:
    """Return the part of `rows` that this request asks for: the first, unless it names another.

    Args:
        path: where the list is, if not at the address of this request.
    """
    most = max(0, len(rows) - 1) // at_most
    here = min(max(_asked() - 1, 0), most)
    begin = here * at_most
    at = path or request.path
    return Part(
        rows[begin : begin + at_most],
        begin + 1,
        len(rows),
        before=_place(at, here) if here > 0 else None,
        after=_place(at, here + 2) if here < most else None,
    )


def same_part() -> str:
    """Return the end of an address that leads back to the part this request was about."""
    return f"?part={_asked()}" if _asked() > 1 else ""


def _asked() -> int:
    return request.args.get("part", 1, type=int)


def _place(path: str, part: int) -> str:
    """Return where a part is: a page as it was asked for, turned there."""
    asked = {**request.args.to_dict(), "part": part}
    return f"{path}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Beginning(Generic[T]):
    """The first of a list that grows shorter as it is worked through, and how many come after."""

    rows: Sequence[T]
    more: int


def beginning_of(rows: Sequence[T], at_most: int) -> Beginning[T]:
    """Return the first `at_most` of `rows`."""
    return Beginning(rows[:at_most], max(0, len(rows) - at_most))
