"""What goes wrong between machines: two senders, a frozen holder, a carrier away, a full disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from twilio.request_validator import RequestValidator

from bot.app import Services
from bot.errors import Retryable
from bot.store import dispatch, leases
from bot.store.addresses import ensure
from bot.store.database import Store
from bot.store.deliveries import Receipt
from bot.store.lanes import Lane
from bot.store.outbox import NewMessage, enqueue
from bot.store.sending_tables import delivery_event
from bot.store.tables import inbound_message, outbox
from tests.factories import BASE_URL, TOKEN, Clock, phone, rows
from tests.sending import Sender

INBOUND = "/webhooks/twilio/inbound"
MANY = 60


def write(services: Services, count: int, kind: str = "reply") -> None:
    now = services.now()
    with services.store.begin() as tx:
        for number in range(count):
            message = NewMessage(
                address_id=ensure(tx, f"tel:{phone(number + 1)}", now),
                channel="sms",
                kind=kind,
                body=f"text {number}",
                dedupe_key=f"many:{number}",
                due_at=now,
            )
            enqueue(tx, message, now)


def went(sender: Sender) -> Counter[str]:
    return Counter(sender.sms.bodies())


def test_a_carrier_away_for_an_hour_loses_and_doubles_nothing(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, MANY)
    back = clock.now() + timedelta(hours=1)
    while clock.now() < back:
        for _ in range(MANY):
            sender.sms.fail_next(Retryable("twilio could not be reached"))
        sender.send()
        sender.sms._failures.clear()
        clock.forward(minutes=1)
    for _ in range(12):
        sender.send()
        clock.forward(minutes=1)

    assert went(sender) == Counter({f"text {number}": 1 for number in range(MANY)})
    assert {row.state for row in rows(store, outbox)} == {"sent"}


def test_a_frozen_holder_that_wakes_sends_nothing_the_next_one_sent(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, MANY)
    with store.begin() as tx:
        frozen = dispatch.claim(tx, sender.held, limit=20, lane=Lane.REST, now=clock.now())
    clock.forward(seconds=61)
    other = Sender.taking_over(services, clock, "two")
    other.send()
    for message in frozen:
        sender.deliver.deliver(message, sender.held)

    assert went(sender) == Counter()
    assert set(went(other).values()) == {1}
    assert len(went(other)) == MANY


def test_senders_who_share_the_lease_never_share_a_message(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, MANY)
    seen: list[int] = []
    while True:
        with store.begin() as tx:
            held = leases.share(tx, clock.now())
            claimed = dispatch.claim(tx, held, limit=7, lane=Lane.REST, now=clock.now())
        if not claimed:
            break
        seen += [one.id for one in claimed]

    assert len(seen) == len(set(seen)) == MANY


def test_one_that_shared_and_slept_through_its_claim_moves_nothing(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, 1)
    with store.begin() as tx:
        held = leases.share(tx, clock.now())
        (slept,) = dispatch.claim(tx, held, limit=1, lane=Lane.REST, now=clock.now())
    clock.forward(seconds=61)
    with store.begin() as tx:
        held = leases.share(tx, clock.now())
        (taken,) = dispatch.claim(tx, held, limit=1, lane=Lane.REST, now=clock.now())

    with store.begin() as tx:
        moved = [
            dispatch.begin_sending(tx, one, held, segments=1, now=clock.now())
            for one in (slept, taken)
        ]

    assert moved == [False, True]


def test_receipts_lost_repeated_and_turned_round_end_alike(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, 4)
    sender.send()
    for number, statuses in enumerate(
        (["delivered"], ["delivered", "sent"], ["sent", "sent", "delivered", "delivered"], ["sent"])
    ):
        row = rows(store, outbox)[number]
        for status in statuses:
            services.record(Receipt(row.ref, row.external_id, status, None, None, services.now()))

    found = [row.delivery for row in rows(store, outbox)]
    assert found == ["delivered", "delivered", "delivered", "sent"]
    assert len(rows(store, delivery_event)) == 8
    assert sender.send() == 0


@contextmanager
def full(store: Store) -> Iterator[None]:
    """Fill the disk while the block lasts: SQLite may not grow by a page, and says it is full.

    Pages that other tests' rows left empty would still take dozens of texts: they go first.
    """
    engine = store.engine
    with engine.connect().execution_options(sayso_reads=True) as db:
        db.exec_driver_sql("VACUUM")
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
    engine.dispose()

    def limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    event.listen(engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_a_full_disk_a_text_is_kept_aside_or_refused_and_comes_in_afterwards(
    client: FlaskClient, services: Services, store: Store
) -> None:
    def post(path: str, number: int) -> int:
        form = {"MessageSid": f"SM{number:032x}", "From": phone(number), "Body": "hello " * 200}
        signature = RequestValidator(TOKEN).compute_signature(BASE_URL + path, form)
        headers = {"X-Twilio-Signature": signature}
        return client.post(path, data=form, headers=headers).status_code

    with full(client.application.extensions["sayso"].store):
        first = [post(INBOUND, number) for number in range(1, 60)]
        refused = [number for number, status in enumerate(first, 1) if status >= 500]
        again = [post("/webhooks/twilio/fallback", number) for number in refused]
    services.replay()

    assert refused
    assert set(again) <= {200}
    assert len(rows(store, inbound_message)) == 59
