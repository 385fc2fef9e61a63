"""Before a review `getting-ready` is asked, once and in time; after it, `after-meeting`."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import flow_request, session
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, rows, said_to

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2026, 12, 7, 16, tzinfo=LONDON)  # two weeks ahead


@pytest.fixture
def pat(services: Services) -> int:
    """Return a young person with a review each quarter."""
    worker = a_worker(services)
    pat = a_contact(services, worker=WORKER_EMAIL)
    services.book_series(
        contact_id=pat,
        worker_id=worker,
        starts_at=FIRST,
        place="school",
        rule="FREQ=MONTHLY;INTERVAL=3;COUNT=4",
        kind="review",
    )
    return pat


def asked(store: Store) -> list[str]:
    return [row.flow for row in rows(store, flow_request)]


def test_a_review_is_got_ready_for_once_and_not_too_early(
    services: Services, store: Store, clock: Clock, pat: int
) -> None:
    assert services.prepare_reviews() == 0

    clock.forward(days=8)
    assert services.prepare_reviews() == 1
    assert services.prepare_reviews() == 0
    services.begin_due()

    assert [row.flow for row in rows(store, session)] == ["getting-ready"]
    assert said_to(store)[-1]


def test_each_review_of_a_series_is_got_ready_for(
    services: Services, store: Store, clock: Clock, pat: int
) -> None:
    clock.forward(days=8)
    services.prepare_reviews()
    services.begin_due()

    clock.forward(days=90)
    services.prepare_reviews()

    assert asked(store) == ["getting-ready"] * 2


def test_what_could_not_be_asked_in_time_is_not_asked_after_the_review(
    services: Services, store: Store, clock: Clock, pat: int
) -> None:
    clock.forward(days=8)
    services.prepare_reviews()  # and nobody began it

    clock.forward(days=300)
    services.prepare_reviews()
    services.begin_due()

    assert rows(store, session) == []


def test_a_meeting_of_two_is_not_got_ready_for(
    services: Services, store: Store, clock: Clock
) -> None:
    worker = a_worker(services)
    pat = a_contact(services, worker=WORKER_EMAIL)
    services.book(
        contact_id=pat,
        worker_id=worker,
        starts_at=services.now() + timedelta(days=4),
        place="the cafe",
    )

    assert services.prepare_reviews() == 0
