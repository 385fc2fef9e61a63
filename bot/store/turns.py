"""Write all that one inbound message does, in the transaction it is given. All or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.model import Became, Inbound, OpenSession, Situation, Turn
from bot.engine.events import ContactChanged
from bot.engine.model import Outcome
from bot.safeguarding.assess import Severity
from bot.store import (
    addresses,
    answers,
    concerns,
    contacts,
    flow_requests,
    following_wishes,
    messages,
    outbox,
    replanning,
    sessions,
    tasks,
    waves,
)
from bot.store.beginnings import WELCOME, sitting_of
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.meeting_again import chosen_language
from bot.store.replies import send_reply
from bot.store.sent_drawings import drawn
from bot.store.worries import all_theirs, joins, nobodys, whose_phone, worry

ONCE = frozenset({Became.UNKNOWN, Became.RECEIPT, Became.WHO})
WRONG_NUMBER = "wrong number"


class Moved(Exception):
    """The session or its address moved on since it was read: roll back, read again."""


class Duplicate(Exception):
    """This provider id is stored already: roll back, nothing to do."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What every step of writing one turn needs."""

    tx: Transaction
    inbound: Inbound
    situation: Situation
    turn: Turn
    house: House
    shelf: Shelf
    now: datetime
    address_id: int
    message_id: int

    @property
    def contact_id(self) -> int | None:
        """Who wrote, as far as is known: a number that several share tells nothing of that."""
        situation = self.situation
        if situation.contact is None or situation.contacts > 1:
            return None
        return situation.contact.id


def write(
    tx: Transaction,
    *,
    inbound: Inbound,
    situation: Situation,
    turn: Turn,
    severity: Severity | None,
    house: House,
    shelf: Shelf,
    now: datetime,
) -> None:
    """Write one turn.

    Raises:
        Duplicate: the message was stored before.
        Moved: the session is no longer at the revision it was read at, or the address is left,
            held or answered as it was not when it was read.
    """
    known = situation.address
    address_id = known.id if known else addresses.ensure(tx, inbound.urn, now)
    on_chat = inbound.channel == "chat"
    message_id = messages.first_sight(
        tx,
        inbound,
        address_id=address_id,
        contact_id=situation.contact.id if situation.contact and situation.contacts == 1 else None,
        private=situation.session.private if situation.session else False,
        became=turn.became,
        severity=severity,
        chat_position=addresses.next_chat_position(tx, address_id) if on_chat else None,
    )
    if message_id is None:
        raise Duplicate
    writing = Writing(tx, inbound, situation, turn, house, shelf, now, address_id, message_id)
    if situation.session is not None:
        _session(writing, situation.session)
    _address(writing)
    for step in (_opt, worry, _tasks, joins, whose_phone):
        step(writing)
    send_reply(writing)


def _address(writing: Writing) -> None:
    """What is said once, such as a holding reply, must rest on how the address stands now."""
    turn = writing.turn
    if turn.opt_out or turn.opt_in or turn.concern or turn.became in ONCE:
        read = writing.situation.address
        if not addresses.stands(writing.tx, writing.address_id, read):
            raise Moved


def _session(writing: Writing, session: OpenSession) -> None:
    turn = writing.turn
    if not _saved(writing, session):
        raise Moved
    if turn.events:
        published = writing.shelf.version(writing.tx, session.flow_version_id)
        sitting = sitting_of(
            writing.house,
            published,
            session.id,
            contact_id=session.contact_id,
            channel=writing.inbound.channel,
            language=session.state.language,
            wave=waves.of_state(session.state),
        )
        until_now = following_wishes.until_now(
            writing.tx,
            writing.house,
            session.contact_id,
            flow=session.flow,
            events=turn.events,
            now=writing.now,
        )
        answers.record(writing.tx, sitting, turn.events, writing.now)
        drawn(writing, session, sitting)
        _facts(writing, session)
        if until_now is not None:
            following_wishes.follow(writing.tx, writing.house, until_now, writing.now)
    if turn.outcome is Outcome.COMPLETE and session.flow == WELCOME:
        contacts.welcomed(writing.tx, session.contact_id, writing.now)


def _saved(writing: Writing, session: OpenSession) -> bool:
    """Move the session at the revision it was read at; tell whether it still stood there."""
    turn, tx, now = writing.turn, writing.tx, writing.now
    state = turn.state or session.state
    if turn.outcome is not None:
        return sessions.end(tx, session, state, outcome=turn.outcome, now=now)
    if turn.state is not None:
        # Another language, chosen while a meeting is asked about: that stays the latest question.
        asides = writing.situation.meeting_asked_last and chosen_language(writing) is not None
        asked_at = session.asked_at if asides else now
        return sessions.move_on(tx, session, state, address_id=writing.address_id, now=asked_at)
    if turn.concern is not None or turn.about is not None:
        return sessions.touch(tx, session)
    return True


def _facts(writing: Writing, session: OpenSession) -> None:
    facts = {
        event.name: event.value
        for event in writing.turn.events
        if isinstance(event, ContactChanged)
    }
    if not facts:
        return
    contacts.state_facts(
        writing.tx, session.contact_id, writing.address_id, facts=facts, now=writing.now
    )
    if facts.get("number") == "wrong":
        flow_requests.drop(writing.tx, session.contact_id, writing.now)
        outbox.void_address(writing.tx, writing.address_id, "they said it is a wrong number")


def _opt(writing: Writing) -> None:
    turn, tx = writing.turn, writing.tx
    if turn.opt_in:
        for address_id in _theirs(writing):
            addresses.opt_in(tx, address_id)
            concerns.can_be_texted(tx, address_id)
        # What was void because they had left is planned again, for all who have this phone.
        people = contacts.people_at(tx, _theirs(writing))
        replanning.replan(tx, writing.house, people, writing.now)
    if turn.opt_out is None:
        return
    for address_id in _theirs(writing):
        addresses.opt_out(tx, address_id, how=turn.opt_out, now=writing.now)
        addresses.asked_and_answered(tx, address_id)
        outbox.void_address(tx, address_id, outbox.LEFT)
    if writing.contact_id is not None:
        flow_requests.drop(tx, writing.contact_id, writing.now)
    if turn.opt_out == WRONG_NUMBER:
        nobodys(writing)


def _theirs(writing: Writing) -> tuple[int, ...]:
    """Return where leaving or coming back holds: a chat is one person's, so all that is theirs;
    a phone may be shared, so that number alone."""
    if writing.inbound.channel != "chat":
        return (writing.address_id,)
    return all_theirs(writing)


def _tasks(writing: Writing) -> None:
    contact = writing.situation.contact
    if contact is None:
        return
    for kind in writing.turn.tasks:
        tasks.raise_for(
            writing.tx,
            worker_id=contact.worker_id,
            contact_id=contact.id,
            kind=kind,
            now=writing.now,
        )
