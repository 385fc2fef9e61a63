"""Drafts are said only where the organisation chose so, in reminders as in conversations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.app import Services, build
from bot.store.tables import contact, outbox
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, rows, said_to


@pytest.fixture
def saying_drafts(services: Services, clock: Clock) -> Iterator[Services]:
    made = build(replace(services.settings, draft_languages=frozenset({"cy"})), clock.now)
    yield made
    made.store.engine.dispose()


def reminded_in_welsh(services: Services) -> str:
    worker_id = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    with services.store.begin() as tx:
        tx.db.execute(update(contact).values(language="cy"))
    services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=services.now() + timedelta(days=6),
        place="y caffi",
        actor="tests",
    )
    return said_to(services.store)[0]


def test_a_reminder_is_in_welsh_where_drafts_are_said(saying_drafts: Services) -> None:
    assert "See you" not in reminded_in_welsh(saying_drafts)
    assert rows(saying_drafts.store, outbox)[0].language == "cy"


def test_it_is_in_english_and_marked_so_where_they_are_not(services: Services) -> None:
    assert "See you" in reminded_in_welsh(services)
    assert rows(services.store, outbox)[0].language == "en"
