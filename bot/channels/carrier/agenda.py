"""Things to do at a time, in order: in a thread as they fall due, or by `flush` here and now."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count
from threading import Condition, Thread

Task = Callable[[], None]


class Agenda:
    """A queue of tasks by due time; equal times keep the order they were added in."""

    def __init__(self, *, name: str, clock: Callable[[], datetime]) -> None:
        self._name = name
        self._clock = clock
        self._changed = Condition()
        self._tasks: list[tuple[datetime, int, Task]] = []
        self._numbers = count()
        self._thread: Thread | None = None
        self._is_stopping = False

    def add(self, due: datetime, task: Task) -> None:
        """Put one task down for `due`, an aware time."""
        with self._changed:
            heapq.heappush(self._tasks, (due, next(self._numbers), task))
            self._changed.notify()

    def flush(self, now: datetime) -> int:
        """Do all that is due at `now`, and what that brings due, here; return how many."""
        done = 0
        while (task := self._take(now)) is not None:
            task()
            done += 1
        return done

    def start(self) -> None:
        """Begin doing tasks as they fall due, in a thread of its own."""
        self._thread = Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread after the task in hand; what is left stays undone."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _take(self, now: datetime) -> Task | None:
        with self._changed:
            if self._tasks and self._tasks[0][0] <= now:
                return heapq.heappop(self._tasks)[2]
            return None

    def _run(self) -> None:
        while not self._is_stopping:
            task = self._take(self._clock())
            if task is not None:
                task()
                continue
            with self._changed:
                if not self._is_woken():  # one that is added for later changes how long to wait
                    self._changed.wait(timeout=self._seconds_to_next())

    def _is_woken(self) -> bool:
        is_due = bool(self._tasks) and self._tasks[0][0] <= self._clock()
        return self._is_stopping or is_due

    def _seconds_to_next(self) -> float | None:
        if not self._tasks:
            return None
        return max(0.0, (self._tasks[0][0] - self._clock()).total_seconds())
