"""What follows once somebody said that they hold a shared phone: their question, or what waited.

A part of `turns.write`, in its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.model import Reply
from bot.engine.advance import ask_again
from bot.engine.events import MsgCreated
from bot.engine.model import SessionStatus
from bot.store import contacts, flow_requests, reminding, situations
from bot.store.beginnings import begin

if TYPE_CHECKING:
    from bot.store.turns import Writing


def after_who(writing: Writing, contact_id: int, thanks: Reply) -> tuple[Reply, bool]:
    """Return what is said to the contact who holds the phone, filled, and whether it is private."""
    person = contacts.person(writing.tx, contact_id)
    if person is None:
        return thanks, False
    asked = _reminder(writing, person)
    if asked is not None:
        return Reply(asked), False
    message, private = _theirs(writing, person)
    if message is None:
        return thanks, False
    house = writing.house
    reply = Reply(
        house.fill(message.text, person.worker, person.language),
        options=tuple(
            house.fill(option.label, person.worker, person.language) for option in message.options
        ),
        listed=message.listed,
        several=message.several,
        draws=message.draws,
    )
    return reply, private


def _reminder(writing: Writing, person: contacts.Person) -> str | None:
    """Return the reminder that waits for this contact's answer, as it was sent, if one does."""
    address = writing.situation.address
    if address is None or address.asking_kind != "reminder" or address.asking_at is None:
        return None
    open_now = situations.open_session_of(writing.tx, person.id)
    if open_now is not None and open_now.asked_at >= address.asking_at:
        return None
    return reminding.last_said(writing.tx, address.asking_id, contact_id=person.id)


def _theirs(writing: Writing, person: contacts.Person) -> tuple[MsgCreated | None, bool]:
    open_now = situations.open_session_of(writing.tx, person.id)
    if open_now is not None:
        if open_now.state.status is not SessionStatus.WAITING:
            return None, False
        flow = writing.shelf.version(writing.tx, open_now.flow_version_id).flow
        return ask_again(flow, open_now.state), open_now.private
    waiting = flow_requests.next_of(writing.tx, person.id)
    if waiting is None:
        return None, False
    begun = begin(
        writing.tx,
        house=writing.house,
        person=person,
        address_id=writing.address_id,
        channel=writing.inbound.channel,
        published=writing.shelf.newest(writing.tx, waiting.flow),
        now=writing.now,
        begun_by=waiting.begun_by,
        told=waiting.told,
    )
    if begun is None:  # somebody else who shares the phone is in the middle of something
        return None, False
    flow_requests.begun(writing.tx, person.id, waiting.flow, writing.now)
    return begun.message, begun.private
