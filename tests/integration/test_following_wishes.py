"""What a young person says of reminders holds for the meetings that were booked before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import outbox
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, outgoing, texts
from tests.staff_pages import MY_MEETINGS

NO_REMINDERS, SAME_MORNING = "5", "2"


@pytest.fixture
def pat(services: Services) -> int:
    """Return a young person with a meeting in five days."""
    worker_id = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL, discretion="normal")
    services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=services.now() + timedelta(days=5, hours=6),
        place="the cafe",
    )
    return contact_id


def waiting(store: Store) -> list[str]:
    """Return the words of the reminders still to go."""
    return [
        body for _, state, body in outgoing(store, outbox.c.kind == "reminder") if state == "queued"
    ]


def wishes_for(services: Services, contact_id: int, when: str) -> None:
    """Have them answer `my-meetings`, and say when to be reminded."""
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, *MY_MEETINGS[:-2], when)


def test_who_asks_for_no_reminders_gets_none_of_meetings_booked_before(
    services: Services, store: Store, pat: int
) -> None:
    assert len(waiting(store)) == 2

    wishes_for(services, pat, NO_REMINDERS)

    assert waiting(store) == []


def test_a_new_wish_moves_the_reminders_that_wait(
    services: Services, store: Store, pat: int
) -> None:
    wishes_for(services, pat, SAME_MORNING)

    assert sum("today 4pm" in body for body in waiting(store)) == 1
    assert not any("tomorrow" in body for body in waiting(store))


def test_reminders_a_worker_chose_for_the_meeting_stay(services: Services, store: Store) -> None:
    contact_id = a_contact(services, worker=None)
    services.book(
        contact_id=contact_id,
        worker_id=a_worker(services),
        starts_at=services.now() + timedelta(days=5, hours=6),
        place="the cafe",
        leads=["2h"],
    )

    wishes_for(services, contact_id, SAME_MORNING)

    assert ["today 4pm" in body for body in waiting(store)] == [True]


def test_a_phone_that_others_often_see_loses_the_place_and_the_question_at_once(
    services: Services, store: Store, pat: int
) -> None:
    assert any("the cafe" in body for body in waiting(store))

    services.start_flow(flow="welcome", contact_id=pat)
    texts(services, "1", "3", "1", "1")

    assert waiting(store) == ["Reminder: Sat 4pm. Sam", "Reminder: tomorrow 4pm. Sam"]


def test_who_wants_no_texts_unless_they_ask_gets_no_reminder_that_was_queued(
    services: Services, store: Store, pat: int, clock: Clock
) -> None:
    services.start_flow(flow="welcome", contact_id=pat)
    texts(services, "1", "1", "1", "1")
    clock.forward(hours=20)
    services.start_flow(flow="welcome", contact_id=pat)
    texts(services, "3")

    assert waiting(store) == []
