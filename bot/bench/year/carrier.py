"""A provider for a simulated year: it takes texts, loses answers, and has our process die."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from bot.bench.year.rows import Taken
from bot.channels.port import Accepted, Outgoing, Sent
from bot.errors import Retryable, Undeliverable, Unknown

REFUSED, LOST, BAD_NUMBER = 0.004, 0.004, 0.0002


class Killed(BaseException):
    """The process that was sending is no more. No handler may catch it but the simulation."""


@dataclass(slots=True)
class YearCarrier:
    """A channel over a list. `kill_next`: the next send is cut off, taken or not."""

    random: Random
    now: Callable[[], datetime]
    name: str = "sms"
    can_list: bool = True
    kill_next: bool = False
    taken: list[Taken] = field(default_factory=list)
    by_number: dict[str, list[int]] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)

    def send(self, message: Outgoing) -> Accepted:
        """Take one text, or fail as providers do."""
        if self.kill_next:
            self.kill_next = False
            if self.random.random() < 0.5:
                self._take(message)
            raise Killed
        drawn = self.random.random()
        if drawn < REFUSED:
            raise Retryable("busy", code="20429")
        if drawn < REFUSED + BAD_NUMBER:
            self.dead.add(message.to)
            raise Undeliverable("no such number", code="30005")
        sid = self._take(message)
        if drawn > 1 - LOST:
            raise Unknown("the answer was lost")
        return Accepted(sid, "queued")

    def _take(self, message: Outgoing) -> str:
        self.by_number.setdefault(message.to, []).append(len(self.taken))
        self.taken.append(Taken(message.ref, message.to, message.body, self.now()))
        return f"SM{len(self.taken):032x}"

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Return what was taken for this number since then, newest first."""
        start = since.replace(microsecond=0)
        found = [(place, self.taken[place]) for place in self.by_number.get(to, [])]
        return tuple(
            Sent(f"SM{place + 1:032x}", text.body, text.at, "delivered")
            for place, text in reversed(found)
            if text.at >= start
        )

    def redact(self, external_id: str) -> None:
        """Keep it: the judge reads it."""


@dataclass(slots=True)
class BetweenClaimAndSend(Executor):
    """Sends at once, in the caller's thread; now and then something happens just before."""

    happens: Callable[[], None]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it now; an error is kept for whoever asks for the result."""
        self.happens()
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
