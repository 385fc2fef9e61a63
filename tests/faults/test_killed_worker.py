"""The real worker process is killed, again and again, while it sends: each text goes once or never,
and never is never silent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import update

from bot.app import Services, build
from bot.channels.carrier import Behaviour, CarrierConfig, RunningCarrier, running
from bot.sending import SENDERS, build_sending
from bot.settings import Settings, sample
from bot.store.addresses import ensure
from bot.store.leases import Held
from bot.store.migrations.run import migrate
from bot.store.outbox import NewMessage, enqueue
from bot.store.tables import lease, outbox, task
from tests.factories import phone, rows
from tests.sending import take

ROOT = Path(__file__).parents[2]
MANY, SOME, PEOPLE = 200, 40, 20
PATIENCE = 60.0  # seconds for a process to get somewhere, on a machine that has much else to do
A_MOMENT = 0.02

pytestmark = pytest.mark.slow


@dataclass
class Deployment:
    """A store with much to send, a carrier, and workers that can be started and killed."""

    services: Services
    carrier: RunningCarrier
    environment: dict[str, str]
    count: int

    def arrived(self) -> Counter[str]:
        """Return how often each text came to the carrier."""
        return Counter(text.body for text in self.carrier.exchange.ledger.all_texts())

    def states(self) -> Counter[str]:
        return Counter(row.state for row in rows(self.services.store, outbox))

    def is_through(self) -> bool:
        """Whether no message waits or is under way: killing a worker now cuts nothing off."""
        return not set(self.states()) & {"queued", "claimed", "sending"}

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run a real worker, and kill it dead at the end of the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "worker"],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def age(self) -> None:
        """Let the time pass that a lease, a claim and a call last, without waiting for it."""
        long_ago = self.services.now() - timedelta(seconds=100)
        with self.services.store.begin() as tx:
            tx.db.execute(update(lease).values(expires_at=long_ago))
            for state, column in (("claimed", "lease_until"), ("sending", "sending_at"),
                                  ("unknown", "sending_at")):  # fmt: skip
                which = update(outbox).where(outbox.c.state == state)
                tx.db.execute(which.values({column: long_ago}))

    def settle(self) -> None:
        """Do what the next worker does about what is unknown, until there is nothing left."""
        held: Held | None = take(self.services, "the test")
        assert held is not None
        sending = build_sending(self.services)
        sending.settle(held)
        sending.deliver.finish()


@pytest.fixture
def deployment(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Deployment]:
    """Return a deployment with many texts to send, or as many as the test's parameter says."""
    count = getattr(request, "param", SOME)
    names = dict(sample())
    config = CarrierConfig(
        account_sid=names["SAYSO_TWILIO_ACCOUNT_SID"],
        auth_token=names["SAYSO_TWILIO_AUTH_TOKEN"],
        inbound_url="http://127.0.0.1:9/",
        port=0,
    )
    with running(config, is_posting=False) as carrier:
        names |= {
            "SAYSO_DATABASE_URL": f"sqlite:///{tmp_path / 'sayso.db'}",
            "SAYSO_TWILIO_API_BASE_URL": carrier.url,
        }
        services = build(Settings.from_environment(names))
        migrate(services.store.engine)
        queue(services, count)
        yield Deployment(services, carrier, names, count)
        services.store.engine.dispose()


def queue(services: Services, count: int) -> None:
    """Queue many texts, each with words of its own."""
    now = services.now()
    with services.store.begin() as tx:
        people = [ensure(tx, f"tel:{phone(number)}", now) for number in range(1, PEOPLE + 1)]
        for number in range(count):
            message = NewMessage(
                address_id=people[number % PEOPLE],
                channel="sms",
                kind="reply",
                body=f"text {number}",
                dedupe_key=f"many:{number}",
                due_at=now,
            )
            enqueue(tx, message, now)


def until(process: subprocess.Popen[bytes], is_so: Callable[[], bool]) -> None:
    """Wait until something is so; the process must live till then."""
    for _ in range(int(PATIENCE / A_MOMENT)):
        if is_so():
            return
        try:
            process.wait(timeout=A_MOMENT)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"the worker ended by itself: {process.returncode}")
    pytest.fail("the worker did not get there")


def check_nothing_is_doubled_or_silently_lost(deployment: Deployment) -> None:
    arrived = deployment.arrived()
    store = deployment.services.store
    assert set(arrived.values()) <= {1}
    assert set(deployment.states()) <= {"sent", "unknown"}
    known_sent = [row for row in rows(store, outbox) if row.state == "sent"]
    unsure = [row for row in rows(store, outbox) if row.state == "unknown"]
    assert len({row.external_id for row in known_sent}) == len(known_sent) == arrived.total()
    assert len(known_sent) + len(unsure) == deployment.count
    assert all(row.why == "a person was asked to check" for row in unsure)
    assert bool(rows(store, task)) == bool(unsure)


@pytest.mark.parametrize("deployment", [MANY], indirect=True)
def test_killed_at_any_moment_each_text_goes_once_or_a_person_is_told(
    deployment: Deployment,
) -> None:
    draw = Random(1)
    for _ in range(3):
        goal = deployment.arrived().total() + draw.randint(1, MANY // 5)
        with deployment.worker() as process:
            until(process, lambda goal=goal: deployment.arrived().total() >= goal)  # type: ignore[misc]
        deployment.age()
        assert set(deployment.arrived().values()) == {1}
    with deployment.worker() as process:
        until(process, deployment.is_through)

    deployment.age()
    deployment.settle()

    check_nothing_is_doubled_or_silently_lost(deployment)


def test_killed_between_the_call_and_its_answer_no_text_goes_twice(
    deployment: Deployment,
) -> None:
    deployment.carrier.exchange.behave(Behaviour(hang=True))
    with deployment.worker() as process:
        until(process, lambda: deployment.arrived().total() == SENDERS)  # each hangs on one
    in_the_air = deployment.states()["sending"]
    deployment.carrier.exchange.behave(Behaviour())
    deployment.age()
    with deployment.worker() as process:
        until(process, deployment.is_through)

    deployment.age()
    deployment.settle()

    assert in_the_air == SENDERS
    check_nothing_is_doubled_or_silently_lost(deployment)
    assert deployment.arrived().total() == SOME


def test_killed_before_the_call_what_was_marked_goes_to_a_person_and_not_out_again(
    deployment: Deployment,
) -> None:
    long_ago = deployment.services.now() - timedelta(seconds=100)
    marked = outbox.c.id.in_([row.id for row in rows(deployment.services.store, outbox)[:5]])
    with deployment.services.store.begin() as tx:
        values = {"state": "sending", "sending_at": long_ago, "attempts": 1}
        tx.db.execute(update(outbox).where(marked).values(values))

    with deployment.worker() as process:
        until(process, deployment.is_through)
    deployment.age()
    deployment.settle()

    check_nothing_is_doubled_or_silently_lost(deployment)
    assert deployment.states() == {"sent": SOME - 5, "unknown": 5}


def test_a_worker_asked_to_stop_gives_the_lease_back(deployment: Deployment) -> None:
    with deployment.worker() as process:
        until(process, lambda: deployment.arrived().total() >= 1)
        process.terminate()
        assert process.wait(timeout=PATIENCE) == 0

    assert "sending" not in deployment.states()
    assert take(deployment.services, "the next one") is not None
