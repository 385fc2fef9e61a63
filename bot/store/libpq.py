"""One compiled statement on a PostgreSQL connection, run by libpq itself and prepared once there.

psycopg's cursor took two thirds of a statement's time in a turn (docs/performance.md). What it
adds is kept: its types, its errors, and that a first statement begins the transaction. Only these
names are prepared on a connection (`database.NOTHING_ELSE_PREPARED`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from psycopg import Connection as Driver
from psycopg import OperationalError, pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from sqlalchemy import Connection

PREPARED: Final = "sayso_prepared"
SHAPING: Final = "sayso_shaping"
WENT_WELL: Final = frozenset({pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK})


def run(db: Connection, text: str, values: Sequence[Any]) -> tuple[int, tuple[Any, ...] | None]:
    """Return how many rows were changed or found, and the first of them if the statement gives any.

    Args:
        text: with $1, $2 … for the values, in their order.

    Raises:
        psycopg.Error: as psycopg's cursor raises it.
    """
    shaping = _shaping(db, _begun(db))
    result = _run(db, shaping, text, values)
    shaping.set_pgresult(result)
    row = shaping.load_row(0, tuple) if result.ntuples else None
    return result.command_tuples or 0, row


def run_all(db: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement once with each of these values; arguments and errors are those of `run`."""
    shaping = _shaping(db, _begun(db))
    for values in rows:
        _run(db, shaping, text, values)


def _begun(db: Connection) -> Any:
    """Return psycopg's connection, with a transaction open where it is to have one."""
    driver: Any = db.connection.driver_connection
    server = driver.pgconn
    if not driver.autocommit and server.transaction_status == pq.TransactionStatus.IDLE:
        _require(driver, server.exec_(b"BEGIN"))
    return driver


def _shaping(db: Connection, driver: Driver[Any]) -> Any:
    """Return what turns values into PostgreSQL's and back on this connection.

    It remembers how each kind of value is turned: looked up anew it was a tenth of a statement.
    """
    shaping: Any = db.info.get(SHAPING)
    if shaping is None:
        shaping = db.info[SHAPING] = Transformer(driver)
    return shaping


def _run(db: Connection, shaping: Any, text: str, values: Sequence[Any]) -> pq.abc.PGresult:
    driver: Any = shaping.connection
    given = shaping.dump_sequence(values, [PyFormat.AUTO] * len(values))
    name = _prepared(db, driver, text, shaping.types or ())
    return _require(driver, driver.pgconn.exec_prepared(name, given, shaping.formats))


def begin(db: Connection) -> None:
    """Begin a transaction on a connection that begins none of itself; its commit ends it."""
    driver: Any = db.connection.driver_connection
    _require(driver, driver.pgconn.exec_(b"BEGIN"))


def _prepared(db: Connection, driver: Driver[Any], text: str, types: tuple[int, ...]) -> bytes:
    """Return the name this is prepared under for values of these types, on this connection."""
    names: dict[tuple[str, tuple[int, ...]], bytes] = db.info.setdefault(PREPARED, {})
    name = names.get((text, types))
    if name is None:
        name = b"sayso_%d" % len(names)
        _require(driver, driver.pgconn.prepare(name, text.encode(), types))
        names[text, types] = name
    return name


def _require(driver: Driver[Any], result: pq.abc.PGresult) -> pq.abc.PGresult:
    if result.status in WENT_WELL:
        return result
    if driver.pgconn.status == pq.ConnStatus.BAD:
        raise OperationalError("the connection to the database was lost")
    raise error_from_result(result, driver.info.encoding)
