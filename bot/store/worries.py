"""What one turn does where somebody may not be safe, or may not be who we think they are.

A part of `turns.write`, in its transaction.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation.model import Became
from bot.engine.advance import ask_again
from bot.engine.model import SessionStatus
from bot.safeguarding.assess import UNREAD_LANGUAGE, Assessment
from bot.store import (
    addresses,
    alerts,
    concern_events,
    concerns,
    contacts,
    drawn_answers,
    escalations,
    flow_requests,
    outbox,
    rotas,
    shared_phones,
    tasks,
)
from bot.store.concern_events import Kind
from bot.store.concerns import Joined

if TYPE_CHECKING:
    from bot.store.turns import Writing

UNASKED = frozenset({Became.UNKNOWN, Became.NOTHING, Became.RECEIPT})
QUESTIONS = ("reply", "prompt", "reminder_reply")
MORE_EVERY = timedelta(minutes=5)


def all_theirs(writing: Writing) -> tuple[int, ...]:
    """Return every address of whoever wrote: it is a person whose questions wait."""
    if writing.contact_id is None:
        return (writing.address_id,)
    ways = contacts.ways_to_reach(writing.tx, writing.contact_id)
    return tuple(dict.fromkeys((writing.address_id, *(way.address_id for way in ways))))


def worry(writing: Writing) -> None:
    """Open or add to a concern, pause what asks, and tell people: all of it, or nothing."""
    turn, tx, situation = writing.turn, writing.tx, writing.situation
    if turn.concern is None or _told_already(writing, turn.concern):
        return
    leaving = turn.opt_out is not None
    opted_out = situation.address is not None and situation.address.opted_out
    opened = concerns.open_or_add(
        tx,
        address_id=writing.address_id,
        contact_id=writing.contact_id,
        message_id=writing.message_id,
        assessment=turn.concern,
        can_text=not leaving and not (opted_out and not turn.opt_in),
        question_before=_question_before(writing),
        resumed=situation.address is not None and not situation.address.held,
        now=writing.now,
    )
    for address_id in all_theirs(writing) if turn.holds else ():
        addresses.hold(tx, address_id, opened.id)
        outbox.void_kinds(tx, address_id, QUESTIONS, "a concern was opened")
    if opened.new:
        kind = Kind.OPENED if opened.first else Kind.NEWS
        concern_events.add(tx, opened.id, kind, now=writing.now)
        escalations.begin(
            tx, writing.house, opened.id, severity=turn.concern.severity, now=writing.now
        )
    if turn.became is Became.HELP and turn.reply is not None:
        addresses.helped(tx, writing.address_id, writing.now)


def _told_already(writing: Writing, assessment: Assessment) -> bool:
    """Whether a person has been told that somebody writes in a language Sayso cannot read: once."""
    return assessment.category == UNREAD_LANGUAGE and concerns.has_been(
        writing.tx, writing.address_id, UNREAD_LANGUAGE
    )


def _question_before(writing: Writing) -> str | None:
    """Return the question the flagged words answered, and nothing said before it."""
    session = writing.situation.session
    if session is None or session.state.status is not SessionStatus.WAITING:
        return None
    flow = writing.shelf.version(writing.tx, session.flow_version_id).flow
    worker = writing.situation.contact.worker if writing.situation.contact else None
    return writing.house.fill(ask_again(flow, session.state).text, worker)


def joins(writing: Writing) -> None:
    """What is written while a concern is open stands under it, flagged or not."""
    if writing.turn.became is Became.HELD:
        joined = concerns.add_message(writing.tx, writing.address_id, writing.message_id)
        if joined is not None and writing.inbound.drawing is not None:
            drawn_answers.keep_with(
                writing.tx, joined.id, writing.inbound.drawing, on=writing.now.date()
            )
        if joined is not None:
            _tell_whoever_has_it(writing, joined)
    if writing.turn.became in UNASKED and writing.turn.reply is not None:
        addresses.replied_to_unknown(writing.tx, writing.address_id, writing.now)


def _tell_whoever_has_it(writing: Writing, joined: Joined) -> None:
    """Whoever took a concern hears that there is more in it, every few minutes at most."""
    tx, now, last = writing.tx, writing.now, joined.told_of_more_at
    if joined.taken_by is None or (last is not None and timedelta(0) <= now - last < MORE_EVERY):
        return
    alerts.tell(
        tx,
        writing.house,
        rotas.urns_of_user(tx, joined.taken_by),
        concern_id=joined.id,
        what=alerts.MORE,
        about=f"more{writing.message_id}",
        now=now,
    )
    concerns.told_of_more(tx, joined.id, now)


def nobodys(writing: Writing) -> None:
    """A wrong number, or one that is somebody else's by now: every worker it concerns is told."""
    for whose in contacts.nobodys_number(writing.tx, writing.address_id, writing.now):
        flow_requests.drop(writing.tx, whose.contact_id, writing.now)
        tasks.raise_for(
            writing.tx,
            worker_id=whose.worker_id,
            contact_id=whose.contact_id,
            kind="wrong_number",
            now=writing.now,
        )


def whose_phone(writing: Writing) -> None:
    """Remember who said that they hold this shared phone, or that they were asked."""
    turn, address = writing.turn, writing.situation.address
    if address is None or not address.shared:
        return
    if turn.here is not None:
        shared_phones.hold_phone(writing.tx, writing.address_id, turn.here, writing.now)
    elif writing.contact_id is not None and turn.became is not Became.REMINDER:
        shared_phones.hold_phone(writing.tx, writing.address_id, writing.contact_id, writing.now)
    elif turn.asks_who:
        tries = address.who_tries + 1 if address.who_asked_at is not None else 1
        shared_phones.asked_who(writing.tx, writing.address_id, tries=tries, now=writing.now)
