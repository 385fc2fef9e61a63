"""The channel of `sayso talk`: what a young person would get is printed. Nothing is kept."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

from bot.channels.port import Accepted, Outgoing, Sent
from bot.errors import Retryable


class Console:
    """Writes each text to a stream, then a line end."""

    name = "console"
    can_list = False

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, message: Outgoing) -> Accepted:
        """Write one text at once, so that the next prompt comes after it."""
        self._stream.write(f"{message.body}\n")
        self._stream.flush()
        return Accepted(external_id=f"console-{message.ref}", status="delivered")

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Raise `Retryable`: a terminal cannot be asked."""
        raise Retryable("a console cannot list what it printed")

    def redact(self, external_id: str) -> None:
        """Do nothing: nothing was kept."""
