"""Sayso's database for a measurement: filled once, put back between runs, counted after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, text, update

from bot.bench.phones import PEOPLE, phone
from bot.bench.walks import FACTS, Standing, standings
from bot.conversation.model import Became
from bot.engine.events import Asked
from bot.engine.loading import shipped
from bot.engine.model import SessionStatus
from bot.engine.state_json import dump
from bot.store import answers, contacts
from bot.store.answers import Sitting
from bot.store.beginnings import begin, sitting_of
from bot.store.contacts import NewContact, Person
from bot.store.database import Transaction
from bot.store.flows import Published, Shelf
from bot.store.migrations.run import migrate
from bot.store.sessions import STATE
from bot.store.tables import address, answer, inbound_message, outbox, session, totals_answer
from bot.wiring import Services

FLOWS = ("good-place", "my-meetings")

_PUT_BACK = (
    update(session)
    .where(session.c.id == bindparam("session_id"))
    .values(
        state=bindparam("sealed_state"),
        status=SessionStatus.WAITING,
        outcome=None,
        ended_at=None,
        revision=session.c.revision + 1,
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """One pretend person's session, and where it waits at the start of every run."""

    person: int
    sitting: Sitting
    here: Standing


@dataclass(frozen=True, slots=True)
class Counts:
    """What is stored: texts taken in, those that answered a question, and messages going out."""

    stored: int
    answered: int
    replies: int

    def since(self, before: Counts) -> Counts:
        """Return what was added after `before`."""
        return Counts(
            self.stored - before.stored,
            self.answered - before.answered,
            self.replies - before.replies,
        )


def fill(services: Services) -> tuple[Place, ...]:
    """Make a fresh schema, publish the flows, and open one session a person."""
    migrate(services.store.engine)
    services.publish(shipped())
    shelf = Shelf()
    with services.store.begin() as tx:
        published = [shelf.newest(tx, key) for key in FLOWS]
        seats = [(version, here) for version in published for here in standings(version.flow)]
        now = services.now()
        return tuple(
            _seat(tx, services, number, seat=seats[number % len(seats)], now=now)
            for number in range(PEOPLE)
        )


def _seat(
    tx: Transaction,
    services: Services,
    number: int,
    *,
    seat: tuple[Published, Standing],
    now: datetime,
) -> Place:
    version, here = seat
    person = _person(tx, number, now)
    address_id = contacts.give_address(
        tx, person.id, f"tel:{phone(number)}", confirmed_by="worker", now=now
    )
    begun = begin(
        tx,
        house=services.house,
        person=person,
        address_id=address_id,
        channel="sms",
        published=version,
        now=now,
    )
    if begun is None:
        raise LookupError(f"pretend person {number} has a session already")
    sitting = sitting_of(
        services.house,
        version,
        begun.session_id,
        contact_id=person.id,
        channel="sms",
        language=FACTS["language"],
    )
    return Place(number, sitting, here)


def _person(tx: Transaction, number: int, now: datetime) -> Person:
    new = NewContact(nickname=f"Person {number}", age_band=FACTS["age_band"])
    made = contacts.person(tx, contacts.add(tx, new, now))
    if made is None:
        raise LookupError(f"pretend person {number} was not kept")
    return made


def put_back(services: Services, places: Sequence[Place]) -> None:
    """Return every session to where it waits, its question asked and nothing answered yet.

    Messages stay: their tables grow from run to run, as the floor's do.
    """
    now = services.now()
    yesterday = now.date() - timedelta(days=1)  # a full house's others answered long ago
    sittings = [place.sitting.session_id for place in places]
    with services.store.begin() as tx:
        tx.db.execute(delete(answer).where(answer.c.session_id.in_(sittings)))
        tx.db.execute(delete(totals_answer).where(totals_answer.c.answered_on >= yesterday))
        tx.db.execute(update(address).where(address.c.held_by.is_not(None)).values(held_by=None))
        tx.db.execute(_PUT_BACK, [_standing_row(tx, place) for place in places])
        for place in places:
            asked = Asked(place.here.ask.key, place.here.ask.sees)
            answers.record(tx, place.sitting, (asked,), now)
    _tidy(services)


def _tidy(services: Services) -> None:
    """Let PostgreSQL clear away what putting back left, now and not during the next run."""
    engine = services.store.engine
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.execute(
                text("VACUUM ANALYZE session, answer, totals_answer, inbound_message, outbox")
            )


def _standing_row(tx: Transaction, place: Place) -> dict[str, object]:
    return {
        "session_id": place.sitting.session_id,
        "sealed_state": tx.cipher.encrypt(dump(place.here.state), STATE),
    }


def count(services: Services) -> Counts:
    """Count what is stored now."""
    with services.store.reading() as tx:
        row = tx.db.execute(
            select(
                func.count(),
                func.count().filter(inbound_message.c.became == Became.ANSWER),
                select(func.count()).select_from(outbox).scalar_subquery(),
            ).select_from(inbound_message)
        ).one()
    return Counts(*map(int, row))
