"""How pretend young people answer a text. Pure, but for the seeded draw each is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    """One way of taking part."""

    FAST = "fast"
    SLOW = "slow"
    SLANG = "slang"
    SKIPS = "skips"
    LEAVES = "leaves"
    COMES_BACK = "comes back"
    DISCLOSES = "discloses"
    OPTS_OUT = "opts out"
    SHARES_A_PHONE = "shares a phone"


SLANG = ("yh 1", "1 bruv", "1 init", "idk", "1 x", "ONE", "1!!", "nah idc", "1 lol")
DISCLOSURE = "i dont feel safe at home he hits me"
MOMENT = 0.2  # seconds
SLOW = 3.0  # where others take a moment


@dataclass(slots=True)
class Persona:
    """One young person: who they are, and how far through their day.

    `slow` is how many seconds they take over an answer, about, where they are slow.
    `is_done` says that they answer no more today; `has_left`, that they never will again.
    """

    number: int
    kind: Kind
    draw: Random
    slow: float = SLOW
    heard: int = 0
    is_done: bool = False
    has_left: bool = False
    said: list[str] = field(default_factory=list)

    def begin_day(self) -> None:
        """Start a new day: who comes back goes on where they left."""
        self.heard = 0
        self.is_done = self.has_left

    def pause(self) -> float:
        """Return the seconds they take to answer."""
        about = self.slow if self.kind is Kind.SLOW else MOMENT
        return about * (0.5 + self.draw.random())

    def answer(self) -> str | None:
        """Return what they text back to what they were just sent; None for nothing."""
        if self.is_done:
            return None
        self.heard += 1
        said = self._answer()
        if said is not None:
            self.said.append(said)
        return said

    def _answer(self) -> str | None:
        match self.kind:
            case Kind.SLANG:
                return self.draw.choice(SLANG)
            case Kind.SKIPS:
                return "skip" if self.heard > 1 and self.draw.random() < 0.5 else "1"
            case Kind.LEAVES | Kind.COMES_BACK:
                return self._until(3)
            case Kind.DISCLOSES:
                return self._once(3, DISCLOSURE)
            case Kind.OPTS_OUT:
                self.has_left = self.heard == 2
                return self._once(2, "STOP")
            case _:
                return "1"

    def _until(self, last: int) -> str | None:
        if self.heard < last:
            return "1"
        self.is_done = True
        self.has_left = self.kind is Kind.LEAVES
        return None

    def _once(self, when: int, words: str) -> str:
        if self.heard < when:
            return "1"
        self.is_done = True
        self.has_left = True
        return words


def town(young_people: int, seed: int, slow: float = SLOW) -> Sequence[Persona]:
    """Return so many young people, every kind among them, the same for one seed."""
    draw = Random(seed)
    kinds = list(Kind)
    return tuple(
        Persona(number, kinds[number % len(kinds)], Random(draw.random()), slow)
        for number in range(young_people)
    )
