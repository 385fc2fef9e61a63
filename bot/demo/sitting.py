"""One sample young person answers one flow: the rows of a real sitting, but no messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.conversation.house import House
from bot.demo.answering import answer_on, taste
from bot.demo.people import drawn_for, sample_people
from bot.engine.events import Event, SessionEnded
from bot.store import answers, contacts, sessions, situations
from bot.store.beginnings import begin, sitting_of
from bot.store.database import Transaction
from bot.store.flows import Published

ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # no sample shares a phone, so any moment does


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample young person as the store knows them."""

    contact_id: int
    nickname: str
    number: str


def known_samples(tx: Transaction) -> Iterator[Sample]:
    """Yield the sample young people that the store has, in the order of their numbers."""
    for person in sample_people():
        contact = situations.of_urn(tx, f"tel:{person.number}", ANY_TIME).contact
        if contact is not None:
            yield Sample(contact.id, person.nickname, person.number)


def sit(
    tx: Transaction, house: House, published: Published, sample: Sample, *, now: datetime
) -> bool:
    """Let one sample young person answer a flow; tell whether they did.

    Nothing happens where they began it before, where another talk is open, or where they left.
    """
    flow = published.flow
    person = contacts.person(tx, sample.contact_id)
    ways = [way for way in contacts.ways_to_reach(tx, sample.contact_id) if not way.opted_out]
    if person is None or not ways or sessions.has_had(tx, sample.contact_id, flow.key):
        return False
    begun = begin(
        tx,
        house=house,
        person=person,
        address_id=ways[0].address_id,
        channel=ways[0].channel,
        published=published,
        now=now,
    )
    was = situations.open_session_of(tx, sample.contact_id)
    if begun is None or was is None or was.id != begun.session_id:
        return False
    draw = drawn_for(sample.number, flow.key)
    state, events = answer_on(flow, was.state, taste(draw), draw)
    sitting = sitting_of(
        house,
        published,
        was.id,
        contact_id=person.id,
        channel=ways[0].channel,
        language=person.language,
    )
    answers.record(tx, sitting, events, now)
    ended = _ended(events)
    if ended is None:
        return sessions.move_on(tx, was, state, address_id=was.address_id, now=now)
    return sessions.end(tx, was, state, outcome=ended.outcome, now=now)


def _ended(events: tuple[Event, ...]) -> SessionEnded | None:
    return next((event for event in events if isinstance(event, SessionEnded)), None)
