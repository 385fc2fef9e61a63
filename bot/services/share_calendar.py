"""A worker's private calendar address: given, ended, read. The token is kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.store import audits, calendars
from bot.store.chats import token_digest
from bot.store.database import Store

TOKEN_BYTES = 16  # 128 bits


@dataclass(frozen=True, slots=True)
class ShareCalendar:
    """One address a worker at a time; a new one ends the old."""

    store: Store
    base_url: str
    now: Callable[[], datetime]

    def link(self, worker_id: int, *, actor: str) -> str:
        """Return a new address of a worker's calendar, shown this once."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self.now()
        with self.store.begin() as tx:
            calendars.open_feed(tx, worker_id, token_digest(token), now)
            audits.record(
                tx, actor=actor, action="calendar.link", subject=f"user:{worker_id}", now=now
            )
        return f"{self.base_url}/calendar/{token}.ics"

    def end(self, worker_id: int, *, actor: str) -> int:
        """End the address of a worker's calendar; return how many were ended."""
        now = self.now()
        with self.store.begin() as tx:
            ended = calendars.close_feeds(tx, worker_id, now)
            audits.record(
                tx, actor=actor, action="calendar.end", subject=f"user:{worker_id}", now=now
            )
        return ended

    def read(self, token: str) -> bytes | None:
        """Return the calendar at an address, as iCalendar; None where there is none."""
        from bot.meetings.calendar_file import write_calendar  # noqa: PLC0415

        with self.store.reading() as tx:
            worker_id = calendars.worker_of(tx, token_digest(token))
            if worker_id is None:
                return None
            alone, series = calendars.of_worker(tx, worker_id, self.now())
        return write_calendar(alone, series, base_url=self.base_url)
