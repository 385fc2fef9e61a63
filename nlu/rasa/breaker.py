"""Stops asking a server that keeps failing, and tries it again now and then. Knows no server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Lock

FAILURES_TO_OPEN = 3
REST = timedelta(seconds=10)


class Breaker:
    """Open means: do not ask. After a rest one caller may try; its success closes it again.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._next_try = 0.0

    def may_ask(self) -> bool:
        """Return whether to ask now. While open, says yes to one caller a rest."""
        with self._lock:
            if self._failures < FAILURES_TO_OPEN:
                return True
            now = self._clock()
            if now < self._next_try:
                return False
            self._next_try = now + REST.total_seconds()
            return True

    def succeeded(self) -> None:
        """Note an answer: the server is well."""
        with self._lock:
            self._failures = 0

    def failed(self) -> bool:
        """Note a failure; return whether it is the one that opened the breaker."""
        with self._lock:
            self._failures += 1
            self._next_try = self._clock() + REST.total_seconds()
            return self._failures == FAILURES_TO_OPEN
