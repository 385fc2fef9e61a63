"""The same tests for everything that sends: twilio against the carrier, dry, and the fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.carrier import Behaviour, CarrierConfig, running
from bot.channels.dry import DryRun
from bot.channels.port import Channel, Outgoing
from bot.channels.twilio_sms import TwilioSMS
from bot.errors import Retryable, Undeliverable, Unknown
from tests.fakes import FakeChannel

ACCOUNT, TOKEN = "AC" + "1" * 32, "a pretend token"
SAM, KIT = "+447700900101", "+447700900102"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Bench:
    """A channel, and how to make its provider misbehave."""

    channel: Channel
    refuse_with: Callable[[str], None]
    lose_answer: Callable[[], None]
    count_at_provider: Callable[[], int]


@pytest.fixture
def twilio() -> Iterator[Bench]:
    config = CarrierConfig(
        account_sid=ACCOUNT, auth_token=TOKEN, inbound_url="http://127.0.0.1:9/", port=0
    )
    with running(config, is_posting=False) as carrier:
        channel = TwilioSMS(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            status_callback_url="http://127.0.0.1:9/status",
            from_number="+447700900000",
            api_base_url=carrier.url,
        )
        exchange = carrier.exchange
        yield Bench(
            channel,
            refuse_with=lambda code: exchange.behave(Behaviour(refuse=code)),
            lose_answer=lambda: exchange.behave(Behaviour(fail=True)),
            count_at_provider=lambda: len(exchange.ledger.all_texts()),
        )
        channel.close()


@pytest.fixture
def fake() -> Bench:
    channel = FakeChannel()

    def refuse(code: str) -> None:
        kind = Retryable if code == "20429" else Undeliverable
        channel.fail_next(kind("refused", code=code))

    return Bench(channel, refuse, channel.lose_next_answer, lambda: len(channel.taken))


@pytest.fixture(params=["twilio", "fake", "dry"])
def channel(request: pytest.FixtureRequest) -> Channel:
    if request.param == "dry":
        return DryRun(lambda: datetime.now(UTC))
    return request.getfixturevalue(request.param).channel


@pytest.fixture(params=["twilio", "fake"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return request.getfixturevalue(request.param)


def a_text(to: str = SAM, body: str = "See you at 4.", ref: str = "r1") -> Outgoing:
    return Outgoing(to=to, body=body, ref=ref, validity=timedelta(hours=1))


def test_a_text_that_is_taken_has_an_id_and_a_status(channel: Channel) -> None:
    accepted = channel.send(a_text())

    assert accepted.external_id
    assert accepted.status


def test_two_texts_have_two_ids(channel: Channel) -> None:
    first = channel.send(a_text(ref="r1"))
    second = channel.send(a_text(ref="r2"))

    assert first.external_id != second.external_id


def test_what_was_sent_to_someone_is_listed_newest_first(channel: Channel) -> None:
    channel.send(a_text(body="one", ref="r1"))
    newest = channel.send(a_text(body="two", ref="r2"))

    listed = channel.sent_to(SAM, LONG_AGO)

    assert [text.body for text in listed] == ["two", "one"]
    assert listed[0].external_id == newest.external_id
    assert listed[0].created_at.tzinfo is not None


def test_what_was_sent_to_someone_else_is_not_listed(channel: Channel) -> None:
    channel.send(a_text(to=KIT))

    assert channel.sent_to(SAM, LONG_AGO) == ()


def test_what_was_sent_before_is_not_listed(channel: Channel) -> None:
    channel.send(a_text())

    assert channel.sent_to(SAM, datetime.now(UTC) + timedelta(days=9)) == ()


def test_a_text_made_in_the_same_second_is_listed(channel: Channel) -> None:
    channel.send(a_text())
    made = channel.sent_to(SAM, LONG_AGO)[0].created_at

    assert channel.sent_to(SAM, made.replace(microsecond=999_999))


def test_the_words_survive_the_journey(channel: Channel) -> None:
    body = 'Ŵyt ti\'n dod? 👍\n1 Ydw & <2> "Nac ydw" + 100%'

    channel.send(a_text(body=body))

    assert channel.sent_to(SAM, LONG_AGO)[0].body == body


def test_a_redacted_text_is_listed_without_its_words(channel: Channel) -> None:
    accepted = channel.send(a_text())

    channel.redact(accepted.external_id)

    assert [text.body for text in channel.sent_to(SAM, LONG_AGO)] == [""]


def test_a_refusal_for_good_says_so_and_takes_nothing(bench: Bench) -> None:
    bench.refuse_with("21610")

    with pytest.raises(Undeliverable) as refused:
        bench.channel.send(a_text())

    assert refused.value.code == "21610"
    assert bench.count_at_provider() == 0


def test_a_refusal_for_now_says_so_and_takes_nothing(bench: Bench) -> None:
    bench.refuse_with("20429")

    with pytest.raises(Retryable) as refused:
        bench.channel.send(a_text())

    assert refused.value.code == "20429"
    assert bench.count_at_provider() == 0


def test_an_answer_that_is_lost_leaves_it_unknown_and_the_list_settles_it(bench: Bench) -> None:
    bench.lose_answer()

    with pytest.raises(Unknown):
        bench.channel.send(a_text(body="only once"))

    assert [text.body for text in bench.channel.sent_to(SAM, LONG_AGO)] == ["only once"]


def test_no_error_says_whom_the_text_was_for(bench: Bench) -> None:
    bench.refuse_with("21610")

    with pytest.raises(Undeliverable) as refused:
        bench.channel.send(a_text(body="secret words"))

    assert SAM[1:] not in repr(refused.value)
    assert "secret" not in repr(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
