"""Put the question about a meeting again in the language they have just chosen: as the reply to
that choice, so that nobody is texted once more for it. Within a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.conversation.model import Reply, Situation
from bot.conversation.phrases import Phrase, options_of, phrase
from bot.engine.events import ContactChanged
from bot.meetings.wording import Wording, reminder_wording, say_when
from bot.store import appointments, recipients, situations, talks
from bot.store.appointments import Appointment
from bot.store.database import Transaction
from bot.store.offering import BY_PHONE, CHANGE, LEADS, MEET, NOT_THIS_WEEK
from bot.store.reminding import style_of
from nlu.port import Option

if TYPE_CHECKING:
    from bot.store.turns import Writing

# The sentence that asks, by the step of its talk. What named a promise or a person stays as put.
_ASKS: Mapping[str, str] = {"cannot": "cant_1", "missed": "missed", "getting": "getting"}
_LABELS: Mapping[str, str] = {BY_PHONE: "label_phone", NOT_THIS_WEEK: "label_not_this_week"}


@dataclass(frozen=True, slots=True)
class _Put:
    """What a question is put from."""

    tx: Transaction
    house: House
    language: str
    now: datetime

    def phrase(self, key: str) -> Phrase:
        return phrase(key, self.house.drafts)

    def when(self, at: datetime, said: Phrase, zone: ZoneInfo) -> str:
        return say_when(at, self.now, zone, said.text.spoken(self.language))


def chosen_language(writing: Writing) -> str | None:
    """Return the language a message chose, where that is all it told of them."""
    told = [event for event in writing.turn.events if isinstance(event, ContactChanged)]
    return told[0].value if len(told) == 1 and told[0].name == "language" else None


def with_meeting_again(writing: Writing, reply: Reply) -> Reply:
    """Return the reply to choosing a language: the question about a meeting, where one waits."""
    language, situation = chosen_language(writing), writing.situation
    if language is None or situation.contact is None:
        return reply
    if writing.turn.outcome is not None:  # the talk about languages is over
        if situations.open_session_of(writing.tx, situation.contact.id) is not None:
            return reply  # and another has begun
        situation = replace(situation, session=None)
    asked = again_in(writing.tx, writing.house, situation, language=language, now=writing.now)
    return asked or reply


def again_in(
    tx: Transaction, house: House, situation: Situation, *, language: str, now: datetime
) -> Reply | None:
    """Return the question about a meeting in `language`, BCP 47; its options are read in it too.

    None where no such question waits, or it would be said in the same language as before.
    """
    contact, address = situation.contact, situation.address
    if contact is None or address is None or not situation.meeting_asked_last:
        return None
    put = _Put(tx, house, language, now)
    if situation.asked is None:
        return _reminder(put, address.asking_id, contact.language)
    asked = situation.asked
    said = _question(put, asked.step, asked.options)
    if said is None or said.text.spoken(language) == said.text.spoken(contact.language):
        return None
    options = _options(put, said, asked.options)
    talks.reword(tx, asked.talk_id, options)
    meeting = appointments.one(tx, asked.appointment_id) if asked.appointment_id else None
    worker = meeting.worker if meeting is not None else contact.worker
    labels = tuple(option.label for option in options)
    return Reply(house.fill(said.text.to(language), worker, language), options=labels)


def _question(put: _Put, step: str, options: Sequence[Option]) -> Phrase | None:
    if step in {CHANGE, MEET}:
        with_times, without = LEADS[step]
        return put.phrase(with_times if _has_times(options) else without)
    return put.phrase(_ASKS[step]) if step in _ASKS else None


def _has_times(options: Sequence[Option]) -> bool:
    return any(option.key not in _LABELS for option in options)


def _options(put: _Put, said: Phrase, before: Sequence[Option]) -> tuple[Option, ...]:
    """Return the same options in the same order, called as the language calls them."""
    called = {option.key: option.label for option in options_of(said, put.language)}
    for option in before:
        if option.key in _LABELS:
            called[option.key] = put.phrase(_LABELS[option.key]).text.to(put.language)
        elif option.key not in called:
            at = datetime.fromisoformat(option.key)
            called[option.key] = put.when(at, said, put.house.zone)
    return tuple(Option(option.key, called[option.key]) for option in before)


def _reminder(put: _Put, appointment_id: int | None, before: str) -> Reply | None:
    meeting = appointments.one(put.tx, appointment_id) if appointment_id is not None else None
    if meeting is None or meeting.status != "booked" or meeting.starts_at <= put.now:
        return None
    said = put.phrase(_wording(put, meeting))
    if not said.options or said.text.spoken(put.language) == said.text.spoken(before):
        return None
    when = put.when(meeting.starts_at, said, ZoneInfo(meeting.zone))
    gaps = {"when": when, "place": meeting.place}
    text = put.house.fill(said.text.to(put.language), meeting.worker, put.language, **gaps)
    return Reply(text, options=said.labels(put.language))


def _wording(put: _Put, meeting: Appointment) -> Wording:
    known = recipients.all_of(put.tx, put.house, [meeting.contact_id])[meeting.contact_id]
    return reminder_wording(meeting.starts_at - put.now, style_of(meeting, known))
