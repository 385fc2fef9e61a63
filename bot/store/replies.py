"""Put the answer to an inbound message into the outbox: filled, rendered, one message."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.languages import said_in
from bot.conversation.model import Reply
from bot.conversation.phrases import speaks
from bot.engine.model import DEFAULT_LANGUAGE, Outcome
from bot.safeguarding.sendable import is_approved, is_ready_in, languages_of, without_stale
from bot.store import outbox
from bot.store.following import what_follows, what_they_asked_for
from bot.store.joins import joined
from bot.store.meeting_acts import respond
from bot.store.meeting_again import with_meeting_again
from bot.store.outbox import NewMessage
from bot.store.rights import exercise, last_word
from bot.store.who_replies import after_who
from bot.store.worker_texts import answer_worker

if TYPE_CHECKING:
    from bot.store.turns import Writing

FIXED = frozenset({"holding", "help", "receipt", "unknown", "opt_out", "opt_in", "who"})

log = logging.getLogger(__name__)


GOES_ON = frozenset({Outcome.COMPLETE, Outcome.PARTIAL})


def send_reply(writing: Writing) -> None:
    """Write the one reply of a turn, if it has one."""
    reply = exercise(writing) or _reply(writing)
    private = writing.situation.session is not None and writing.situation.session.private
    if writing.turn.begins is not None:
        reply, private = what_they_asked_for(writing, writing.turn.begins, reply, private)
    if reply is not None and writing.turn.outcome in GOES_ON:
        reply, private = what_follows(writing, reply, private)
    if reply is not None:
        reply = with_meeting_again(writing, reply)
    if reply is not None and writing.turn.here is not None:
        reply, private = after_who(writing, writing.turn.here, reply)
    if reply is None:
        return
    contact = writing.situation.contact
    worker = contact.worker if contact else None
    house, channel = writing.house, writing.inbound.channel
    language = _language(writing, reply)
    labels = tuple(house.fill(label, worker, language) for label in reply.options)
    body = house.body(
        house.fill(reply.text, worker, language), labels if reply.listed else (), channel=channel
    )
    if reply.kind in FIXED:
        body = without_stale(body, writing.now.date())
    if _is_held(writing) and not is_approved(body):
        log.error("words that nobody approved were kept back: a concern is open")
        return
    sent = outbox.enqueue(
        writing.tx,
        NewMessage(
            address_id=writing.address_id,
            contact_id=contact.id if contact else None,
            channel=channel,
            kind=reply.kind,
            body=body,
            options=labels if channel == "chat" else (),
            several=reply.several,
            draws=reply.draws and channel == "chat",
            language=language,
            private=private,
            dedupe_key=f"re:{writing.message_id}",
            due_at=writing.now,
        ),
        writing.now,
    )
    last_word(writing, sent)


def _language(writing: Writing, reply: Reply) -> str:
    """Return the language a reply is really in: what is not translated is English, and says so."""
    contact, session = writing.situation.contact, writing.situation.session
    wanted = contact.language if contact else DEFAULT_LANGUAGE
    if reply.text in languages_of():
        return languages_of()[reply.text]
    if reply.kind in FIXED:  # with a time or a name in it
        return wanted if is_ready_in(wanted) else DEFAULT_LANGUAGE
    if session is None:
        return wanted if speaks(wanted, writing.house.drafts) else DEFAULT_LANGUAGE
    flow = writing.shelf.version(writing.tx, session.flow_version_id).flow
    return said_in(flow, writing.turn.state or session.state)


def _is_held(writing: Writing) -> bool:
    """Whether a concern pauses this address, from before or since this very message."""
    address = writing.situation.address
    return writing.turn.holds or (address is not None and address.held)


def _reply(writing: Writing) -> Reply | None:
    if writing.turn.joins is not None:
        return joined(writing, writing.turn.joins)
    if writing.turn.staff is not None:
        return answer_worker(writing, writing.turn.staff)
    if writing.turn.about is not None:
        reply = respond(writing)
        return replace(reply, kind=writing.turn.kind_of_reply) if reply is not None else None
    return writing.turn.reply
