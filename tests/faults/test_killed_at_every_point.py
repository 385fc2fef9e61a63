"""The process dies before or after any commit, or any call to a provider: what it did not finish,
the next one does. Nothing is lost, no young person is texted twice, every outcome is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from bot.app import Services
from bot.channels.port import Accepted, Outgoing
from bot.conversation.model import Inbound
from bot.store.database import Store, Transaction
from bot.store.deliveries import Receipt
from bot.store.tables import concern, inbound_message, outbox, task
from tests.conftest import empty
from tests.factories import ROTA_PHONE, Clock, a_contact, an_inbound, phone, rows
from tests.fakes import FakeChannel
from tests.sending import Sender, take

WORDS = "my dad hits me"
LIVES = 3  # of the processes that come after; each has time for what a lease or a claim holds back
ENDED = {"sent", "void", "failed"}


class Killed(BaseException):
    """The process is no more: no handler of an error runs."""


@dataclass
class Points:
    """Every place where a process can die; it dies at the one numbered `fatal`, once."""

    fatal: int
    passed: list[str] = field(default_factory=list)

    def reach(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) == self.fatal:
            raise Killed(name)

    @property
    def has_killed(self) -> bool:
        return len(self.passed) >= self.fatal

    @contextmanager
    def around(self, what: str) -> Iterator[None]:
        self.reach(f"before {what}")
        yield
        self.reach(f"after {what}")


@dataclass
class Deadly(FakeChannel):
    """A provider that lives on; whoever calls it may die before the call and after it."""

    points: Points = field(default_factory=lambda: Points(0))

    def send(self, message: Outgoing) -> Accepted:
        with self.points.around("a call"):
            return super().send(message)


@contextmanager
def dying(store: Store, points: Points, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a point on both sides of all that keeps what was written, while the block lasts."""
    dialect = store.engine.dialect
    kept, alone = dialect.do_commit, store.alone

    def do_commit(connection: Any) -> None:
        with points.around("a commit"):
            kept(connection)

    def one_statement(*, urgent: bool = False) -> AbstractContextManager[Transaction]:
        if store.engine.dialect.name == "sqlite":
            return alone(urgent=urgent)
        return _kept_at_once(points, alone(urgent=urgent))

    with monkeypatch.context() as patched:
        patched.setattr(dialect, "do_commit", do_commit)
        patched.setattr(store, "alone", one_statement)
        yield


@contextmanager
def _kept_at_once(
    points: Points, alone: AbstractContextManager[Transaction]
) -> Iterator[Transaction]:
    with points.around("a statement"), alone as tx:
        yield tx


@dataclass
class Deployment:
    """One deployment through the lives of its processes; its providers outlive them all."""

    services: Services
    clock: Clock
    points: Points
    inbound: Inbound

    def __post_init__(self) -> None:
        now = self.clock.now()
        self.sms = Deadly(now=now, points=self.points)
        self.email = Deadly(name="email", can_list=False, now=now, points=self.points)

    def live(self, holder: str) -> None:
        """Take in the text, which its carrier brings until it is taken; send; hear of receipts."""
        self.services.receive(self.inbound)
        held = take(self.services, holder)
        assert held is not None
        sender = Sender(self.services, self.clock, holder, held, self.sms, self.email)
        sender.settle()
        sender.send()
        for message, sent in list(self.sms.taken):  # a copy: receipts come while others go
            receipt = Receipt(
                message.ref, sent.external_id, "delivered", None, None, sender.sms.now
            )
            self.services.record(receipt)


def check_it_all_came_out(deployment: Deployment, store: Store) -> None:
    assert len(rows(store, inbound_message)) == 1
    assert len(rows(store, concern)) == 1
    to_child = Counter(deployment.sms.bodies(to=phone(1)))
    assert set(to_child.values()) == {1}, "a young person was texted twice"
    kinds = [row.kind for row in rows(store, outbox, outbox.c.state == "sent")]
    assert kinds.count("holding") == 1
    assert len(deployment.sms.bodies(to=ROTA_PHONE)) == 1
    assert deployment.email.taken
    unsure = [row for row in rows(store, outbox) if row.state not in ENDED]
    assert all(row.state == "unknown" and row.why for row in unsure)
    assert bool(unsure) <= bool(rows(store, task))


def test_killed_at_every_commit_and_call_nothing_is_lost_or_doubled(
    services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, names = services.store, []
    for fatal in count(1):
        clock.reset()
        empty(store)
        services.start_flow(flow="my-meetings", contact_id=a_contact(services))
        points = Points(fatal)
        deployment = Deployment(services, clock, points, an_inbound(services, WORDS))
        with dying(store, points, monkeypatch):
            for number in range(LIVES):
                try:
                    deployment.live(f"worker {number}")
                except Killed as death:
                    names.append(str(death))
                clock.forward(seconds=100)
        if not points.has_killed:
            break
        try:
            check_it_all_came_out(deployment, store)
        except AssertionError as wrong:
            raise AssertionError(f"died {names[-1]}, point {fatal}: {points.passed}") from wrong

    assert {"before a commit", "after a commit", "before a call", "after a call"} <= set(names)
    assert len(names) >= 2 * (6 + 3)  # the turn, claims, marks, results; a text, two alerts
