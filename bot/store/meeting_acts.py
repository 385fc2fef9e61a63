"""What one message about a meeting does, and what is said back. A part of `turns.write`.

The worker hears at once of what cannot wait; nothing is ever read into silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.model import Reply
from bot.conversation.phrases import acknowledgement, options_of, phrase
from bot.meetings import wording
from bot.meetings.own_times import time_in
from bot.meetings.saying import Says, minutes_late
from bot.meetings.wording import Wording
from bot.store import addresses, appointments, leads, offering, places, promises, talks, tasks
from bot.store.appointments import Appointment
from bot.store.deeds import STILL_ON, Deed, ask, is_private, request, say, when
from bot.store.meeting_requests import Kind

if TYPE_CHECKING:
    from bot.store.turns import Writing

REMINDER: Final = "reminder"
SOON: Final = timedelta(hours=24)  # who is late for what is further away means something else
TALK_TASK: Final = "wants_a_person"


def respond(writing: Writing) -> Reply | None:
    """Do what a message about a meeting says, and return what is said back."""
    deed = _deed(writing)
    if deed is None:
        return writing.turn.reply
    if deed.about.step is not None:
        addresses.asked_and_answered(deed.tx, deed.address_id)
        talks.end_of(deed.tx, deed.contact.id, deed.now)
    said = _answer(deed)
    again = writing.turn.reply
    if again is None or said.options:
        return said
    # The talk returns to where it was: the question is put again under what was said.
    return replace(again, text=f"{said.text}\n{again.text}")


def _deed(writing: Writing) -> Deed | None:
    about, contact, asked = writing.turn.about, writing.situation.contact, writing.situation.asked
    if about is None or contact is None:
        return None
    session = writing.situation.session
    return Deed(
        tx=writing.tx,
        house=writing.house,
        now=writing.now,
        contact=contact,
        address_id=writing.address_id,
        about=about,
        language=session.state.language if session else contact.language,
        meeting=_meeting(writing, contact.id),
        talk_id=asked.talk_id if asked else None,
        interrupts=writing.turn.reply is not None,
    )


def _meeting(writing: Writing, contact_id: int) -> Appointment | None:
    """Return the meeting that was asked about; else the one that is next, or has just begun."""
    address, asked, about = writing.situation.address, writing.situation.asked, writing.turn.about
    asked_id = asked.appointment_id if asked else None
    if asked is None and address is not None and address.asking_kind == REMINDER:
        asked_id = address.asking_id
    if about is not None and about.step is not None and asked_id is not None:
        return appointments.one(writing.tx, asked_id)
    return appointments.next_of(writing.tx, contact_id, writing.now - STILL_ON)


def _answer(deed: Deed) -> Reply:
    about = deed.about
    if about.says is not None:
        return _SAID[about.says](deed)
    if about.choice == "skip":
        return say(deed, "missed_leave")
    return _STEPS[about.step or REMINDER](deed)


def _reminded(deed: Deed) -> Reply:
    if deed.about.choice is None:
        request(deed, Kind.WORDS, words=deed.about.words)
        return say(deed, "asked_words")
    return _SAID[Says(deed.about.choice)](deed)


def _coming(deed: Deed) -> Reply:
    meeting = deed.meeting
    if meeting is None or meeting.status != "booked" or meeting.starts_at <= deed.now:
        return _when(deed)
    appointments.record_reply(deed.tx, meeting.id, wording.Reply.COMING, deed.now)
    thanks = Reply(_filled(deed, acknowledgement(wording.Reply.COMING, deed.language)))
    if deed.interrupts or not places.is_new_to(deed.tx, meeting) or not is_private(deed):
        return thanks
    getting = phrase("getting")
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
        return Reply(_filled(deed, acknowledgement(wording.Reply.CHANGE, deed.language)))
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
        return Reply(_filled(deed, acknowledgement(wording.Reply.CANNOT, deed.language)))
    asks = phrase("cant_1")
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
        _task(deed, "where_is_it")
        return say(deed, "where_told")
    way = places.way_to(deed.tx, meeting.place)
    if way is not None:
        return say(deed, "where_way", place=meeting.place, way=way)
    return say(deed, "where_at", place=meeting.place, when=when(deed, meeting.starts_at))


def _when(deed: Deed) -> Reply:
    meeting = appointments.next_of(deed.tx, deed.contact.id, deed.now)
    if meeting is not None:
        text = phrase(Wording.NEXT_MEETING).text.to(deed.language)
        at = when(deed, meeting.starts_at)
        return Reply(deed.house.fill(text, meeting.worker, when=at))
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
        return _wants_to_talk(deed)
    request(deed, Kind.COMPANY, words=deed.about.words)
    return say(deed, "company")


def _my_worker(deed: Deed) -> Reply:
    if deed.contact.worker_id is not None:
        return _of_their_worker(deed, "my_worker")
    _task(deed, "wants_to_know_worker")
    return say(deed, "no_worker")


def _other_worker(deed: Deed) -> Reply:
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
    return Reply(_filled(deed, phrase(Wording.NO_MEETING).text.to(deed.language)))


def _after_cannot(deed: Deed) -> Reply:
    match deed.about.choice:
        case "yes":
            return offering.offer(deed, offering.CHANGE)
        case "later":
            return say(deed, "cant_later")
        case "talk":
            return _wants_to_talk(deed)
        case _:
            return offering.own_words(deed, offering.CHANGE)


def _after_missed(deed: Deed) -> Reply:
    match deed.about.choice:
        case "leave_it":
            return say(deed, "missed_leave")
        case "talk":
            return _wants_to_talk(deed)
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
    _task(deed, "promise_wrong")
    return say(deed, "promise_wrong")


def _handed_over(deed: Deed) -> Reply:
    match deed.about.choice:
        case "fine":
            return say(deed, "handover_fine")
        case "other":
            return _other_worker(deed)
        case "talk":
            return _wants_to_talk(deed)
        case _:
            request(deed, Kind.WORDS, words=deed.about.words)
            return say(deed, "asked_words")


def _wants_to_talk(deed: Deed) -> Reply:
    _task(deed, TALK_TASK)
    return say(deed, "talk_told")


def _task(deed: Deed, kind: str) -> None:
    tasks.raise_for(
        deed.tx,
        worker_id=deed.worker_id,
        contact_id=deed.contact.id,
        kind=kind,
        appointment_id=deed.meeting.id if deed.meeting is not None else None,
        now=deed.now,
    )


def _of_their_worker(deed: Deed, key: str) -> Reply:
    """Say it of the worker whose caseload they are on, whoever the next meeting is with."""
    return Reply(deed.house.fill(phrase(key).text.to(deed.language), deed.contact.worker))


def _filled(deed: Deed, text: str) -> str:
    return deed.house.fill(text, deed.worker)


_SAID: Mapping[Says, Callable[[Deed], Reply]] = {
    Says.COMING: _coming,
    Says.CHANGE: _change,
    Says.CANNOT: _cannot,
    Says.LATE: _late,
    Says.WHERE: _where,
    Says.WHEN: _when,
    Says.WHO: _who,
    Says.COMPANY: _company,
    Says.MY_WORKER: _my_worker,
    Says.OTHER_WORKER: _other_worker,
    Says.MEET: _meet,
}
_STEPS: Mapping[str, Callable[[Deed], Reply]] = {
    REMINDER: _reminded,
    "change": lambda deed: offering.taken(deed, offering.CHANGE),
    "meet": lambda deed: offering.taken(deed, offering.MEET),
    "cannot": _after_cannot,
    "missed": _after_missed,
    "getting": _getting,
    "promise": _promised,
    "handover": _handed_over,
}
