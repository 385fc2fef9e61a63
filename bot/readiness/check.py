"""What a check before going live is: a code, a step, a weight, and what it says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.readiness.standing import Standing

Says = Callable[[Standing], Iterable[str]]


class Step(StrEnum):
    """The steps of setting up, in their order."""

    NAMES = "names"
    PEOPLE = "people"
    ROTA = "rota"
    NUMBERS = "numbers"
    LANGUAGES = "languages"
    SENDER = "sender"
    KEEPING = "keeping"
    GUESTS = "guests"


class Weight(StrEnum):
    """Whether going live waits for it."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at. `says` returns a sentence for each time it is missing: mostly one.

    Args:
        code: stable, for programs.
        href: the page where it is mended, where there is one that an administrator may open.
        setting: the setting that mends it, without its prefix.
        running: it matters to a service that runs too, and not only before it goes live.
    """

    code: str
    step: Step
    weight: Weight
    says: Says
    href: str | None = None
    setting: str | None = None
    running: bool = False


def when(is_missing: Callable[[Standing], bool], sentence: str) -> Says:
    """Return what says this sentence where it is missing, and nothing where it is not."""
    return lambda now: (sentence,) if is_missing(now) else ()


MUST, SHOULD = Weight.MUST, Weight.SHOULD
