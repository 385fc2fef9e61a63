"""What one message about a meeting does, and what is said back. A part of `turns.write`.

The worker hears at once of what cannot wait; nothing is ever read into silence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.model import Reply
from bot.store import addresses, appointments, talks
from bot.store.appointments import Appointment
from bot.store.deeds import STILL_ON, Deed, say
from bot.store.meeting_says import SAID
from bot.store.meeting_steps import REMINDER, STEPS

if TYPE_CHECKING:
    from bot.store.turns import Writing


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
        return SAID[about.says](deed)
    if about.choice == "skip":
        return say(deed, "missed_leave")
    return STEPS[about.step or REMINDER](deed)
