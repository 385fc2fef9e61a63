"""The channel of `SAYSO_SENDING=dry`. It opens no connection; it remembers what would have gone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime

from bot.channels.port import Accepted, Outgoing, Sent

MAX_REMEMBERED = 1000  # a dry service may run for months


class DryRun:
    """Accepts everything, sends nothing. `would_have_sent` is oldest first."""

    name = "dry"
    can_list = True

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._texts: deque[tuple[Outgoing, datetime]] = deque(maxlen=MAX_REMEMBERED)

    @property
    def would_have_sent(self) -> tuple[Outgoing, ...]:
        """Return the last texts offered, at most `MAX_REMEMBERED`."""
        return tuple(message for message, _ in self._texts)

    def send(self, message: Outgoing) -> Accepted:
        """Remember one text."""
        self._texts.append((message, self._clock()))
        return Accepted(external_id=_id(message.ref), status="sent")

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Return what would have gone to this address since then, newest first."""
        start = since.replace(microsecond=0)
        return tuple(
            Sent(_id(message.ref), message.body, at, "sent")
            for message, at in reversed(tuple(self._texts))
            if message.to == to and at >= start
        )

    def redact(self, external_id: str) -> None:
        """Forget the words of one text."""
        for place, (message, at) in enumerate(tuple(self._texts)):
            if _id(message.ref) == external_id:
                self._texts[place] = (Outgoing(message.to, "", message.ref), at)


def _id(ref: str) -> str:
    return f"dry-{ref}"
