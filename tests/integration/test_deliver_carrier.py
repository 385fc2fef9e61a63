"""Sending over HTTP to the pretend carrier, through the real library, with real threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.app import Services
from bot.channels.carrier import Behaviour, CarrierConfig, RunningCarrier, running
from bot.channels.twilio_sms import TwilioSMS
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.settle_unknown import SettleUnknown
from bot.store.addresses import ensure
from bot.store.database import Store
from bot.store.lanes import Lane
from bot.store.leases import Held
from bot.store.outbox import NewMessage, enqueue
from bot.store.tables import address, outbox, task
from tests.factories import TOKEN, Clock, a_contact, phone, rows, texts
from tests.sending import AtOnce, take

MANY = 200


@dataclass
class Network:
    """A carrier, and a sender that reaches it."""

    carrier: RunningCarrier
    deliver: DeliverOutbox
    settle: SettleUnknown

    def bodies(self) -> list[str]:
        """Return every text that left for a phone."""
        return [text.body for text in self.carrier.exchange.ledger.all_texts()]


@pytest.fixture
def network(services: Services, clock: Clock) -> Iterator[Network]:
    account = services.settings.twilio.account_sid
    config = CarrierConfig(
        account_sid=account,
        auth_token=TOKEN,
        inbound_url="http://127.0.0.1:9/",
        port=0,
        clock=clock.now,
    )
    with running(config, is_posting=False) as carrier:
        sms = TwilioSMS(
            account_sid=account,
            auth_token=TOKEN,
            from_number="+447700900000",
            status_callback_url="http://127.0.0.1:9/webhooks/twilio/status",
            api_base_url=carrier.url,
            timeout=(1.0, 2.0),
        )
        channels = {"sms": sms}
        yield Network(
            carrier,
            DeliverOutbox(
                services.store,
                channels,
                services.house,
                pools=dict.fromkeys(Lane, AtOnce()),
                now=clock.now,
            ),
            SettleUnknown(services.store, channels, clock.now),
        )
        sms.close()


@pytest.fixture
def held(services: Services) -> Held:
    lease = take(services, "one")
    assert lease is not None
    return lease


def queue_many(services: Services) -> None:
    """Queue many texts to ten people, each with words of its own."""
    now = services.now()
    with services.store.begin() as tx:
        people = [ensure(tx, f"tel:{phone(number)}", now) for number in range(1, 11)]
        for number in range(MANY):
            enqueue(
                tx,
                NewMessage(
                    address_id=people[number % 10],
                    channel="sms",
                    kind="reply",
                    body=f"text {number}",
                    dedupe_key=f"many:{number}",
                    due_at=now,
                ),
                now,
            )


def test_two_dispatchers_send_each_of_many_texts_exactly_once(
    services: Services, store: Store, network: Network, held: Held
) -> None:
    queue_many(services)
    together = Barrier(2)

    def drain() -> int:
        together.wait(timeout=20)
        count = 0
        while claimed := network.deliver(held):
            count += claimed
        return count

    with ThreadPoolExecutor(2) as pool:
        counts = [done.result() for done in [pool.submit(drain) for _ in range(2)]]

    assert sum(counts) == MANY
    assert Counter(network.bodies()) == {f"text {number}": 1 for number in range(MANY)}
    assert {row.state for row in rows(store, outbox)} == {"sent"}


def test_the_receipt_address_carries_our_ref(
    services: Services, store: Store, network: Network, held: Held
) -> None:
    a_contact(services)
    texts(services, "hello")

    network.deliver(held)

    (row,) = rows(store, outbox)
    (text,) = network.carrier.exchange.ledger.all_texts()
    assert (row.external_id, text.body.startswith("Thanks for your text")) == (text.sid, True)
    url = "http://127.0.0.1:9/webhooks/twilio/status?ref=" + row.ref
    assert parse_qs(urlsplit(url).query)["ref"] == [row.ref]


@pytest.mark.parametrize("fault", [Behaviour(fail=True), Behaviour(hang=True)])
def test_a_text_taken_without_an_answer_is_found_in_the_list(
    services: Services, store: Store, network: Network, held: Held, clock: Clock, fault: Behaviour
) -> None:
    a_contact(services)
    texts(services, "hello")
    network.carrier.exchange.behave(fault)

    network.deliver(held)
    assert [row.state for row in rows(store, outbox)] == ["unknown"]
    network.carrier.exchange.behave(Behaviour())
    clock.forward(seconds=31)
    again = take(services, "one")
    assert again is not None
    network.settle(again)
    network.deliver(again)

    assert [row.state for row in rows(store, outbox)] == ["sent"]
    assert len(network.bodies()) == 1


def test_a_phone_that_blocked_us_is_left_alone_from_then_on(
    services: Services, store: Store, network: Network, held: Held
) -> None:
    a_contact(services)
    network.carrier.exchange.ledger.block(phone(1))
    texts(services, "hello")

    network.deliver(held)

    (row,) = rows(store, outbox)
    assert (row.state, row.error_code) == ("failed", "21610")
    assert rows(store, address)[0].opted_out_how == "carrier"


def test_too_many_requests_wait_and_then_go_once(
    services: Services, store: Store, network: Network, held: Held, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "hello")
    network.carrier.exchange.behave(Behaviour(refuse="20429"))

    network.deliver(held)
    network.carrier.exchange.behave(Behaviour())
    clock.forward(minutes=1)
    again = take(services, "one")
    assert again is not None
    network.deliver(again)

    assert [row.state for row in rows(store, outbox)] == ["sent"]
    assert len(network.bodies()) == 1


def test_a_carrier_that_is_not_there_costs_nothing_but_time(
    services: Services, store: Store, network: Network, held: Held
) -> None:
    a_contact(services)
    texts(services, "hello")
    nowhere = TwilioSMS(
        account_sid="AC" + "1" * 32,
        auth_token=TOKEN,
        from_number="+447700900000",
        status_callback_url="http://127.0.0.1:9/status",
        api_base_url="http://127.0.0.1:9",
        timeout=(0.5, 0.5),
    )

    DeliverOutbox(
        store,
        {"sms": nowhere},
        services.house,
        pools=network.deliver.pools,
        now=services.now,
    )(held)
    nowhere.close()

    assert [row.state for row in rows(store, outbox)] in (["queued"], ["unknown"])
    assert rows(store, task) == []
    assert network.bodies() == []
