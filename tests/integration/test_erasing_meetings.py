"""Whoever is deleted leaves nothing in any table about meetings, whatever was under way."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Table

from bot.app import Services
from bot.meetings.preferences import TextTimes
from bot.meetings.promises import Promised
from bot.store import addresses, joining
from bot.store.database import Store
from bot.store.meeting_tables import (
    join_code,
    meeting_request,
    meeting_talk,
    promise,
    series,
    text_times,
)
from bot.store.metadata import metadata
from bot.store.tables import appointment, task
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, address_of, rows, texts
from tests.sending import Sender

LONDON = ZoneInfo("Europe/London")
THEIRS = (
    appointment,
    join_code,
    meeting_request,
    meeting_talk,
    promise,
    series,
    task,
    text_times,
)


def a_full_life(services: Services, number: int, worker_id: int) -> int:
    """Add somebody with a row in every table about meetings; return their id."""
    pat = a_contact(services, number=number, worker=WORKER_EMAIL)
    services.replan.set_times(pat, TextTimes(two_hours=True), actor="user:1")
    services.book_series(
        contact_id=pat,
        worker_id=worker_id,
        starts_at=datetime(2026, 12, 7, 16, tzinfo=LONDON) + timedelta(hours=2 * number),
        place="school",
        rule="FREQ=WEEKLY;COUNT=3",
    )
    said = [Promised("worker", "ring the school")]
    services.follow.promise(pat, worker_id, said, appointment_id=None, actor="user:1")
    with services.store.begin() as tx:
        joining.make(tx, pat, made_by=worker_id, moves=True, now=services.now())
        meeting = rows(services.store, appointment, appointment.c.contact_id == pat)[0]
        urn = address_of(services.store, number).id
        addresses.ask(tx, urn, kind="reminder", about=meeting.id, now=services.now())
    texts(services, "2", "on a friday maybe", "can you ring me about my meeting", number=number)
    texts(services, "i need a different worker", number=number)
    return pat


def of(store: Store, table: Table, contact_id: int) -> int:
    return len(rows(store, table, table.c.contact_id == contact_id))


def test_nothing_about_their_meetings_is_left_and_nobody_elses_goes(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    worker = a_worker(services)
    pat, bo = (a_full_life(services, number, worker) for number in (1, 2))
    held = {table.name: of(store, table, bo) for table in THEIRS}
    assert all(held.values()), held
    assert held == {table.name: of(store, table, pat) for table in THEIRS}

    texts(services, "DELETE", "1")
    sender.send()
    clock.forward(minutes=2)
    assert services.finish_erasures() == 1

    left = {
        table.name
        for table in metadata.sorted_tables
        if "contact_id" in table.c and of(store, table, pat)
    }
    assert left <= {"rights_case"}
    assert {table.name: of(store, table, bo) for table in THEIRS} == held
