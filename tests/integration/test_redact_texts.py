"""The provider forgets what we no longer hold: over HTTP, tried again, and given up out loud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import Services
from bot.channels.carrier import CarrierConfig, RunningCarrier, running
from bot.channels.twilio_sms import TwilioSMS
from bot.errors import Retryable, Undeliverable
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.redact_texts import REFUSED_AT_MOST, RedactTexts, pause
from bot.store import redactions
from bot.store.database import Store
from bot.store.lanes import Lane
from bot.store.rights_tables import redaction
from tests.factories import TOKEN, Clock, a_contact, rows, texts
from tests.fakes import FakeChannel
from tests.sending import AtOnce, take


@pytest.fixture
def carrier(services: Services, clock: Clock) -> Iterator[RunningCarrier]:
    config = CarrierConfig(
        account_sid=services.settings.twilio.account_sid,
        auth_token=TOKEN,
        inbound_url="http://127.0.0.1:9/",
        port=0,
        clock=clock.now,
    )
    with running(config, is_posting=False) as started:
        yield started


@pytest.fixture
def sms(services: Services, carrier: RunningCarrier) -> Iterator[TwilioSMS]:
    channel = TwilioSMS(
        account_sid=services.settings.twilio.account_sid,
        auth_token=TOKEN,
        from_number="+447700900000",
        status_callback_url="http://127.0.0.1:9/webhooks/twilio/status",
        api_base_url=carrier.url,
        timeout=(1.0, 2.0),
    )
    yield channel
    channel.close()


class Refusing(FakeChannel):
    """A provider that will not forget just now, or at all."""

    refusal: Exception = Retryable("not now")

    def redact(self, external_id: str) -> None:
        raise self.refusal


def test_after_an_erasure_the_carrier_holds_no_word(
    services: Services, store: Store, clock: Clock, carrier: RunningCarrier, sms: TwilioSMS
) -> None:
    a_contact(services)
    held = take(services, "one")
    assert held is not None
    channels = {"sms": sms}
    deliver = DeliverOutbox(
        store, channels, services.house, pools=dict.fromkeys(Lane, AtOnce()), now=clock.now
    )
    texts(services, "hello", "DELETE")
    deliver(held)
    assert all(text.body for text in carrier.exchange.ledger.all_texts())
    texts(services, "1")
    deliver(held)
    clock.forward(minutes=2)
    services.finish_erasures()

    forgotten = RedactTexts(store, channels, clock.now)()

    assert {text.body for text in carrier.exchange.ledger.all_texts()} == {""}
    assert forgotten == 6  # three of theirs, that this carrier never had, and three of ours
    assert rows(store, redaction) == []


def test_a_provider_that_is_away_is_asked_again_later(store: Store, clock: Clock) -> None:
    with store.begin() as tx:
        redactions.ask_for(tx, ["SM1"], clock.now())
    redact = RedactTexts(store, {"sms": Refusing()}, clock.now)

    redact()
    redact()

    [row] = rows(store, redaction)
    assert (row.attempts, row.due_at) == (1, clock.now() + pause(0))


def test_what_is_refused_for_good_is_listed_for_a_person(store: Store, clock: Clock) -> None:
    refusing = Refusing()
    refusing.refusal = Undeliverable("no", code="20404")
    with store.begin() as tx:
        redactions.ask_for(tx, ["SM1", "SM1"], clock.now())

    for _ in range(REFUSED_AT_MOST + 2):
        RedactTexts(store, {"sms": refusing}, clock.now)()
        clock.forward(days=1)

    with store.reading() as tx:
        assert redactions.waiting(tx) == (0, 1)


def test_the_pauses_grow_to_a_day() -> None:
    assert [pause(n).total_seconds() for n in (0, 1, 2)] == [60, 120, 240]
    assert pause(50).days == 1
