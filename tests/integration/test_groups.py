"""A meeting with several young people moves, or is off, for all; one may go their own way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.errors import BadInput
from bot.services.tell_workers import TellWorkers
from bot.store import worker_ways
from bot.store.appointments import Booking
from bot.store.database import Store
from bot.store.meeting_tables import worker_way
from bot.store.tables import appointment, outbox
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, outgoing, phone, rows
from tests.sending import Sender

AHEAD = timedelta(days=4, hours=6)


@pytest.fixture
def sam(services: Services) -> int:
    """Return a worker's id, whose own number is confirmed."""
    worker_id = a_worker(services)
    with services.store.begin() as tx:
        worker_ways.begin_number(tx, worker_id, phone(800), services.now())
        tx.db.execute(update(worker_way).values(confirmed_at=services.now(), route="sms"))
    return worker_id


@pytest.fixture
def three(services: Services, sam: int) -> list[int]:
    """Return three young people of Sam's."""
    return [a_contact(services, number=number, worker=WORKER_EMAIL) for number in (1, 2, 3)]


@pytest.fixture
def group(services: Services, sam: int, three: list[int]) -> tuple[int, ...]:
    """Return one meeting with the three of them."""
    return services.book.group(
        three, sam, starts_at=services.now() + AHEAD, place="the Hub", actor="user:1"
    )


def told(store: Store, number: int) -> list[str]:
    """Return the news of a change that goes to one phone."""
    found = outgoing(store, outbox.c.kind == "notice", number=number)
    return [body for _, state, body in found if state != "void"]


def test_a_group_called_off_is_off_for_everybody_in_it(
    services: Services, store: Store, sender: Sender, group: tuple[int, ...]
) -> None:
    services.book.call_off(group[1], actor="user:1")
    sender.send()

    assert {row.status for row in rows(store, appointment)} == {"cancelled"}
    assert [len(told(store, number)) for number in (1, 2, 3)] == [1, 1, 1]
    reminders = outgoing(store, outbox.c.kind == "reminder")
    assert {state for _, state, _ in reminders} == {"void"}


def test_a_group_moves_as_one(
    services: Services, store: Store, sam: int, group: tuple[int, ...]
) -> None:
    later = services.now() + AHEAD + timedelta(days=1)

    services.book.move(group[0], starts_at=later, place="the park", actor="user:1")

    assert {row.starts_at for row in rows(store, appointment)} == {later}
    assert [len(told(store, number)) for number in (1, 2, 3)] == [1, 1, 1]


def test_who_moves_alone_leaves_the_group_and_nobody_else_is_told(
    services: Services, store: Store, group: tuple[int, ...]
) -> None:
    later = services.now() + AHEAD + timedelta(days=1)

    services.book.move(group[0], starts_at=later, place="the park", actor="x", together=False)
    services.book.call_off(group[1], actor="x")

    assert [row.status for row in rows(store, appointment)] == ["booked", "cancelled", "cancelled"]
    assert ["New time" in body for body in told(store, 1)] == [True]


def test_a_group_does_not_move_onto_another_meeting_of_one_of_them(
    services: Services, store: Store, sam: int, three: list[int], group: tuple[int, ...]
) -> None:
    later = services.now() + AHEAD + timedelta(days=1)
    services.book(contact_id=three[2], worker_id=sam, starts_at=later, place="the Hub")

    with pytest.raises(BadInput, match="another meeting at that time"):
        services.book.move(group[0], starts_at=later, place="the park", actor="user:1")

    assert told(store, 1) == []


def test_one_time_of_a_groups_series_is_off_for_everybody_and_the_others_stay(
    services: Services, store: Store, sam: int, three: list[int]
) -> None:
    first = Booking(
        three[0],
        sam,
        starts_at=services.now() + AHEAD,
        zone="Europe/London",
        place="the Hub",
        leads=(),
    )
    services.book_series.book(first, "FREQ=MONTHLY;COUNT=3", group=three[1:])
    second = [row for row in rows(store, appointment) if row.contact_id == three[1]][1]

    services.book.call_off(second.id, actor="user:1")

    off = [row for row in rows(store, appointment) if row.status == "cancelled"]
    assert {row.contact_id for row in off} == set(three)
    assert {row.starts_at for row in off} == {second.starts_at}
    assert len(rows(store, appointment)) == 9


def test_after_a_group_its_worker_is_asked_once_who_came(
    services: Services, store: Store, clock: Clock, group: tuple[int, ...]
) -> None:
    clock.forward(days=4, hours=7, minutes=30)

    TellWorkers(store, services.house, services.now)()

    asked = [body for _, _, body in outgoing(store, outbox.c.kind == "task")]
    assert sum("Did you meet" in body for body in asked) == 1
    assert sum("Say who came" in body for body in asked) == 1
