"""Connections at hand between turns: the way to the pool and back was a twelfth of a turn on
SQLite, and half of that on PostgreSQL (docs/performance.md)."""

from __future__ import annotations

from collections import deque

from sqlalchemy import Connection, Engine, QueuePool, event

MOST = 4  # as many as a web process has threads; the pool has others for whoever asks it


class AtHand:
    """Connections that begin no transaction of themselves, open and fit for whoever comes next.

    Each is one thread's until it is given back. One that was lost takes with it those that wait
    here, which are as old; and `Engine.dispose` closes them, so that none goes over a fork.

    Args:
        engine: opens them. Its disposal closes those that wait.
        reading: the same engine, with the options of connections that begin nothing.
    """

    def __init__(self, engine: Engine, reading: Engine) -> None:
        self._reading = reading
        # A database in memory has one connection a thread: none may wait for another thread here.
        self._most = MOST if isinstance(engine.pool, QueuePool) else 0
        self._waiting: deque[Connection] = deque()
        event.listen(engine, "engine_disposed", lambda _: self._close_all())

    def take(self) -> Connection:
        """Return a connection that nothing is begun on.

        Raises:
            DBAPIError: the database cannot be reached.
        """
        try:
            return self._waiting.pop()
        except IndexError:
            return self._reading.connect()

    def give_back(self, db: Connection) -> None:
        """Take back a connection that all went well on."""
        if db.in_transaction():  # so SQLAlchemy calls it once a statement was read
            db.rollback()
        if db.invalidated or len(self._waiting) >= self._most:
            self.give_up(db)
        else:
            self._waiting.append(db)

    def give_up(self, db: Connection) -> None:
        """Return a connection to the pool, which rolls back what is open and looks after it."""
        if db.invalidated:
            self._close_all()
        db.close()

    def let_go(self) -> None:
        """Give those that wait back to the pool: nobody takes one here any more."""
        self._most = 0
        while self._waiting:
            try:
                self._waiting.pop().close()
            except IndexError:  # another thread has taken the last
                return

    def _close_all(self) -> None:
        while self._waiting:
            try:
                db = self._waiting.pop()
            except IndexError:  # another thread has taken the last
                return
            db.detach()  # else the pool would keep it open
            db.close()
