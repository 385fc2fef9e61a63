"""Care for the provider and the purse: pace, spending, what did not arrive, what nobody told of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot.app import Services
from bot.errors import Retryable
from bot.services.ask_after_stuck import AskAfterStuck
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.watch_spending import WatchSpending
from bot.store import dispatch
from bot.store.addresses import ensure
from bot.store.database import Store
from bot.store.deliveries import Receipt
from bot.store.lanes import Lane
from bot.store.outbox import NewMessage, enqueue
from bot.store.pace import Pace
from bot.store.tables import outbox, task
from tests.factories import Clock, a_contact, phone, rows
from tests.sending import Sender


def write(services: Services, *names: str, kind: str = "prompt", number: int = 1) -> None:
    now = services.now()
    with services.store.begin() as tx:
        for name in names:
            message = NewMessage(
                address_id=ensure(tx, f"tel:{phone(number)}", now),
                channel="sms",
                kind=kind,
                body=name,
                dedupe_key=name[:99],
                due_at=now,
            )
            enqueue(tx, message, now)


def sends(sender: Sender, pace: Pace) -> Callable[[], int]:
    """Return what sends at this pace, all that it will now."""
    plain = sender.deliver

    def at_once() -> int:
        sender.renew()
        paced = DeliverOutbox(
            plain.store, plain.channels, plain.house, pools=plain.pools, now=plain.now, pace=pace
        )
        count = 0
        while claimed := paced(sender.held):
            count += claimed
        return count

    return at_once


def test_two_hundred_reminders_leave_at_the_senders_pace_and_an_answer_at_once(
    services: Services, sender: Sender, clock: Clock
) -> None:
    send = sends(sender, Pace(rate=10))
    for number in range(200):
        write(services, f"reminder {number}", number=number + 1)
    send()
    write(services, "an answer", kind="reply", number=300)
    send()
    at_first = [offered.body for offered in sender.sms.offered]
    for _ in range(30):
        clock.forward(seconds=1)
        before = len(sender.sms.offered)
        send()
        assert len(sender.sms.offered) - before <= 10

    assert len(at_first) == 11
    assert at_first[-1] == "an answer"
    assert len(sender.sms.offered) == 201


def test_a_long_text_keeps_its_sender_busy_for_as_many_segments(
    services: Services, sender: Sender, clock: Clock
) -> None:
    send = sends(sender, Pace(rate=1))
    write(services, "a" * 306, "b")
    send()
    clock.forward(seconds=1)
    assert send() == 0
    clock.forward(seconds=1)
    send()

    assert [offered.body[0] for offered in sender.sms.offered] == ["a", "b"]


def test_at_the_spend_cap_what_nobody_asked_for_waits_and_answers_go(
    services: Services, sender: Sender, clock: Clock
) -> None:
    send, watch = (
        sends(sender, Pace(most=5)),
        WatchSpending(services.store, services.house, 5, services.now),
    )
    write(services, "a", "b", "c", kind="reply")
    send()
    assert watch() == 0
    write(services, "d", kind="reply")
    send()
    assert (watch(), watch()) == (1, 0)
    write(services, "e", "f", kind="reply")
    send()
    write(services, "invited")
    write(services, "an answer", kind="reply")
    send()
    assert watch() == 1
    went = [offered.body for offered in sender.sms.offered]
    clock.forward(days=31)
    send()

    assert went == ["a", "b", "c", "d", "e", "f", "an answer"]
    assert sender.sms.offered[-1].body == "invited"


def receipt(services: Services, status: str, code: str | None, sid: str) -> Receipt:
    (row,) = rows(services.store, outbox)
    return Receipt(row.ref, sid, status, code, None, services.now())


def test_a_phone_that_was_off_is_tried_twice_more_and_repeats_of_a_receipt_change_nothing(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, "hello", kind="reply")
    sender.send()
    for _ in range(4):
        (row,) = rows(store, outbox)
        for _ in range(2):
            services.record(receipt(services, "undelivered", "30003", row.external_id))
        first = receipt(services, "undelivered", "30003", sender.sms.taken[0][1].external_id)
        clock.forward(minutes=31)
        services.record(first)
        sender.send()
    (row,) = rows(store, outbox)

    assert len(sender.sms.offered) == 3
    assert (row.state, row.delivery, row.attempts) == ("sent", "undelivered", 3)


def test_a_receipt_of_the_second_try_may_come_before_its_answer_is_stored(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, "hello", kind="reply")
    sender.send()
    (row,) = rows(store, outbox)
    services.record(receipt(services, "undelivered", "30008", row.external_id))
    with store.begin() as tx:
        tx.db.execute(update(outbox).values(state="sending"))
    services.record(receipt(services, "delivered", None, "SM" + "9" * 32))
    (row,) = rows(store, outbox)

    assert (row.state, row.delivery, row.external_id) == ("sent", "delivered", "SM" + "9" * 32)


def test_who_stopped_at_the_carrier_gets_nothing_that_waits_and_their_worker_hears(
    services: Services, store: Store, sender: Sender
) -> None:
    contact_id = a_contact(services)
    write(services, "first", kind="reply")
    sender.send()
    (row,) = rows(store, outbox, outbox.c.dedupe_key == "first")
    now = services.now()
    with store.begin() as tx:
        tx.db.execute(update(outbox).values(contact_id=contact_id))
    write(services, "second")
    services.record(Receipt(row.ref, row.external_id, "failed", "21610", None, now))

    (second,) = rows(store, outbox, outbox.c.dedupe_key == "second")
    assert (second.state, second.why) == ("void", "they asked for no more texts")
    assert [one.kind for one in rows(store, task)] == ["opted_out"]


def test_the_provider_asking_us_to_wait_is_waited_for(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    write(services, "hello", kind="reply")
    wait = timedelta(minutes=7)
    sender.sms.fail_next(Retryable("too many", code="20429", after=wait))
    sender.send()

    (row,) = rows(store, outbox)
    assert row.due_at == clock.now() + wait


@pytest.mark.parametrize(("hours", "moved"), [(23, 0), (25, 1)])
def test_a_text_stuck_for_a_day_is_asked_after(
    services: Services, store: Store, sender: Sender, clock: Clock, hours: int, moved: int
) -> None:
    write(services, "hello", kind="reply")
    sender.send()
    message, sent = sender.sms.taken[0]
    sender.sms.taken[0] = (
        message,
        type(sent)(sent.external_id, sent.body, sent.created_at, "delivered"),
    )
    clock.forward(hours=hours)
    ask = AskAfterStuck(store, {"sms": sender.sms}, services.record, services.now)

    assert ask() == moved
    (row,) = rows(store, outbox)
    assert row.delivery == ("delivered" if moved else "queued")


def test_no_more_are_claimed_than_may_be_however_postgresql_goes_about_it(
    services: Services, sender: Sender, store: Store
) -> None:
    if store.engine.dialect.name != "postgresql":
        pytest.skip("SQLite reads a subquery once")
    with store.begin() as tx:
        tx.db.execute(text("ANALYZE outbox"))  # of hardly anything, as it takes it to be after this
    for number in range(40):
        write(services, f"reminder {number}", number=number + 1)

    with store.begin() as tx:
        for way in ("hashjoin", "mergejoin", "material", "hashagg", "sort"):
            tx.db.execute(text(f"SET LOCAL enable_{way} = off"))
        claimed = dispatch.claim(tx, sender.held, limit=5, lane=Lane.UNASKED, now=services.now())

    assert len(claimed) == 5
