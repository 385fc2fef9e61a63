"""Whose turn it is to write to SQLite, among the threads of one process: what keeps somebody safe
goes first, and those who wait commit together.

SQLite has one write lock and no queue for it, and each commit waits for the disk. So threads queue
here, not there; who comes next writes into the transaction that is open, and one commit keeps the
work of all. Nobody's turn is over before that commit: what `begin` left is on the disk.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, NestedTransaction
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreUnavailable
from bot.store.at_hand import AtHand

TOGETHER = 16  # more in one commit would keep the first of them waiting
COMMIT_SECONDS = 60.0
HASTE = 1.0  # seconds to wait where the lock could just now not be had: a child waits for words


@dataclass(slots=True)
class _Group:
    """One open transaction, and those whose work is in it."""

    db: Connection
    at_hand: AtHand
    parts: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None

    def commit(self) -> None:
        """Keep the work of all of them, or tell all of them that it is not kept."""
        try:
            self.db.commit()
        except BaseException as error:
            self.error = error
            with suppress(SQLAlchemyError):
                self.db.invalidate()  # still open, maybe: a lost connection keeps nothing
            self._give_up()
        else:
            with suppress(SQLAlchemyError):
                self.at_hand.give_back(self.db)
        finally:
            self.over.set()

    def drop(self) -> None:
        """Keep nothing: whoever opened it failed, and nobody else is in it."""
        with suppress(SQLAlchemyError):
            self.db.rollback()
        self._give_up()
        self.over.set()

    def _give_up(self) -> None:
        with suppress(SQLAlchemyError):
            self.at_hand.give_up(self.db)

    def await_commit(self) -> None:
        """Wait until somebody committed it; raise what went wrong, if anything did."""
        if not self.over.wait(COMMIT_SECONDS):
            raise StoreUnavailable("nobody committed what was written together")
        if self.error is not None:
            raise self.error


@dataclass(slots=True)
class _Ticket:
    """One thread that waits for its turn, and the open transaction it is given with it."""

    called: threading.Event = field(default_factory=threading.Event)
    group: _Group | None = None

    def call(self, group: _Group | None) -> None:
        self.group = group
        self.called.set()


class WriteTurns:
    """The queue of those who write through one engine.

    Args:
        opened: opens one writing transaction, waiting until a `time.monotonic()` for its lock.
        at_hand: takes its connection back.
    """

    def __init__(self, opened: Callable[[float], Connection], at_hand: AtHand) -> None:
        self._opened = opened
        self._at_hand = at_hand
        self._guard = threading.Lock()
        self._taken = False
        self._was_refused = False
        self._urgent: deque[_Ticket] = deque()
        self._others: deque[_Ticket] = deque()

    @contextmanager
    def begin(self, *, urgent: bool, patience: float) -> Iterator[Connection]:
        """Wait for a turn and write: leaving keeps it, an exception keeps nothing of it.

        Args:
            patience: seconds to wait for the turn and the lock, together; a second where whoever
                came before could not have it.

        Raises:
            StoreUnavailable: the turn did not come.
            OperationalError: the lock could not be had.
        """
        until = time.monotonic() + (min(patience, HASTE) if self._was_refused else patience)
        given = self._enter(self._urgent if urgent else self._others, until)
        yield from self._part(given or self._open(until))

    def _open(self, until: float) -> _Group:
        try:
            group = _Group(self._opened(until), self._at_hand)
        except BaseException:
            self._was_refused = True
            self._pass_on()
            raise
        self._was_refused = False
        return group

    def _part(self, group: _Group) -> Iterator[Connection]:
        inside: NestedTransaction | None = None
        try:
            if group.parts:
                inside = group.db.begin_nested()
            yield group.db
            if inside is not None:
                inside.commit()
        except BaseException:
            self._give_up(group, inside)
            raise
        group.parts += 1
        self._leave(group)
        group.await_commit()

    def _give_up(self, group: _Group, inside: NestedTransaction | None) -> None:
        """Take this one's work out of the transaction; what others wrote into it stays."""
        if group.parts == 0:
            group.drop()
            self._pass_on()
            return
        if inside is not None and inside.is_active:
            with suppress(SQLAlchemyError):
                inside.rollback()
        self._leave(group)

    def _enter(self, lane: deque[_Ticket], until: float) -> _Group | None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return None
            ticket = _Ticket()
            lane.append(ticket)
        if not ticket.called.wait(until - time.monotonic()):
            with self._guard:
                if not ticket.called.is_set():
                    lane.remove(ticket)
                    raise StoreUnavailable("others were writing for too long")
        return ticket.group

    def _leave(self, group: _Group) -> None:
        """Give the open transaction to the next, or commit it where nobody waits."""
        if group.parts < TOGETHER and self._called_next(group):
            return
        try:
            group.commit()
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        with self._guard:
            ticket = self._next()
            if ticket is None:
                self._taken = False
            else:
                ticket.call(None)

    def _called_next(self, group: _Group) -> bool:
        with self._guard:
            ticket = self._next()
            if ticket is not None:
                ticket.call(group)
            return ticket is not None

    def _next(self) -> _Ticket | None:
        lane = self._urgent or self._others
        return lane.popleft() if lane else None
