"""What follows once somebody said that they hold a shared phone: their question, or what waited.

A part of `turns.write`, in its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.model import Reply
from bot.engine.advance import ask_again
from bot.engine.events import MsgCreated
from bot.engine.model import SessionStatus
from bot.store import contacts, sessions, situations
from bot.store.beginnings import begin

if TYPE_CHECKING:
    from bot.store.turns import Writing


def after_who(writing: Writing, contact_id: int, thanks: Reply) -> tuple[Reply, bool]:
    """Return what is said to the contact who holds the phone, filled, and whether it is private."""
    person = contacts.person(writing.tx, contact_id)
    if person is None:
        return thanks, False
    message, private = _theirs(writing, person)
    if message is None:
        return thanks, False
    house = writing.house
    reply = Reply(
        house.fill(message.text, person.worker),
        options=tuple(house.fill(option.label, person.worker) for option in message.options),
        listed=message.listed,
        several=message.several,
    )
    return reply, private


def _theirs(writing: Writing, person: contacts.Person) -> tuple[MsgCreated | None, bool]:
    open_now = situations.open_session_of(writing.tx, person.id)
    if open_now is not None:
        if open_now.state.status is not SessionStatus.WAITING:
            return None, False
        flow = writing.shelf.version(writing.tx, open_now.flow_version_id).flow
        return ask_again(flow, open_now.state), open_now.private
    flow_key = sessions.next_request(writing.tx, person.id, writing.now)
    if flow_key is None:
        return None, False
    begun = begin(
        writing.tx,
        house=writing.house,
        person=person,
        address_id=writing.address_id,
        channel=writing.inbound.channel,
        published=writing.shelf.newest(writing.tx, flow_key),
        now=writing.now,
    )
    if begun is None:  # somebody else who shares the phone is in the middle of something
        sessions.request(writing.tx, person.id, flow_key, writing.now)
        return None, False
    return begun.message, begun.private
