"""Opening the database, and one transaction at a time. Nothing else begins or commits."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreUnavailable
from bot.privacy.encryption import Cipher, FieldCipher, blind_index
from bot.store.at_hand import AtHand
from bot.store.write_turns import WriteTurns

SEALED = "this deployment moved to another database"
PATIENCE = 10.0  # seconds to wait for the lock: the provider gives a webhook 15
BUSY_TIMEOUT_MS = 10_000
LOOK_MS = 4  # SQLite's own waiting grows to a tenth of a second a look, and loses to who comes new
POOL = 8
# A network that is cut says nothing: without these a query waits for its answer for a quarter of an
# hour, and an idle connection for ever. A server that is only slow is heard from all the same.
CUT_IS_SEEN = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
# psycopg throws away every plan of a connection at a rollback once it has prepared one itself.
NOTHING_ELSE_PREPARED = {"prepare_threshold": None}
# The server's side of the same cut: it would keep for two hours the locks of whoever is gone.
_SEEN_BY_SERVER = (
    "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 "
    "-c tcp_keepalives_count=3 -c tcp_user_timeout=10000"
)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One open transaction and the keys its queries need. `bot.store` functions take it first."""

    db: Connection
    cipher: Cipher
    index_key: bytes

    def digest(self, urn: str) -> str:
        """Return what the address `urn` ("tel:+447700900123") is looked up by."""
        return blind_index(self.index_key, urn)


class Journey(Protocol):
    """What can be read through, and then written through."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Open what reads only."""
        ...

    def begin(self, *, urgent: bool = False) -> AbstractContextManager[Transaction]:
        """Open one transaction: leaving commits, an exception rolls back."""
        ...


class Store:
    """The database of one deployment, with the keys to its words."""

    def __init__(self, url: str, *, keys: tuple[tuple[str, bytes], ...], index_key: bytes) -> None:
        self._through(open_engine(url))
        self.cipher: Cipher = FieldCipher(keys)
        self._index_key = index_key

    def use(self, engine: Engine) -> None:
        """Read and write through this engine from now on; the one before keeps its connections."""
        self._at_hand.let_go()
        self._through(engine)

    def _through(self, engine: Engine) -> None:
        self.engine = engine
        self.patience = PATIENCE
        self._at_hand = AtHand(engine, engine.execution_options(**_outside(engine)))
        on_sqlite = engine.dialect.name == "sqlite"
        self._turns = WriteTurns(self._opened, self._at_hand) if on_sqlite else None

    @contextmanager
    def begin(self, *, urgent: bool = False) -> Iterator[Transaction]:
        """Open one transaction: leaving commits, an exception rolls back.

        Args:
            urgent: it keeps somebody safe, and goes before others of this process that wait.

        Raises:
            StoreUnavailable: the database cannot be reached now.
        """
        try:
            with self._writing(urgent) as db:
                yield Transaction(db, self.cipher, self._index_key)
        except DBAPIError as error:
            if is_away(error):
                raise StoreUnavailable("the database cannot be reached") from error
            raise

    def alone(self, *, urgent: bool = False) -> AbstractContextManager[Transaction]:
        """Open what one statement is written through that needs no other to be kept with it.

        On PostgreSQL it is a transaction by itself: two journeys to the server fewer.
        """
        return self.reading() if self._turns is None else self.begin(urgent=urgent)

    def _writing(self, urgent: bool) -> AbstractContextManager[Connection]:
        if self._turns is None:
            return self.engine.begin()
        return self._turns.begin(urgent=urgent, patience=self.patience)

    def _opened(self, until: float) -> Connection:
        """Begin to write on a connection, waiting for SQLite's lock until then."""
        db = self._at_hand.take()
        try:
            db.begin()
            _lock_sqlite(db, until)
        except BaseException:
            self._at_hand.give_up(db)
            raise
        return db

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Open a connection for reading only: no transaction, each statement stands alone.

        On PostgreSQL that saves two journeys to the server a turn; on SQLite, a lock.
        """
        try:
            db = self._at_hand.take()
            try:
                yield Transaction(db, self.cipher, self._index_key)
                self._at_hand.give_back(db)
            except BaseException:
                self._at_hand.give_up(db)
                raise
        except DBAPIError as error:
            if is_away(error):
                raise StoreUnavailable("the database cannot be reached") from error
            raise

    @contextmanager
    def journey(self) -> Iterator[Journey]:
        """Open what one turn reads and then writes through: on PostgreSQL one connection for both.

        Raises:
            StoreUnavailable: the database cannot be reached now.
        """
        if self._turns is not None:
            yield self
            return
        # Loaded here: a deployment on SQLite need not pay for PostgreSQL's driver at each start.
        from bot.store.one_connection import OneConnection  # noqa: PLC0415

        with self.reading() as tx:
            yield OneConnection(tx)

    def scrub(self, *tables: str) -> bool:
        """Have the database's files forget what was deleted; tell whether it could just now.

        SQLite: deleted pages are zeroes already, and the write-ahead log is emptied, which waits
        for whoever is reading. PostgreSQL: dead rows of these tables are cleaned out; its own log
        keeps them until it is recycled (docs/data-protection.md).
        """
        try:
            with self.engine.connect().execution_options(**_outside(self.engine)) as db:
                if self.engine.dialect.name != "sqlite":
                    for table in tables:
                        db.exec_driver_sql(f'VACUUM "{table}"')
                    return True
                busy, _, _ = db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                return not busy
        except DBAPIError as error:
            if is_away(error):
                raise StoreUnavailable("the database cannot be reached") from error
            raise


def _outside(engine: Engine) -> dict[str, Any]:
    """Return the options of a connection that opens no transaction of its own."""
    if engine.dialect.name == "sqlite":
        return {"sayso_reads": True}
    return {"isolation_level": "AUTOCOMMIT"}


def driver_of(db: Connection) -> Any:
    """Return the driver's own connection, for what SQLAlchemy has no words for."""
    return db.connection.driver_connection


