"""A worker who was away has their young people back on the day that was said, and each is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.store import handing_over
from bot.store.database import Store
from bot.store.tables import appointment, contact
from bot.store.users import RoleName, User
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, rows, said_to, texts
from tests.sending import Sender
from tests.staff_pages import a_member


@pytest.fixture
def sam(services: Services) -> int:
    """Return the id of the worker who goes away."""
    return a_worker(services)


@pytest.fixture
def jo(services: Services) -> int:
    """Return the id of the worker who stands in."""
    return a_member(services, RoleName.WORKER, email="jo@example.org", name="Jo")


@pytest.fixture
def pat(services: Services, sam: int, jo: int) -> int:
    """Return a young person of Sam's who is with Jo for three days."""
    contact_id = a_contact(services, worker=WORKER_EMAIL, discretion="normal")
    services.book(
        contact_id=contact_id,
        worker_id=sam,
        starts_at=services.now() + timedelta(days=9),
        place="the cafe",
    )
    away(services, contact_id, jo, days=3)
    return contact_id


def away(services: Services, contact_id: int, to: int, *, days: int) -> None:
    """Hand a young person over until so many days from now."""
    back_on = services.now().date() + timedelta(days=days)
    with services.store.begin() as tx:
        handing_over.hand_over(
            tx, services.house, [contact_id], to, away=True, now=services.now(), back_on=back_on
        )


def worker_of(store: Store) -> int:
    return int(rows(store, contact)[0].worker_id)


def test_on_the_day_they_go_back_with_their_meetings_and_can_answer(
    services: Services, store: Store, sender: Sender, clock: Clock, sam: int, jo: int, pat: int
) -> None:
    clock.forward(days=2)
    services.tell_workers()
    assert worker_of(store) == jo

    clock.forward(days=1)
    for _ in range(2):
        services.tell_workers()
    sender.send()

    assert worker_of(store) == sam
    assert [row.worker_id for row in rows(store, appointment)] == [sam]
    told = [body for body in said_to(store) if "is back" in body]
    assert [body.partition("\n")[0] for body in told] == [
        "Hi. Sam is back, and is your worker again. How is that?"
    ]
    texts(services, "1")
    assert said_to(store)[-1] == "Thanks. Sam will say hello soon."


def test_whoever_got_another_worker_for_good_stays_with_them(
    services: Services, store: Store, clock: Clock, pat: int
) -> None:
    al = a_member(services, RoleName.WORKER, email="al@example.org", name="Al")
    with store.begin() as tx:
        handing_over.hand_over(tx, services.house, [pat], al, away=False, now=services.now())

    clock.forward(days=4)
    services.tell_workers()

    assert worker_of(store) == al


def test_where_the_stand_in_goes_away_too_they_go_back_to_the_first_when_both_are_back(
    services: Services, store: Store, clock: Clock, sam: int, pat: int
) -> None:
    al = a_member(services, RoleName.WORKER, email="al@example.org", name="Al")
    away(services, pat, al, days=5)

    clock.forward(days=4)
    services.tell_workers()
    assert worker_of(store) == al
    clock.forward(days=1)
    services.tell_workers()

    assert worker_of(store) == sam


def test_where_the_worker_has_left_they_stay_with_the_stand_in(
    services: Services, store: Store, clock: Clock, sam: int, jo: int, pat: int
) -> None:
    with store.begin() as tx:
        tx.db.execute(update(User.__table__).where(User.id == sam).values(active=False))

    clock.forward(days=4)
    services.tell_workers()

    assert worker_of(store) == jo
