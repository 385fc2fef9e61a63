"""How a young person can be reached, in plain words. Pure. A concern is never told of here: the
worker it may be about could read it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.contacts import Reach
from bot.store.queries.people import PersonLine

NOT_THEIRS = {
    "invalid": "The number is not one that can be texted. Ask for another.",
    "wrong": "Somebody said it is a wrong number. Ask for another.",
}
CARE = {
    "discreet": "Texts leave out the place: others may see the screen.",
    "none": "No reminders go to them. That is how they want it.",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """One short line on how somebody is reached, and whether texts can go now."""

    line: str
    usable: bool
    tone: str


def reached(person: PersonLine) -> Reached:
    """Say how somebody is best reached now."""
    if not person.ways:
        return Reached("No number or chat yet", False, "bad")
    ranked = sorted(map(_one, person.ways), key=lambda way: not way.usable)
    return ranked[0]


def in_detail(person: PersonLine) -> tuple[str, ...]:
    """Say all there is to know of reaching somebody, a sentence each."""
    if not person.ways:
        return ("There is no number or chat for them yet.",)
    told = [sentence for way in person.ways for sentence in _sentences(way)]
    if person.discretion in CARE and any(way.scheme == "tel" for way in person.ways):
        told.append(CARE[person.discretion])
    return tuple(dict.fromkeys(told))


def _one(way: Reach) -> Reached:
    if way.opted_out:
        return Reached("Asked for no more texts", False, "bad")
    if way.trouble in NOT_THEIRS:
        return Reached("The number is not right", False, "bad")
    if way.scheme == "chat":
        return Reached("By web chat", True, "good")
    if not way.confirmed:
        return Reached("Number not confirmed yet", False, "waiting")
    return Reached("By text", True, "good")


def _sentences(way: Reach) -> tuple[str, ...]:
    if way.scheme == "chat":
        return ("They can be reached by web chat.",)
    if way.opted_out:
        return ("They asked for no more texts. Reach them another way.",)
    if way.trouble in NOT_THEIRS:
        return (NOT_THEIRS[way.trouble],)
    confirmed = (
        "Their number is confirmed."
        if way.confirmed
        else "Their number is not confirmed yet: they get the welcome alone, once."
    )
    doubt = ("The number may have changed. Check it with them.",) if way.trouble else ()
    shared = {
        "often": ("Others often see this phone. Texts are kept short and ask nothing.",),
        "sometimes": ("Others sometimes see this phone.",),
    }
    return (confirmed, *doubt, *shared.get(way.shared or "", ()))
