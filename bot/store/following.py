"""What begins when a conversation has ended: the flow that waited, or one that may follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.conversation.again import reply_of
from bot.conversation.budget import BegunBy, earliest
from bot.conversation.model import Reply
from bot.engine.events import MsgCreated
from bot.engine.model import Outcome
from bot.store import contacts, flow_requests, sittings
from bot.store.beginnings import WELCOME, Begun, begin, wanted
from bot.store.flow_requests import NOTHING_TOLD
from bot.store.flows import Published
from bot.store.newcomers import BY_A_WORD

if TYPE_CHECKING:
    from bot.store.turns import Writing


@dataclass(frozen=True, slots=True)
class _Next:
    published: Published
    begun_by: BegunBy
    told: Mapping[str, str]


def what_follows(writing: Writing, reply: Reply, private: bool) -> tuple[Reply, bool]:
    """Begin the flow that waited for this one to end; its question joins the goodbye."""
    contact = writing.situation.contact
    following = _following(writing, contact.id) if contact else None
    begun = _begun(writing, following) if following else None
    if begun is None or begun.message is None:
        return reply, private
    return _opening(begun, before=f"{reply.text}\n"), private or begun.private


def what_they_asked_for(
    writing: Writing, flow: str, reply: Reply | None, private: bool
) -> tuple[Reply | None, bool]:
    """Begin the flow whose keyword they sent, or remember it until the open one ends."""
    contact = writing.situation.contact
    if contact is None:
        return reply, private
    if writing.situation.session is not None:
        flow_requests.add(writing.tx, contact.id, flow, now=writing.now, begun_by=BegunBy.KEYWORD)
        return reply, private
    published = writing.shelf.newest(writing.tx, flow)
    told = BY_A_WORD if flow == WELCOME else NOTHING_TOLD
    begun = _begun(writing, _Next(published, BegunBy.KEYWORD, told))
    if begun is None or begun.message is None:
        return reply, private
    return _opening(begun), begun.private


def _begun(writing: Writing, following: _Next) -> Begun | None:
    contact = writing.situation.contact
    person = contacts.person(writing.tx, contact.id) if contact else None
    if person is None:
        return None
    begun = begin(
        writing.tx,
        house=writing.house,
        person=person,
        address_id=writing.address_id,
        channel=writing.inbound.channel,
        published=following.published,
        now=writing.now,
        begun_by=following.begun_by,
        told=following.told,
    )
    if begun is not None:  # else somebody else who shares the phone is being asked: it waits on
        flow_requests.begun(writing.tx, person.id, following.published.flow.key, writing.now)
    return begun


def _opening(begun: Begun, *, before: str = "") -> Reply:
    opening = begun.message or MsgCreated("")
    return replace(reply_of(opening), text=f"{before}{opening.text}")


def _following(writing: Writing, contact_id: int) -> _Next | None:
    tx = writing.tx
    waiting = flow_requests.next_of(tx, contact_id)
    complete = writing.turn.outcome is Outcome.COMPLETE
    # Who leaves it there is asked nothing more now, but for what they asked for themselves.
    if waiting is not None and (complete or waiting.begun_by is BegunBy.KEYWORD):
        published = writing.shelf.newest(tx, waiting.flow)
        at = _earliest(writing, contact_id, published, waiting.begun_by, rides_on=False)
        if at <= writing.now:
            return _Next(published, waiting.begun_by, waiting.told)
        flow_requests.postpone(tx, waiting.id, at)
    session = writing.situation.session
    if session is None or not complete:
        return None
    for published in writing.shelf.after(tx, session.flow):
        if _earliest(writing, contact_id, published, BegunBy.AFTER, rides_on=True) <= writing.now:
            return _Next(published, BegunBy.AFTER, NOTHING_TOLD)
    return None


def _earliest(
    writing: Writing, contact_id: int, published: Published, by: BegunBy, *, rides_on: bool
) -> datetime:
    past = sittings.of_contact(writing.tx, contact_id, writing.now)
    return earliest(past, wanted(published.flow, by, rides_on=rides_on), writing.now)
