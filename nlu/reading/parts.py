"""The parts a reply is made of, as `scan` finds them and `settle` weighs them. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, auto


class Role(Enum):
    """What a part of a reply does."""

    OPTION = auto()
    STRAY = auto()  # a number that no option has
    NOT = auto()
    NO = auto()  # "no", which refuses or corrects
    FIX = auto()  # "no wait", "i mean"
    BREAK = auto()
    JOIN = auto()
    OR = auto()
    ALL = auto()
    REST = auto()
    TO = auto()  # between two options: all from the one to the other
    REASON = auto()
    DOUBT = auto()
    IF = auto()  # what is named after it is no plain wish
    PERSON = auto()
    SHARED = auto()  # a word some labels hold, and which tells none of them; `option` is a mask
    WORD = auto()
    FILLER = auto()


class Strength(IntEnum):
    """How surely an option was meant, weakest first."""

    LOOSE = 0  # "one", which is more often not a number
    SLIP = 1
    KIND = 2  # "nan" for "Someone in my family"
    WORD = 3
    NUMBER = 4
    LABEL = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reply; `option` is its place from 0, or -1 where none is named."""

    role: Role
    option: int = -1
    strength: Strength = Strength.LOOSE
