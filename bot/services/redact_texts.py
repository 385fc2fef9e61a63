"""Have the provider forget the words of texts that we no longer hold, however long it takes.

A text that is still on its way cannot be redacted yet: it is asked for again, then less and less
often. What the provider refuses for good is listed for a person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.port import Channel
from bot.errors import Retryable, Undeliverable
from bot.store import redactions
from bot.store.database import Store
from bot.store.redactions import Redaction

log = logging.getLogger(__name__)

REFUSED_AT_MOST = 8  # clear refusals: a text that is not final yet is refused too


def pause(attempts: int) -> timedelta:
    """Return the pause after the n-th try: 1, 2, 4, … minutes, at most a day."""
    return min(timedelta(minutes=2 ** min(attempts, 12)), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class RedactTexts:
    """Asks the provider, one text at a time. The row goes when the provider's words have."""

    store: Store
    channels: Mapping[str, Channel]
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Ask for everything that is due; return how many the provider has forgotten."""
        channel = self.channels.get("sms")
        if channel is None:
            return 0
        with self.store.begin() as tx:
            due = redactions.due(tx, self.now())
        return sum(self._redact(channel, one) for one in due)

    def _redact(self, channel: Channel, one: Redaction) -> bool:
        try:
            channel.redact(one.external_id)
        except Retryable as refusal:
            self._later(one, refusal.code)
            return False
        except Undeliverable as refusal:
            self._refused(one, refusal.code)
            return False
        with self.store.begin() as tx:
            redactions.done(tx, one.id)
        return True

    def _later(self, one: Redaction, code: str | None) -> None:
        with self.store.begin() as tx:
            redactions.again(tx, one.id, due_at=self.now() + pause(one.attempts), code=code)

    def _refused(self, one: Redaction, code: str | None) -> None:
        if one.attempts + 1 < REFUSED_AT_MOST:
            self._later(one, code)
            return
        log.error("the provider will not forget a text: redaction %s, code %s", one.id, code)
        with self.store.begin() as tx:
            redactions.give_up(tx, one.id, code=code, now=self.now())
