"""What is done and said back when a message answers the question of a talk about a meeting.

A part of `meeting_acts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.conversation.model import Reply
from bot.meetings.saying import Says
from bot.store import offering, places, promises
from bot.store.deeds import Deed, request, say, task
from bot.store.meeting_requests import Kind
from bot.store.meeting_says import SAID, other_worker, wants_to_talk

REMINDER: Final = "reminder"


def _reminded(deed: Deed) -> Reply:
    if deed.about.choice is None:
        request(deed, Kind.WORDS, words=deed.about.words)
        return say(deed, "asked_words")
    return SAID[Says(deed.about.choice)](deed)


def _after_cannot(deed: Deed) -> Reply:
    match deed.about.choice:
        case "yes":
            return offering.offer(deed, offering.CHANGE)
        case "later":
            return say(deed, "cant_later")
        case "talk":
            return wants_to_talk(deed)
        case _:
            return offering.own_words(deed, offering.CHANGE)


def _after_missed(deed: Deed) -> Reply:
    match deed.about.choice:
        case "leave_it":
            return say(deed, "missed_leave")
        case "talk":
            return wants_to_talk(deed)
        case "another_time" | "another_way":
            request(deed, Kind.MEET, by_phone=False)
            return offering.offer(deed, offering.MEET)
        case _:
            return offering.own_words(deed, offering.MEET)


def _getting(deed: Deed) -> Reply:
    if deed.about.choice in {"walk", "bus", "lift"}:
        return say(deed, "getting_fine")
    request(deed, Kind.WAY, words=None if deed.about.choice else deed.about.words)
    way = places.way_to(deed.tx, deed.meeting.place) if deed.meeting is not None else None
    if way is not None and deed.meeting is not None:
        return say(deed, "where_way", place=deed.meeting.place, way=way)
    return say(deed, "getting_need")


def _promised(deed: Deed) -> Reply:
    if deed.about.choice == "right":
        return say(deed, "promise_right")
    promises.dispute_newest(deed.tx, deed.contact.id, deed.now)
    if deed.about.choice is None:
        request(deed, Kind.WORDS, words=deed.about.words)
    task(deed, "promise_wrong")
    return say(deed, "promise_wrong")


def _handed_over(deed: Deed) -> Reply:
    match deed.about.choice:
        case "fine":
            return say(deed, "handover_fine")
        case "other":
            return other_worker(deed)
        case "talk":
            return wants_to_talk(deed)
        case _:
            request(deed, Kind.WORDS, words=deed.about.words)
            return say(deed, "asked_words")


STEPS: Mapping[str, Callable[[Deed], Reply]] = {
    REMINDER: _reminded,
    "change": lambda deed: offering.taken(deed, offering.CHANGE),
    "meet": lambda deed: offering.taken(deed, offering.MEET),
    "cannot": _after_cannot,
    "missed": _after_missed,
    "getting": _getting,
    "promise": _promised,
    "handover": _handed_over,
}
