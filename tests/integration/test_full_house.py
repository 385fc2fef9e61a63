"""A measurement's crowd fills the house as asked, and is done with all it ever did."""

from __future__ import annotations

from bot.app import Services
from bot.bench.full_house import crowd
from bot.engine.loading import shipped
from bot.store.database import Store
from bot.store.tables import (
    answer,
    contact,
    contact_address,
    inbound_message,
    outbox,
    session,
    totals_answer,
)
from tests.factories import rows


def test_the_crowd_is_as_large_as_asked_and_open_to_nothing(
    services: Services, store: Store
) -> None:
    services.publish(shipped())

    crowd(services, others=30, answers=400)

    for table in (contact, contact_address, session, inbound_message, outbox):
        assert len(rows(store, table)) == 30, table.name
    assert len(rows(store, answer)) == len(rows(store, totals_answer)) == 200
    assert all(row.ended_at is not None for row in rows(store, session))
    assert {row.state for row in rows(store, outbox)} == {"sent"}
