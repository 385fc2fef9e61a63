"""Offer times that fit both, as the question of a short talk; take what they choose or write."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from bot.conversation.model import Reply
from bot.conversation.phrases import phrase
from bot.meetings.own_times import time_in
from bot.store.deeds import Deed, ask, request, say, when
from bot.store.diaries import offers_for
from bot.store.meeting_requests import Kind
from nlu.port import Option

CHANGE: Final = "change"
MEET: Final = "meet"
BY_PHONE, NOT_THIS_WEEK = "by_phone", "not_this_week"
_KINDS: Final = {CHANGE: Kind.CHANGE, MEET: Kind.MEET}
LEADS: Final = {
    CHANGE: ("offer_times", "ask_when"),
    MEET: ("meet_times", "meet_when"),
}


def offer(
    deed: Deed,
    step: str,
    *,
    not_before: datetime | None = None,
    leads: tuple[str, str] | None = None,
    **gaps: str,
) -> Reply:
    """Put up to three times that fit both, by phone, and not this week; own words are fine too."""
    times = offers_for(
        deed.tx,
        deed.house,
        contact_id=deed.contact.id,
        worker_id=deed.worker_id,
        now=deed.now,
        about=deed.meeting if step == CHANGE else None,
        not_before=not_before,
    )
    options = [Option(at.isoformat(), when(deed, at)) for at in times]
    if step == CHANGE:
        options.append(Option(BY_PHONE, _label(deed, "label_phone")))
    if not_before is None and times:
        options.append(Option(NOT_THIS_WEEK, _label(deed, "label_not_this_week")))
    with_times, without = leads or LEADS[step]
    return ask(deed, say(deed, with_times if times else without, **gaps), step, options)


def taken(deed: Deed, step: str) -> Reply:
    """Answer what they chose of the offers, or wrote in their own words."""
    choice = deed.about.choice
    if choice == BY_PHONE:
        request(deed, _KINDS[step], by_phone=True)
        return say(deed, "asked_phone")
    if choice == NOT_THIS_WEEK:
        return offer(deed, step, not_before=_next_monday(deed))
    if choice is not None:
        return _asked_time(deed, step, datetime.fromisoformat(choice))
    return own_words(deed, step)


def own_words(deed: Deed, step: str) -> Reply:
    """Take their own words: the time in them, if one is clear, and the words for the worker."""
    words = deed.about.words.strip()
    meets = deed.meeting.starts_at if deed.meeting is not None else None
    found = time_in(words, deed.now, deed.house.zone, meets)
    if found is not None:
        return _asked_time(deed, step, found, words)
    request(deed, _KINDS[step], words=words)
    return say(deed, "asked_words")


def _asked_time(deed: Deed, step: str, at: datetime, words: str | None = None) -> Reply:
    request(deed, _KINDS[step], starts_at=at, words=words)
    return say(deed, "asked_time", when=when(deed, at))


def _label(deed: Deed, key: str) -> str:
    return phrase(key, deed.house.drafts).text.to(deed.language)


def _next_monday(deed: Deed) -> datetime:
    today = deed.now.astimezone(deed.house.zone).date()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), time(0), deed.house.zone)
