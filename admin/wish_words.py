"""What a young person asked for, as lines a worker reads. Pure but for filling in names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.house import House
from bot.insight.words import listed
from bot.store.queries.wishes import REMIND_ME, Wish

TOPICS = {
    "m1": "Where",
    "m2": "How",
    "m3": "When is good",
    "m4": "Who with",
    "m5": "What helps",
    "m6": "What to avoid",
    "m7": "Parents may know",
    REMIND_ME: "Remind them",
    "m9": "Getting there",
}
WROTE = "Read what they wrote"
# What helps to get ready for a meeting stands on my week; this is for booking one.
NOT_IN_BRIEF = frozenset({"m7"})


@dataclass(frozen=True, slots=True)
class WishLine:
    """One topic and what they said.

    Args:
        brief: it belongs on my week too.
        hidden: it is in their own words, which are on the person's page alone.
    """

    topic: str
    said: str
    brief: bool = True
    hidden: bool = False


def wish_lines(
    wishes: Sequence[Wish],
    house: House,
    worker: str | None,
    *,
    words: Mapping[str, str] | None = None,
) -> tuple[WishLine, ...]:
    """Return what was asked for, a line a topic.

    Args:
        words: question -> their own words, where the look at them was recorded.
    """
    return tuple(_line(wish, house, worker, words=words or {}) for wish in wishes)


def reminders_wished(wishes: Sequence[Wish]) -> str | None:
    """Return the key of when they asked to be reminded, or None if they have not said."""
    return next((key for wish in wishes if wish.question == REMIND_ME for key in wish.keys), None)


def _line(wish: Wish, house: House, worker: str | None, *, words: Mapping[str, str]) -> WishLine:
    topic = TOPICS.get(wish.question) or house.fill(wish.asked, worker)
    brief = wish.question not in NOT_IN_BRIEF
    if wish.in_words:
        said = words.get(wish.question)
        return WishLine(topic, said or WROTE, brief, hidden=said is None)
    return WishLine(topic, listed([house.fill(label, worker) for label in wish.said]), brief)
