"""What keeps somebody safe is noticed at once, found without looking through the rest, and sent
by senders of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.app import Services
from bot.channels.port import Accepted, Outgoing
from bot.errors import StoreUnavailable
from bot.jobs import Schedule
from bot.sending import build_sending
from bot.store.addresses import ensure
from bot.store.database import Store
from bot.store.dispatch import claim, is_any_due
from bot.store.lanes import IS_URGENT, URGENT, Lane
from bot.store.outbox import NewMessage, enqueue
from bot.store.tables import outbox
from bot.store.wakings import waking
from tests.factories import ROTA_PHONE, Clock, a_contact, phone, rows, texts
from tests.fakes import FakeChannel
from tests.sending import Sender, take

WORDS = "my dad hits me"
PATIENCE = 20.0


@pytest.fixture
def stopping() -> Iterator[threading.Event]:
    made = threading.Event()
    yield made
    made.set()


def test_the_lane_and_its_index_name_the_same_kinds() -> None:
    assert f"kind IN {URGENT}" == IS_URGENT


def test_a_worrying_text_wakes_the_urgent_lane(
    services: Services, store: Store, stopping: threading.Event
) -> None:
    a_contact(services)
    written = waking(store.engine, stopping)
    written.wait(0.05)  # it is there, and has seen all that was written before
    written.wait(0.05)
    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        woken = pool.submit(written.wait, PATIENCE)
        texts(services, WORDS)
        woken.result(PATIENCE)

    assert time.monotonic() - began < PATIENCE
    written.close()


def test_told_to_stop_it_waits_no_longer_than_a_moment(
    store: Store, stopping: threading.Event
) -> None:
    written = waking(store.engine, stopping)
    stopping.set()
    began = time.monotonic()
    written.wait(1)

    assert time.monotonic() - began < PATIENCE
    written.close()


def test_told_to_stop_while_it_waits_for_long_it_waits_no_longer_than_a_moment(
    store: Store, stopping: threading.Event
) -> None:
    written = waking(store.engine, stopping)
    written.wait(0.05)
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(written.wait, 3 * PATIENCE)
        stopping.set()
        waits.result(PATIENCE)

    written.close()


def test_cut_off_it_says_so_once_and_then_waits_on_a_new_connection(
    services: Services, store: Store, stopping: threading.Event
) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("a file is not cut off")
    a_contact(services)
    written = waking(store.engine, stopping)
    written.wait(0.05)
    with store.engine.begin() as db:
        db.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
        )
    with pytest.raises(StoreUnavailable):
        written.wait(PATIENCE)

    began = time.monotonic()
    written.wait(PATIENCE)  # what was written meanwhile called nobody: it is to be looked for
    texts(services, WORDS)
    written.wait(PATIENCE)

    assert time.monotonic() - began < PATIENCE
    written.close()


def test_what_was_written_before_it_was_there_to_be_called_is_looked_for_at_once(
    services: Services, store: Store, stopping: threading.Event
) -> None:
    a_contact(services)
    texts(services, WORDS)
    written = waking(store.engine, stopping)
    began = time.monotonic()
    written.wait(PATIENCE)

    assert time.monotonic() - began < PATIENCE
    written.close()


def test_alerts_are_found_without_looking_through_the_reminders_planned(
    services: Services, store: Store, sender: Sender
) -> None:
    now = services.now()
    with store.begin() as tx:
        whom = ensure(tx, f"tel:{phone(1)}", now)
        for number in range(3000):
            message = NewMessage(
                address_id=whom,
                channel="sms",
                kind="reminder",
                body="Reminder.",
                dedupe_key=f"planned:{number}",
                due_at=now + timedelta(days=1),
            )
            enqueue(tx, message, now)
        tx.db.execute(text("ANALYZE"))
    asked: list[tuple[str, Any]] = []

    def note(_db: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(store.engine, "before_cursor_execute", note)
    with store.reading() as tx:
        assert not is_any_due(tx, sender.held, Lane.URGENT, now)
    event.remove(store.engine, "before_cursor_execute", note)

    (statement, values) = asked[-1]
    explain = "EXPLAIN QUERY PLAN " if store.engine.dialect.name == "sqlite" else "EXPLAIN "
    with store.reading() as tx:
        plan = " ".join(str(row) for row in tx.db.exec_driver_sql(explain + statement, values))
    assert "ix_outbox_urgent" in plan


def test_each_lane_claims_its_own(services: Services, store: Store, sender: Sender) -> None:
    a_contact(services)
    texts(services, WORDS)
    texts(services, "hello", number=2)
    lanes: dict[Lane, set[tuple[str, str]]] = {}
    for lane in Lane:
        with store.begin() as tx:
            claimed = claim(tx, sender.held, limit=50, lane=lane, now=services.now())
        lanes[lane] = {(message.kind, message.channel) for message in claimed}

    assert lanes == {
        Lane.URGENT: {("holding", "sms"), ("alert", "sms")},
        Lane.URGENT_MAIL: {("alert", "email")},
        Lane.REST: {("unknown", "sms")},
        Lane.UNASKED: set(),
    }


@dataclass
class Hanging(FakeChannel):
    """A provider that takes nothing and says nothing until it is let go."""

    over: threading.Event = field(default_factory=threading.Event)

    def send(self, message: Outgoing) -> Accepted:
        self.over.wait(PATIENCE)
        return super().send(message)


def test_a_mail_server_that_hangs_and_a_crowd_of_texts_hold_no_alert_back(
    services: Services, store: Store, clock: Clock
) -> None:
    for number in range(1, 6):
        a_contact(services, number=number)
        texts(services, WORDS, number=number)
    for number in range(20, 100):
        texts(services, "hello", number=number)
    sms, mail = FakeChannel(now=clock.now()), Hanging(name="email", can_list=False)
    crowd = Hanging(name="sms")

    class Both(FakeChannel):
        def send(self, message: Outgoing) -> Accepted:
            ordinary = message.body.startswith("Hi") or message.to not in urgent
            return (crowd if ordinary else sms).send(message)

    urgent = {ROTA_PHONE, *(phone(number) for number in range(1, 6))}
    sending = build_sending(services)
    deliver = replace(sending.deliver, channels={"sms": Both(now=clock.now()), "email": mail})
    held = take(services, sending.holder)
    assert held is not None
    schedule = Schedule(services, replace(sending, deliver=deliver), held=held, sends=held)
    deliver.rest(held)
    lane = threading.Thread(target=schedule.keep_urgent)
    lane.start()

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and len(sms.bodies()) < 10:
        schedule.stopping.wait(0.01)
    got = sms.bodies()
    schedule.stopping.set()
    for channel in (crowd, mail):
        channel.over.set()
    lane.join()
    deliver.finish()

    assert len(got) == 10  # a reply to each child and an alert about each
    assert {row.state for row in rows(store, outbox)} <= {"sent", "queued"}
