"""Complete, in-memory implementations of the ports, for tests. Each keeps its port's contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.channels.port import Accepted, Outgoing, Sent
from bot.errors import ChannelError, InterpreterError, Retryable, Unknown
from nlu.port import Interpretation


@dataclass
class FakeChannel:
    """A channel whose provider is a list.

    `offered` is every call of `send`; `taken` is what the provider really has, oldest first.
    `fail_next` refuses the next send; `lose_next_answer` takes it and then raises `Unknown`.
    """

    name: str = "sms"
    can_list: bool = True
    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    is_listing_down: bool = False
    offered: list[Outgoing] = field(default_factory=list)
    taken: list[tuple[Outgoing, Sent]] = field(default_factory=list)
    _failures: list[ChannelError] = field(default_factory=list)
    _lost_answers: int = 0

    def fail_next(self, error: ChannelError) -> None:
        """Raise `error` at the next send, taking nothing."""
        self._failures.append(error)

    def lose_next_answer(self) -> None:
        """Take the next text, and raise `Unknown` as if no answer came."""
        self._lost_answers += 1

    def bodies(self, to: str | None = None) -> list[str]:
        """Return the words the provider has, for everyone or one address, oldest first."""
        return [sent.body for message, sent in self.taken if to in {None, message.to}]

    def send(self, message: Outgoing) -> Accepted:
        """Take one text, or fail as told."""
        self.offered.append(message)
        if self._failures:
            raise self._failures.pop(0)
        sent = Sent(f"SM{len(self.taken) + 1:032x}", message.body, self.now, "queued")
        self.taken.append((message, sent))
        if self._lost_answers:
            self._lost_answers -= 1
            raise Unknown("the answer was lost")
        return Accepted(sent.external_id, sent.status)

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Return what was taken for this address since then, newest first."""
        if self.is_listing_down or not self.can_list:
            raise Retryable("the list is not to be had")
        start = since.replace(microsecond=0)
        return tuple(
            sent
            for message, sent in reversed(self.taken)
            if message.to == to and sent.created_at >= start
        )

    def redact(self, external_id: str) -> None:
        """Empty the words of one text."""
        self.taken = [
            (message, replace(sent, body="") if sent.external_id == external_id else sent)
            for message, sent in self.taken
        ]


class FakeInterpreter:
    """An interpreter that knows the texts it is given, and is away when told to be."""

    def __init__(self, meanings: Mapping[str, str] | None = None) -> None:
        self.meanings = dict(meanings or {})
        self.asked: list[str] = []
        self.is_away = False

    def parse(self, text: str) -> Interpretation:
        self.asked.append(text)
        if self.is_away:
            raise InterpreterError("away, as the test asked")
        intent = self.meanings.get(text)
        return Interpretation(intent, 0.9 if intent else 0.1)
