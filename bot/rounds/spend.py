"""What a round costs at least and at most, in SMS segments. Pure; web chat costs none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.rounds.audience import Candidate
from bot.text.gsm import measure

REPLIES_AROUND = 2  # a question put again, a closing


@dataclass(frozen=True, slots=True)
class Price:
    """What one person is sent in one language, in segments.

    Args:
        ahead: the heads-up, 0 where there is none.
        questions: each message that may be sent, dearest first; the first of a talk is one.
        most: how many of them one talk can hold.
        second: the second prompt.
    """

    ahead: int
    questions: tuple[int, ...]
    most: int
    second: int


@dataclass(frozen=True, slots=True)
class Spend:
    """People to be asked by text and by chat, and the segments that takes."""

    by_text: int
    by_chat: int
    unreached: int
    least: int
    most: int


def price(*, heads_up: str | None, bodies: Sequence[str], questions: int, second: str) -> Price:
    """Return what the messages of one language cost.

    Args:
        bodies: everything the flow may send, as it would be sent.
        questions: the most questions one talk asks.
    """
    sizes = tuple(sorted((measure(body).count for body in bodies), reverse=True))
    ahead = measure(heads_up).count if heads_up else 0
    return Price(ahead, sizes, questions + REPLIES_AROUND, measure(second).count)


def spend(people: Iterable[Candidate], prices: Mapping[str, Price]) -> Spend:
    """Return what it costs to ask these people. `prices`: language -> price, "en" for any other.

    At least: everybody gets the heads-up and one message, and nobody answers. At most: all answer
    everything, in the dearest messages, after a second prompt.
    """
    by_text = by_chat = unreached = least = most = 0
    for person in people:
        if person.channel == "sms":
            one = prices.get(person.language) or prices["en"]
            by_text += 1
            least += one.ahead + min(one.questions, default=0)
            most += one.ahead + sum(one.questions[: one.most]) + one.second
        elif person.channel is None:
            unreached += 1
        else:
            by_chat += 1
    return Spend(by_text, by_chat, unreached, least, most)
