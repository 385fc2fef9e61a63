"""Noticing at once that somebody wrote something urgent, without asking for it all the time.

PostgreSQL tells (`pg_notify`, at the commit of whoever wrote). SQLite does not, but counts what
others commit (`PRAGMA data_version`), and reading that count takes microseconds and no lock.
"""

from __future__ import annotations

import threading
import time
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnavailable
from bot.store.database import driver_of

LOOK_EVERY = 0.03  # seconds
STOPS_WITHIN = 0.25  # seconds: one of many workers may wait a quarter of a minute for a call
NOTE, DUE_NOTE = "sayso_urgent", "sayso_due"
TELL = text(f"SELECT pg_notify('{NOTE}', '')")


class Waking(Protocol):
    """What a worker's urgent lane waits at."""

    def wait(self, seconds: float) -> None:
        """Return once something may have been written, or when the time is over.

        It returns at once where it was not there before, or was cut off: nobody called it then.

        Raises:
            StoreUnavailable: the database cannot be reached now.
        """

    def close(self) -> None:
        """Let its connection go."""


def waking(engine: Engine, stopping: threading.Event, note: str = NOTE) -> Waking:
    """Return what wakes a worker on this kind of database; `stopping` ends its waiting."""
    if engine.dialect.name == "sqlite":
        return _Counting(engine, stopping)
    return _Listening(engine, stopping, note)


class _Connected:
    """One connection kept open for this alone, opened anew after a fault."""

    def __init__(self, engine: Engine, stopping: threading.Event) -> None:
        self._engine = engine
        self._stopping = stopping
        self._db: Connection | None = None
        # The driver's own too: waiting goes past SQLAlchemy, which would have wrapped them.
        self._faults = (DBAPIError, engine.dialect.loaded_dbapi.Error)

    def wait(self, seconds: float) -> None:
        try:
            if self._db is None:
                self._db = self._opened()
                return
            self._wait(self._db, seconds)
        except self._faults as error:
            self.close()
            raise StoreUnavailable("the database cannot be reached") from error

    def close(self) -> None:
        if self._db is not None:
            self._db.invalidate()  # it listens, or counts: nobody else may be given it
            self._db.close()
            self._db = None

    def _opened(self) -> Connection:
        raise NotImplementedError

    def _wait(self, db: Connection, seconds: float) -> None:
        raise NotImplementedError


class _Counting(_Connected):
    _seen: int | None = None

    def _opened(self) -> Connection:
        return self._engine.execution_options(sayso_reads=True).connect()

    def _wait(self, db: Connection, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            count = driver_of(db).execute("PRAGMA data_version").fetchone()[0]
            if count != self._seen:
                self._seen = count
                return
            if self._stopping.wait(LOOK_EVERY):
                return


class _Listening(_Connected):
    def __init__(self, engine: Engine, stopping: threading.Event, note: str) -> None:
        super().__init__(engine, stopping)
        self._note = note

    def _opened(self) -> Connection:
        db = self._engine.execution_options(isolation_level="AUTOCOMMIT").connect()
        db.exec_driver_sql(f"LISTEN {self._note}")
        return db

    def _wait(self, db: Connection, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping.is_set() and (left := until - time.monotonic()) > 0:
            told = driver_of(db).notifies(timeout=min(left, STOPS_WITHIN), stop_after=1)
            for _ in told:
                return
