"""A focus group: young people vote where, when and how, and whoever wants to come is told. Pure.

Nobody is invited for what they answered, and nobody but the service knows who said they would come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from bot.errors import BadInput
from bot.rounds.writing_flow import Raw, Written, flow_of, keyed

FEWEST, MOST, LONGEST = 2, 4, 20
COMING, WHERE, WHEN, HOW = "a1", "a2", "a3", "a4"
WILL_COME = ("yes", "maybe")
REMIND_BEFORE = timedelta(days=1)
LEADS_FROM = 5  # votes before it is said what leads; how many is never said


@dataclass(frozen=True, slots=True)
class Offered:
    """What is voted on, in the officer's words."""

    places: tuple[str, ...]
    times: tuple[str, ...]
    ways: tuple[str, ...]

    def faults(self) -> Iterator[str]:
        """Yield what to mend, as parts of a sentence."""
        for what, given in (("places", self.places), ("times", self.times), ("ways", self.ways)):
            if not FEWEST <= len(given) <= MOST:
                yield f"give {FEWEST} to {MOST} {what} to choose from, one a line"
            if len({one.casefold() for one in given}) < len(given):
                yield f"two of the {what} are the same"
        if any(len(one) > LONGEST for one in chain(self.places, self.times, self.ways)):
            yield f"keep each to {LONGEST} letters"


def lines(typed: str) -> tuple[str, ...]:
    """Return what was typed one a line."""
    return tuple(" ".join(line.split()) for line in typed.splitlines() if line.strip())


def vote(key: str, about: str, offered: Offered) -> Raw:
    """Return the flow file of the vote. "No" ends it at once.

    Raises:
        BadInput: too few or too many to choose from.
    """
    fault = next(offered.faults(), None)
    if fault is not None:
        raise BadInput(fault)
    asked = (
        Written(
            f"A few of us will meet to talk about {about}. Would you come?",
            (("yes", "Yes"), ("maybe", "Maybe"), ("no", "No thanks")),
        ),
        Written("Where is best for you?", keyed(offered.places)),
        Written("When is best for you?", keyed(offered.times)),
        Written("How would you like to join in?", keyed(offered.ways)),
    )
    questions = [replace(one, practice="000: focus groups") for one in asked]
    raw = flow_of(
        key,
        f"Focus group: {about}",
        questions,
        counts=False,
        helps="You choose where, when and how. What most pick is what we do.",
    )
    raw["nodes"][COMING]["options"][2]["goto"] = "complete"
    return raw


def leading(counts: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Return what most voted for; nothing while too few have, or none has a vote."""
    most = max((count for _, count in counts), default=0)
    if sum(count for _, count in counts) < LEADS_FROM:
        return ()
    return tuple(label for label, count in counts if count == most)


def is_to_be_reminded(meets_at: datetime, now: datetime) -> bool:
    """Tell whether it is the day before, and not over."""
    return meets_at - REMIND_BEFORE <= now < meets_at
