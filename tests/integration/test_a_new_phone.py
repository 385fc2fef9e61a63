"""A new phone takes over what still waits: nothing of theirs goes to the old one any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import Services
from bot.store import joining
from bot.store.database import Store
from bot.store.tables import concern, contact_address, outbox
from bot.store.users import RoleName
from tests.factories import (
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    address_of,
    outgoing,
    rows,
    texts,
)
from tests.sending import Sender
from tests.staff_pages import a_member

OLD, NEW = 1, 5


@pytest.fixture
def sam(services: Services) -> int:
    """Return a worker's id."""
    return a_worker(services)


@pytest.fixture
def pat(services: Services, sam: int) -> int:
    """Return a young person of Sam's, on the old phone."""
    return a_contact(services, worker=WORKER_EMAIL, discretion="normal")


@pytest.fixture
def lead(services: Services) -> int:
    """Return the id of a safeguarding lead."""
    return a_member(services, RoleName.SAFEGUARDING, email="jo@example.org", name="Jo")


@pytest.fixture
def booked(services: Services, sam: int, pat: int) -> int:
    """Return a meeting of theirs in five days."""
    return services.book(
        contact_id=pat,
        worker_id=sam,
        starts_at=services.now() + timedelta(days=5),
        place="the cafe",
    )


def new_phone(services: Services, pat: int, sam: int, *, moves: bool = True) -> None:
    """Have them text their code from the new phone."""
    with services.store.begin() as tx:
        code, _ = joining.make(tx, pat, made_by=sam, moves=moves, now=services.now())
    texts(services, code, number=NEW)


def waits_at(store: Store, *kinds: str) -> dict[str, set[int]]:
    """Return kind -> the addresses its waiting texts go to."""
    waiting = rows(store, outbox, outbox.c.kind.in_(kinds) & outbox.c.state.in_(("queued",)))
    return {kind: {row.address_id for row in waiting if row.kind == kind} for kind in kinds}


def test_reminders_that_wait_go_to_the_new_phone_with_the_same_words_and_times(
    services: Services, store: Store, sam: int, pat: int, booked: int
) -> None:
    before = [row.due_at for row in rows(store, outbox, outbox.c.kind == "reminder")]

    new_phone(services, pat, sam)

    after = rows(store, outbox, outbox.c.kind == "reminder")
    assert before
    assert [row.due_at for row in after] == before
    assert {row.address_id for row in after} == {address_of(store, NEW).id}


def test_nothing_goes_to_the_old_phone_any_more(
    services: Services, store: Store, sender: Sender, clock: Clock, sam: int, pat: int, booked: int
) -> None:
    new_phone(services, pat, sam)
    for _ in range(30):
        clock.forward(hours=4)
        sender.send()

    assert outgoing(store, number=OLD) == []
    reminded = [state for kind, state, _ in outgoing(store, number=NEW) if kind == "reminder"]
    assert reminded == ["sent", "sent"]


def test_news_of_a_meeting_and_what_a_worker_wrote_follow_them(
    services: Services, store: Store, lead: int, sam: int, pat: int, booked: int
) -> None:
    at = services.now() + timedelta(days=6)
    services.book.move(booked, starts_at=at, place="the park", actor="user:1")
    texts(services, "i want to die")
    (opened,) = rows(store, concern)
    services.concerns.write(opened.id, user_id=lead, words="I will ring you at six.")

    new_phone(services, pat, sam)

    here = {address_of(store, NEW).id}
    assert waits_at(store, "notice", "staff") == {"notice": here, "staff": here}


def test_a_second_phone_leaves_the_first_as_it_is(
    services: Services, store: Store, sam: int, pat: int, booked: int
) -> None:
    new_phone(services, pat, sam, moves=False)

    assert waits_at(store, "reminder") == {"reminder": {address_of(store, OLD).id}}


def test_who_comes_back_to_their_old_phone_is_reminded_there(
    services: Services, store: Store, sam: int, pat: int, booked: int
) -> None:
    new_phone(services, pat, sam)
    with store.begin() as tx:
        code, _ = joining.make(tx, pat, made_by=sam, moves=True, now=services.now())
    texts(services, code, number=OLD)

    assert waits_at(store, "reminder") == {"reminder": {address_of(store, OLD).id}}
    assert [row.ended_at is None for row in rows(store, contact_address)] == [True, False]


def test_a_concern_that_is_open_holds_the_new_phone_too(
    services: Services, store: Store, sam: int, pat: int, booked: int
) -> None:
    texts(services, "i want to die")

    new_phone(services, pat, sam)

    assert address_of(store, NEW).held_by is not None