def is_away(error: DBAPIError) -> bool:
    """Tell a database that cannot be reached, or was left for another, from a refused statement."""
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return True
    return str(error.orig) == SEALED


def open_engine(url: str) -> Engine:
    """Open `sqlite:///FILE` (made if need be) or `postgresql+psycopg://...`, unconnected.

    `sqlite:///:memory:` is one connection a thread, and gone with it.
    """
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=POOL,
            max_overflow=POOL,
            hide_parameters=True,
            connect_args={**seen_when_cut(url), **NOTHING_ELSE_PREPARED},
        )
    path = url.removeprefix("sqlite:///")
    pool = {"pool_size": POOL}
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        pool["max_overflow"] = POOL
    engine = create_engine(
        url,
        **pool,
        hide_parameters=True,  # an error must not repeat what was being written
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def seen_when_cut(url: str) -> dict[str, Any]:
    """Return how to connect to PostgreSQL so that neither side waits long for one that is gone."""
    asked = make_url(url).query.get("options", "")
    options = " ".join(asked) if isinstance(asked, tuple) else asked
    return {**CUT_IS_SEEN, "options": f"{_SEEN_BY_SERVER} {options}".strip()}


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions of its own: we say when, and of which kind.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten, not only forgotten
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-65536",
    ):
        connection.execute("PRAGMA " + pragma)


def _begin_sqlite(db: Connection) -> None:
    # A deferred transaction that turns to writing late fails at once when another got there first;
    # taking the write lock at the start waits for it instead.
    # Reading needs no transaction at all: each statement stands alone.
    if not db.get_execution_options().get("sayso_reads"):
        _lock_sqlite(db, time.monotonic() + PATIENCE)


def _lock_sqlite(db: Connection, until: float) -> None:
    """Take the write lock, looking for it often: whoever has it has it for milliseconds."""
    raw = driver_of(db)
    raw.execute(f"PRAGMA busy_timeout={LOOK_MS}")
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    break
            else:
                return
        db.exec_driver_sql("BEGIN IMMEDIATE")  # the last look tells why as any statement would
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
