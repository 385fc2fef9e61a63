"""Whatever breaks, a flagged message has its concern, its one reply and its alerts: over the whole
path, from what comes in to what a provider was offered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import Services
from bot.conversation.model import Became
from bot.errors import InterpreterError, Retryable, StoreUnavailable, Undeliverable
from bot.safeguarding.replies import Watch, holding_reply
from bot.safeguarding.sendable import is_approved
from bot.services.understand import Understand
from bot.store import dispatch
from bot.store.database import PATIENCE, Store
from bot.store.tables import concern, concern_message, inbound_message, outbox
from nlu import in_time
from nlu.port import Interpretation
from tests.factories import (
    ROTA_EMAIL,
    ROTA_PHONE,
    Clock,
    a_contact,
    address_of,
    an_inbound,
    away,
    outgoing,
    phone,
    rows,
    texts,
)
from tests.sending import Sender

WORDS = "my dad hits me"
ORDINARY = "my nan came round for tea"
DANGER = "i want to kill myself tonight"
CHILD = phone(1)
LEASE_OVER = {"seconds": 100}


@dataclass
class Broken:
    """A language engine that raises, or never comes back until the test ends."""

    error: BaseException | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def parse(self, text: str) -> Interpretation:
        """Fail as told."""
        if self.error is not None:
            raise self.error
        self.over.wait(30)
        return Interpretation(None, 0.0)


@contextmanager
def reading_with(services: Services, engine: Broken) -> Iterator[Services]:
    """Read messages with this engine, given a twentieth of a second."""
    understand = Understand(engine, seconds=0.05)
    try:
        yield replace(services, receive=replace(services.receive, understand=understand))
    finally:
        engine.over.set()


def check_all_is_there(store: Store, *, flagged: int = 1, replies: int = 1) -> None:
    """See that flagged messages are under one concern, with as many replies, and people told."""
    (opened,) = rows(store, concern)
    assert len(rows(store, concern_message, concern_message.c.concern_id == opened.id)) == flagged
    to_child = outgoing(store, number=1)
    assert [kind for kind, _, _ in to_child] == ["holding"] * replies
    assert all(is_approved(words) for _, _, words in to_child)
    channels = {row.channel for row in rows(store, outbox, outbox.c.kind == "alert")}
    assert channels == {"email", "sms"}


@pytest.mark.parametrize(
    "error",
    [InterpreterError("down"), ValueError("my dad hits me"), None],
    ids=["it says it is down", "it raises anything", "it hangs"],
)
def test_a_language_engine_that_fails_or_hangs_holds_nothing(
    services: Services, store: Store, error: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    a_contact(services)

    with reading_with(services, Broken(error)) as reading:
        # No rule is worried by this one, so the engine is asked.
        assert (
            reading.receive(an_inbound(services, ORDINARY, urn=f"tel:{phone(2)}")) is Became.UNKNOWN
        )
        assert reading.receive(an_inbound(services, WORDS)) is Became.CONCERN

    check_all_is_there(store)
    assert "rules go on alone" in caplog.text
    assert WORDS not in caplog.text


def test_so_it_is_where_the_engine_answers_in_the_turns_own_thread(
    services: Services, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    a_contact(services)
    understand = Understand(Broken(ValueError("my dad hits me")), seconds=None)
    reading = replace(services.receive, understand=understand)

    assert reading(an_inbound(services, ORDINARY, urn=f"tel:{phone(2)}")) is Became.UNKNOWN
    assert reading(an_inbound(services, WORDS)) is Became.CONCERN

    check_all_is_there(store)
    assert "rules go on alone" in caplog.text
    assert WORDS not in caplog.text


def test_engines_that_hang_do_not_pile_up_threads(services: Services, store: Store) -> None:
    a_contact(services)
    before = threading.active_count()

    with reading_with(services, Broken()) as reading:
        for _ in range(3 * in_time.MOST_HANGING):
            reading.receive(an_inbound(services, WORDS))
        assert threading.active_count() - before <= in_time.MOST_HANGING

    check_all_is_there(store, flagged=3 * in_time.MOST_HANGING)


def test_a_fault_of_our_own_loses_no_message_and_no_call_for_help(
    services: Services, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug in the engine")

    a_contact(services)
    monkeypatch.setattr("bot.services.receive_message.ReceiveMessage._peek", broken)

    assert texts(services, "1", WORDS) == [Became.LATE, Became.CONCERN]

    check_all_is_there(store)
    assert len(rows(store, inbound_message)) == 2


def test_with_mail_down_the_text_goes_and_the_mail_goes_when_it_can(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    for _ in range(3):
        sender.email.fail_next(Retryable("the mail server is away"))
    texts(services, WORDS)

    sender.send()
    assert len(sender.sms.bodies(to=ROTA_PHONE)) == 1
    for _ in range(4):
        clock.forward(minutes=1)
        sender.send()

    assert [message.to for message, _ in sender.email.taken] == [ROTA_EMAIL]
    assert sender.sms.bodies(to=CHILD) == [holding_reply("physical", "13-15", "en").text]


def test_with_the_text_refused_for_good_the_mail_goes_and_the_next_step_tells_again(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(services, WORDS)
    for _ in range(2):
        sender.sms.fail_next(Undeliverable("refused", code="30007"))

    sender.send()
    assert [message.to for message, _ in sender.email.taken] == [ROTA_EMAIL]
    clock.forward(minutes=15)
    services.escalate()
    sender.send()

    assert sender.sms.bodies(to=ROTA_PHONE) != []
    assert len(sender.email.taken) == 2


def test_while_no_alert_goes_the_reply_says_so_and_the_monitor_hears_nothing(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    pings: list[bool] = []
    heartbeat = replace(services.heartbeat, ping=lambda: pings.append(True) or True)
    sender.renew()
    assert heartbeat()
    for number in (1, 2, 3):
        a_contact(services, number=number)
    for channel in (sender.email, sender.sms):
        for _ in range(20):
            channel.fail_next(Retryable("away"))
    texts(services, WORDS, number=1)
    for _ in range(3):
        sender.send()
        clock.forward(minutes=1)
    sender.renew()

    assert not heartbeat()
    texts(services, WORDS, number=2)
    down = outgoing(store, number=2)[0][2]
    assert down == holding_reply("x", "13-15", "en", watch=Watch.ALERTING_DOWN).text
    assert "a person will read" not in down.lower()

    for channel in (sender.email, sender.sms):
        channel._failures.clear()
    clock.forward(minutes=6)
    sender.send()
    assert heartbeat()
    texts(services, WORDS, number=3)
    assert "A person will read this." in outgoing(store, number=3)[0][2]
    assert len(pings) == 2


def test_without_a_worker_the_reply_says_so(services: Services, store: Store) -> None:
    a_contact(services)

    texts(services, WORDS)

    assert "We have a fault" in outgoing(store, number=1)[0][2]
    check_all_is_there(store)


class Killed(BaseException):
    """The process dies here: nothing after it runs, and nobody catches it."""


STEPS = ("claim", "begin_sending", "send", "settle")


@pytest.mark.parametrize("after", STEPS)
def test_a_worker_killed_after_any_step_leaves_the_rest_to_the_next(
    services: Services,
    store: Store,
    sender: Sender,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    after: str,
) -> None:
    a_contact(services)
    texts(services, WORDS)
    with monkeypatch.context() as patched:
        kill_after(after, sender, patched)
        with pytest.raises(Killed):
            sender.deliver(sender.held)

    for _ in range(4):
        clock.forward(**LEASE_OVER)
        after_it = Sender(services, clock, "two", sender.held, sms=sender.sms, email=sender.email)
        after_it.settle()
        after_it.send()

    assert sender.sms.bodies(to=CHILD) == [holding_reply("physical", "13-15", "en").text]
    assert len(sender.sms.bodies(to=ROTA_PHONE)) == 1
    assert len(sender.email.taken) in {1, 2}  # mail cannot be looked up: twice is better than never
    assert {row.state for row in rows(store, outbox)} == {"sent"}


def kill_after(step: str, sender: Sender, patched: pytest.MonkeyPatch) -> None:
    """Let the process die right after it did one thing."""
    if step == "send":
        for channel in (sender.sms, sender.email):
            patched.setattr(channel, "send", _dying(channel.send))
        return
    patched.setattr(dispatch, step, _dying(getattr(dispatch, step)))


def _dying(whole: Any) -> Any:
    def act(*args: Any, **named: Any) -> Any:
        whole(*args, **named)
        raise Killed

    return act


def test_a_worker_killed_while_it_escalates_has_done_nothing_or_all(
    services: Services, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_contact(services)
    texts(services, WORDS)
    clock.forward(minutes=15)
    before = len(rows(store, outbox))
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.concern_events.add", _dying(lambda *_, **__: None))
        with pytest.raises(Killed):
            services.escalate()
    assert len(rows(store, outbox)) == before

    assert services.escalate() == 1
    assert services.escalate() == 0

    assert len(rows(store, outbox)) == before + 2


@pytest.mark.parametrize("hours", [-30, -1, 1, 30])
def test_a_clock_that_jumps_stops_no_alert(
    services: Services, store: Store, sender: Sender, clock: Clock, hours: int
) -> None:
    a_contact(services)
    texts(services, WORDS)
    clock.forward(hours=hours)

    one_more = Sender.taking_over(services, clock, holder="after the jump")
    one_more.send()

    assert len(one_more.sms.bodies(to=ROTA_PHONE)) == 1
    assert len(one_more.email.taken) == 1


def test_two_hundred_messages_in_a_second_are_all_kept_and_answered_once(
    services: Services, store: Store, sender: Sender
) -> None:
    a_contact(services)
    flood = [an_inbound(services, WORDS if number % 2 else DANGER) for number in range(200)]

    with ThreadPoolExecutor(8) as pool:
        became = list(pool.map(services.receive, flood))

    assert set(became) == {Became.CONCERN}
    assert len(rows(store, inbound_message)) == 200
    check_all_is_there(store, flagged=200)
    sender.send()
    assert len(sender.sms.bodies(to=CHILD)) == 1
    assert 1 <= len(sender.sms.bodies(to=ROTA_PHONE)) <= 2  # it may have become graver, once


def test_a_flood_of_cries_for_help_is_answered_once(
    services: Services, store: Store, sender: Sender
) -> None:
    a_contact(services)
    flood = [an_inbound(services, "HELP") for _ in range(40)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(services.receive, flood))

    assert [kind for kind, _, _ in outgoing(store, number=1)] == ["help"]
    (opened,) = rows(store, concern)
    assert len(rows(store, concern_message, concern_message.c.concern_id == opened.id)) == 40


@pytest.mark.parametrize("second", [WORDS, "1", "HELP", "hello"])
def test_two_messages_at_once_open_one_concern_with_one_reply(
    services: Services, store: Store, second: str
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    ready = threading.Barrier(2)

    def receive(words: str) -> Became | None:
        ready.wait(20)
        return services.receive(an_inbound(services, words))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(receive, (WORDS, second)))

    assert len(rows(store, concern)) == 1
    kinds = [kind for kind, _, _ in outgoing(store, number=1)]
    assert kinds.count("holding") == 1
    assert address_of(store).held_by is not None


@pytest.mark.parametrize(
    "words", ["my dad hits me. stop texting me", "STOP. i want to die", "i want to die. stop"]
)
def test_leaving_and_worry_in_one_text_are_both_heard_and_nothing_is_sent(
    services: Services, store: Store, sender: Sender, words: str
) -> None:
    a_contact(services)

    texts(services, words, WORDS)
    sender.send()

    (opened,) = rows(store, concern)
    assert not opened.can_text
    assert address_of(store).opted_out_at is not None
    assert sender.sms.bodies(to=CHILD) == []
    assert len(sender.sms.bodies(to=ROTA_PHONE)) >= 1
    assert len(sender.email.taken) >= 1


@pytest.fixture
def impatient(store: Store) -> Iterator[Store]:
    """Return the store of which SQLite waits only a moment for its lock."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("one write lock is SQLite's")

    store.patience = 0.1
    yield store
    store.patience = PATIENCE


