"""Promises after a meeting: what may be written down, and how it is said in one text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.errors import BadInput
from bot.meetings.day_words import ENGLISH

MOST: Final = 3
LONGEST: Final = 31  # letters: `after-meeting` asks about it in one text
WHO: Final = ("worker", "them")


@dataclass(frozen=True, slots=True)
class Promised:
    """One plain action: who does it ("worker" or "them", the young person), what, by when."""

    who: str
    words: str = field(repr=False)
    due_on: date | None = None


def parse(who: str, words: str, due_on: date | None, today: date) -> Promised:
    """Return a promise as it is kept.

    Raises:
        BadInput: with what to mend.
    """
    said = " ".join(words.split()).rstrip(".")
    if who not in WHO:
        raise BadInput("say who does it")
    if not 0 < len(said) <= LONGEST:
        raise BadInput(f"say it in {LONGEST} letters at most, like: ring the school")
    if due_on is not None and due_on < today:
        raise BadInput("that day has passed: choose one to come, or none")
    return Promised(who, said[:1].lower() + said[1:] if said[1:2].islower() else said, due_on)


def told(promised: Sequence[Promised], worker: str, *, with_days: bool = True) -> str:
    """Return all of them as one line: "Sam will ring the school by Fri. You will find a book"."""
    lines = []
    for who, name in (("worker", worker), ("them", "You")):
        said = [_action(one, with_days) for one in promised if one.who == who]
        if said:
            lines.append(f"{name} will {_listed(said)}")
    return ". ".join(lines)


def _action(one: Promised, with_days: bool) -> str:
    if one.due_on is None or not with_days:
        return one.words
    day = f"{ENGLISH.weekdays[one.due_on.weekday()]} {one.due_on.day} "
    return f"{one.words} by {day}{ENGLISH.months[one.due_on.month - 1]}"


def _listed(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
