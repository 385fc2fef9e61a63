"""What is done and said back when a message says or asks something of a meeting.

A part of `meeting_acts`. The worker hears at once of what cannot wait.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from bot.conversation.model import Reply
from bot.conversation.phrases import acknowledgement, options_of, phrase
from bot.meetings import wording
from bot.meetings.own_times import time_in
from bot.meetings.saying import Says, minutes_late
from bot.meetings.wording import Wording
from bot.store import appointments, leads, offering, places
from bot.store.deeds import Deed, ask, is_private, request, say, task, when
from bot.store.meeting_requests import Kind

SOON: Final = timedelta(hours=24)  # who is late for what is further away means something else
TALK_TASK: Final = "wants_a_person"


def _coming(deed: Deed) -> Reply:
    meeting = deed.meeting
    if meeting is None or meeting.status != "booked" or meeting.starts_at <= deed.now:
        return _when(deed)
    appointments.record_reply(deed.tx, meeting.id, wording.Reply.COMING, deed.now)
    thanks = Reply(
        _filled(deed, acknowledgement(wording.Reply.COMING, deed.language, deed.house.drafts))
    )
    if deed.interrupts or not places.is_new_to(deed.tx, meeting) or not is_private(deed):
        return thanks
    getting = phrase("getting", deed.house.drafts)
    text = f"{thanks.text}\n{getting.text.to(deed.language)}"
    return ask(deed, Reply(text), "getting", options_of(getting, deed.language))


def _change(deed: Deed) -> Reply:
    if deed.meeting is None:
        return _nothing_booked(deed)
    appointments.record_reply(deed.tx, deed.meeting.id, wording.Reply.CHANGE, deed.now)
    if deed.about.says is Says.CHANGE:  # "can we do friday at 5" names it at once
        return offering.own_words(deed, offering.CHANGE) if _names_a_time(deed) else _ask_when(deed)
    return _ask_when(deed)


def _ask_when(deed: Deed) -> Reply:
    request(deed, Kind.CHANGE, words=deed.about.words if deed.about.says else None)
    if deed.interrupts:
        return Reply(
            _filled(deed, acknowledgement(wording.Reply.CHANGE, deed.language, deed.house.drafts))
        )
    return offering.offer(deed, offering.CHANGE)


def _names_a_time(deed: Deed) -> bool:
    meets = deed.meeting.starts_at if deed.meeting is not None else None
    return time_in(deed.about.words, deed.now, deed.house.zone, meets) is not None


def _cannot(deed: Deed) -> Reply:
    if deed.meeting is None:
        return _nothing_booked(deed)
    appointments.record_reply(deed.tx, deed.meeting.id, wording.Reply.CANNOT, deed.now)
    words = deed.about.words if deed.about.says else None
    if words is not None and _names_a_time(deed):
        return offering.own_words(deed, offering.CHANGE)
    request(deed, Kind.CANNOT, words=words)
    if deed.interrupts:
        return Reply(
            _filled(deed, acknowledgement(wording.Reply.CANNOT, deed.language, deed.house.drafts))
        )
    asks = phrase("cant_1", deed.house.drafts)
    return ask(deed, say(deed, "cant_1"), "cannot", options_of(asks, deed.language))


def _late(deed: Deed) -> Reply:
    if deed.meeting is None or deed.meeting.starts_at - deed.now > SOON:
        request(deed, Kind.WORDS, words=deed.about.words)
        return say(deed, "asked_words")
    appointments.record_reply(deed.tx, deed.meeting.id, "late", deed.now)
    request(deed, Kind.LATE, minutes=minutes_late(deed.about.words))
    return say(deed, "late_told")


def _where(deed: Deed) -> Reply:
    meeting = deed.meeting
    if meeting is None:
        return _nothing_booked(deed)
    if not is_private(deed):
        task(deed, "where_is_it")
        return say(deed, "where_told")
    way = places.way_to(deed.tx, meeting.place)
    if way is not None:
        return say(deed, "where_way", place=meeting.place, way=way)
    return say(deed, "where_at", place=meeting.place, when=when(deed, meeting.starts_at))


def _when(deed: Deed) -> Reply:
    meeting = appointments.next_of(deed.tx, deed.contact.id, deed.now)
    if meeting is not None:
        text = phrase(Wording.NEXT_MEETING, deed.house.drafts).text.to(deed.language)
        at = when(deed, meeting.starts_at)
        return Reply(deed.house.fill(text, meeting.worker, deed.language, when=at))
    offers = deed.about.choice == "offer" and deed.contact.worker_id is not None
    return _meet(deed) if offers else _nothing_booked(deed)


def _who(deed: Deed) -> Reply:
    if deed.meeting is None:
        return _nothing_booked(deed)
    if deed.meeting.others and is_private(deed):
        return say(deed, "who_others", others=deed.meeting.others)
    return say(deed, "who_worker")


def _company(deed: Deed) -> Reply:
    if deed.meeting is None:  # it may be now that they need somebody
        return wants_to_talk(deed)
    request(deed, Kind.COMPANY, words=deed.about.words)
    return say(deed, "company")


def _my_worker(deed: Deed) -> Reply:
    if deed.contact.worker_id is not None:
        return _of_their_worker(deed, "my_worker")
    task(deed, "wants_to_know_worker")
    return say(deed, "no_worker")


def other_worker(deed: Deed) -> Reply:
    """Pass the wish for a different worker to the team lead alone."""
    leads.asks_for_another_worker(deed.tx, deed.house, deed.contact.id, deed.now)
    return _of_their_worker(deed, "other_worker")


def _meet(deed: Deed) -> Reply:
    request(deed, Kind.MEET)
    if deed.contact.worker_id is None:
        return _my_worker(deed)
    if deed.interrupts:
        return say(deed, "asked_words")
    return offering.offer(deed, offering.MEET)


def _nothing_booked(deed: Deed) -> Reply:
    return Reply(
        _filled(deed, phrase(Wording.NO_MEETING, deed.house.drafts).text.to(deed.language))
    )


def wants_to_talk(deed: Deed) -> Reply:
    """Have their worker get in touch."""
    task(deed, TALK_TASK)
    return say(deed, "talk_told")


def _of_their_worker(deed: Deed, key: str) -> Reply:
    """Say it of the worker whose caseload they are on, whoever the next meeting is with."""
    text = phrase(key, deed.house.drafts).text.to(deed.language)
    return Reply(deed.house.fill(text, deed.contact.worker, deed.language))


def _filled(deed: Deed, text: str) -> str:
    return deed.house.fill(text, deed.worker, deed.language)


SAID: Mapping[Says, Callable[[Deed], Reply]] = {
    Says.COMING: _coming,
    Says.CHANGE: _change,
    Says.CANNOT: _cannot,
    Says.LATE: _late,
    Says.WHERE: _where,
    Says.WHEN: _when,
    Says.WHO: _who,
    Says.COMPANY: _company,
    Says.MY_WORKER: _my_worker,
    Says.OTHER_WORKER: other_worker,
    Says.MEET: _meet,
}