@contextmanager
def somebody_writing(store: Store) -> Iterator[None]:
    """Hold a writing transaction open from another thread while the block lasts."""
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with store.begin():
            begun.set()
            over.wait(30)

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(30)
    try:
        yield
    finally:
        over.set()
        writer.join()


def test_a_database_locked_for_a_while_is_waited_for(services: Services, store: Store) -> None:
    a_contact(services)
    release = threading.Event()

    def write() -> None:
        with store.begin():
            release.set()
            threading.Event().wait(1)

    writer = threading.Thread(target=write)
    writer.start()
    release.wait(30)
    assert texts(services, WORDS) == [Became.CONCERN]
    writer.join()

    check_all_is_there(store)


def test_a_database_locked_for_longer_is_told_and_the_text_is_kept_aside(
    impatient: Store, services: Services
) -> None:
    a_contact(services)
    message = an_inbound(services, WORDS)

    with somebody_writing(impatient):
        with pytest.raises(StoreUnavailable):
            services.receive(message)
        said = services.keep_aside(message)

    assert said == holding_reply("x", None, "en", watch=Watch.ALERTING_DOWN).text
    assert services.replay() == 1
    check_all_is_there(impatient, replies=0)


def test_while_the_store_is_away_one_reply_an_hour_and_every_text_is_kept(
    services: Services, store: Store, tmp_path: Path, clock: Clock
) -> None:
    a_contact(services)
    with away(store, tmp_path):
        said = [services.keep_aside(an_inbound(services, words)) for words in
                ("hello", "anyone", WORDS, DANGER, "hello", "STOP")]  # fmt: skip
        clock.forward(hours=2)
        said.append(services.keep_aside(an_inbound(services, WORDS)))

    assert [words is not None for words in said] == [True, False, True, False, False, False, True]
    assert services.replay() == 7
    assert len(rows(store, inbound_message)) == 7
    (opened,) = rows(store, concern)
    assert opened.severity == "immediate"
    assert not opened.can_text or address_of(store).opted_out_at is not None
    assert outgoing(store, number=1) == []
