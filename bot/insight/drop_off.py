"""Where people left. Pure: exits at a question over the times it was asked, so that a question
few were sent to is not blamed for those who never saw it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.insight.intervals import Interval, share

if TYPE_CHECKING:
    from bot.insight.tallies import Response

GONE = frozenset({"asked"})  # asked, and nothing came: they broke off here if nothing came after


@dataclass(frozen=True, slots=True)
class BrokeOff:
    """One question: how many were asked it, and for how many it was the last thing."""

    question: str
    asked: int
    exits: int

    @property
    def rate(self) -> Interval | None:
        """Return the share of those asked who broke off here; None where nobody was asked."""
        return share(self.exits, self.asked)


def broke_off(
    order: Sequence[str], responses: Iterable[Response]
) -> tuple[Mapping[str, BrokeOff], int, int]:
    """Return each question's exits, how many were asked anything, and how many finished.

    A person breaks off at the last question they were asked and did not answer, skip or miss;
    whoever has none left open has finished, whatever way through the questions they were sent.
    """
    places = {question: place for place, question in enumerate(order)}
    asked = dict.fromkeys(order, 0)
    open_at: dict[str, str] = {}
    everyone: set[str] = set()
    for response in responses:
        if response.question not in places:
            continue
        asked[response.question] += 1
        everyone.add(response.respondent)
        if response.status in GONE:
            _furthest(open_at, response, places)
    exits = dict.fromkeys(order, 0)
    for question in open_at.values():
        exits[question] += 1
    found = {question: BrokeOff(question, asked[question], exits[question]) for question in order}
    return found, len(everyone), len(everyone) - len(open_at)


def _furthest(open_at: dict[str, str], response: Response, places: Mapping[str, int]) -> None:
    before = open_at.get(response.respondent)
    if before is None or places[response.question] > places[before]:
        open_at[response.respondent] = response.question
