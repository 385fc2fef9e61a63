"""The sending half of a worker, for tests: it holds the lease and sends in the caller's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.services.deliver_outbox import DeliverOutbox
from bot.services.settle_unknown import SettleUnknown
from bot.store import leases
from bot.store.lanes import Lane
from bot.store.leases import Held
from tests.factories import Clock
from tests.fakes import FakeChannel

if TYPE_CHECKING:
    from bot.app import Services


class AtOnce(Executor):
    """Runs each piece of work when it is handed in, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it now; an error is kept for whoever asks for the result."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass
class Sender:
    """One worker process that sends. `sms` and `email` are providers that are lists."""

    services: Services
    clock: Clock
    holder: str
    held: Held
    sms: FakeChannel
    email: FakeChannel

    @classmethod
    def taking_over(cls, services: Services, clock: Clock, holder: str = "one") -> Sender:
        """Take the lease, which must be free, and stand ready."""
        held = take(services, holder)
        assert held is not None
        email = FakeChannel(name="email", can_list=False, now=clock.now())
        return cls(services, clock, holder, held, FakeChannel(now=clock.now()), email)

    @property
    def deliver(self) -> DeliverOutbox:
        """What sends, over the fake providers."""
        channels = {"sms": self.sms, "email": self.email}
        return DeliverOutbox(
            self.services.store,
            channels,
            self.services.house,
            pools=dict.fromkeys(Lane, AtOnce()),
            now=self.clock.now,
        )

    def send(self) -> int:
        """Renew the lease, send all that is due now, and return how many were claimed."""
        self.renew()
        count = 0
        while claimed := self.deliver(self.held):
            count += claimed
        return count

    def settle(self) -> int:
        """Renew the lease and look once at what is unknown."""
        self.renew()
        channels = {"sms": self.sms, "email": self.email}
        return SettleUnknown(self.services.store, channels, self.clock.now)(self.held)

    def renew(self) -> None:
        """Keep the lease, or take it again where it ran out."""
        held = take(self.services, self.holder)
        assert held is not None
        self.held = held
        self.sms.now = self.email.now = self.clock.now()


def take(services: Services, holder: str) -> Held | None:
    """Ask for the scheduler's lease."""
    with services.store.begin() as tx:
        return leases.take(tx, holder, services.now())
