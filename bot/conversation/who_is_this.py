"""Who holds a phone that several share: asked before anything is said to it. Pure.

Somebody is known by their private word where they have one, else by the nickname nobody else at
this number has. Whatever is asked or answered here gives nothing away: no name, place or reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.conversation.model import Became, Inbound, Reply, Sharer, Situation, Turn
from bot.safeguarding.replies import fixed
from bot.text.folding import fold, words
from bot.text.phrases import phrases, without_edges

GOOD_FOR = timedelta(minutes=30)  # since their last message: then the phone may have changed hands
TRIES_A_DAY = 3
_EDGES = phrases(
    """
    its | it is | im | i am | this is | its me | me | hi | hello | hey | hiya | yo | its just |
    my name is | my names | name is | names | here | speaking | it | is | call me | ok | yes |
    yeah | ya | please | pls | x | xx | sorry | its only | fi yw | yma | helo
    """
)


def who(text: str, sharers: Sequence[Sharer]) -> int | None:
    """Return which contact calls themselves so, or None if nobody does or several might."""
    said = words(fold(text))
    bare = without_edges(said, _EDGES)
    known = _called(sharers)
    return known.get(said) or known.get(bare)


def _called(sharers: Sequence[Sharer]) -> dict[tuple[str, ...], int]:
    names = [(words(fold(one.private_word or one.nickname)), one.contact_id) for one in sharers]
    often = Counter(name for name, _ in names)
    return {name: contact_id for name, contact_id in names if name and often[name] == 1}


def ask_who(situation: Situation, inbound: Inbound, language: str) -> Turn:
    """Read an answer to "who is this?", or ask it: three times a day, then no more."""
    found = who(inbound.text, situation.sharers)
    if found is not None:
        thanks = Reply(fixed("who_thanks", language).text, kind="who")
        return Turn(Became.WHO, reply=thanks, here=found)
    address = situation.address
    asked_at = address.who_asked_at if address else None
    recently = asked_at is not None and inbound.received_at - asked_at < timedelta(days=1)
    tries = address.who_tries if address and recently else 0
    if tries >= TRIES_A_DAY:
        return Turn(Became.UNKNOWN)
    key = "who_again" if tries else "who_is_this"
    return Turn(Became.UNKNOWN, reply=Reply(fixed(key, language).text, kind="who"), asks_who=True)
