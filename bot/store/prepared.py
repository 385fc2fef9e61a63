"""A turn's own statements, compiled once: SQLAlchemy's work on each call cost more than SQLite's.

Written in Core like any other, run by the driver (SQLite) or by libpq (PostgreSQL).
Only the hot path needs it: docs/performance.md.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from bot.store.database import Transaction

Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None
Run = Callable[[Connection, str, Sequence[Any]], tuple[int, Sequence[Any] | None]]
RunAll = Callable[[Connection, str, Sequence[Sequence[Any]]], None]

BY_NUMBER: Dialect = psycopg.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # as libpq has it: $1, $2


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One statement's text for one kind of database.

    Args:
        takes: the values it takes, in order, each with how the driver wants it.
        fixed: values written into the statement itself.
        run: runs the text with values in their order; returns how many rows, and the first.
        run_all: runs the text once with each of many such values, and returns nothing.
        row: makes one row of its result, with a name for each column.
        gives: how the driver's values in a row become ours.
    """

    text: str
    takes: tuple[tuple[str, Convert], ...]
    fixed: Values
    run: Run
    run_all: RunAll
    row: Callable[..., Any]
    gives: tuple[Convert, ...]

    def values(self, given: Values) -> list[Any]:
        """Return `given` as the driver takes it, in order."""
        known = {**self.fixed, **given} if self.fixed else given
        return [to(known[name]) if to else known[name] for name, to in self.takes]

    def converted(self, raw: Sequence[Any]) -> Any:
        """Return one row of the result, named, as the column types would give it."""
        pairs = zip(self.gives, raw, strict=True)
        return self.row(*[to(value) if to else value for to, value in pairs])


class Prepared:
    """One statement, compiled on first use for each kind of database.

    An insert fills the columns that its values name. Defaults on Python's side do not run.

    Args:
        statement: itself, or a function that writes it where the databases spell it differently.
    """

    def __init__(self, statement: Executable | Callable[[Connection], Any]) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, tuple[str, ...]], _Compiled] = {}

    def changed(self, tx: Transaction, values: Values) -> int:
        """Run the statement and return how many rows it changed."""
        count, _ = self._run(tx, values)
        return count

    def first(self, tx: Transaction, values: Values) -> Any:
        """Run the statement and return its first row, with a name for each column, or None."""
        _, row = self._run(tx, values)
        return row

    def each(self, tx: Transaction, rows: Sequence[Values]) -> None:
        """Run the statement once with each of these, which all name the same values."""
        if not rows:
            return
        compiled = self._for(tx.db, rows[0])
        given = [compiled.values(row) for row in rows]
        try:
            compiled.run_all(tx.db, compiled.text, given)
        except tx.db.dialect.loaded_dbapi.Error as error:
            raise _refused(tx.db, compiled.text, error) from error

    def _run(self, tx: Transaction, values: Values) -> tuple[int, Any]:
        """Return how many rows were changed, and the first row of a result there is one of.

        Raises:
            DBAPIError: as SQLAlchemy raises it, without the values.
        """
        compiled = self._for(tx.db, values)
        try:
            count, raw = compiled.run(tx.db, compiled.text, compiled.values(values))
        except tx.db.dialect.loaded_dbapi.Error as error:
            raise _refused(tx.db, compiled.text, error) from error
        return count, None if raw is None else compiled.converted(raw)

    def _for(self, db: Connection, values: Values) -> _Compiled:
        which = (db.dialect.name, tuple(values))
        found = self._compiled.get(which)
        if found is None:
            statement = self._statement
            written = statement(db) if callable(statement) else statement
            found = self._compiled[which] = _compile(written, db.dialect, list(values))
        return found


def _by_cursor(
    db: Connection, text: str, values: Sequence[Any]
) -> tuple[int, Sequence[Any] | None]:
    driver: Any = db.connection.driver_connection
    cursor = driver.cursor()
    try:
        cursor.execute(text, values)
        return cursor.rowcount, cursor.fetchone() if cursor.description else None
    finally:
        cursor.close()


def _all_by_cursor(db: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    cursor = db.connection.cursor()
    try:
        cursor.executemany(text, rows)
    finally:
        cursor.close()


def _refused(db: Connection, text: str, error: Any) -> DBAPIError:
    """Return a driver's error as SQLAlchemy tells it; a connection that is lost is let go."""
    lost = db.dialect.is_disconnect(error, db.connection.driver_connection, None)
    told: DBAPIError = DBAPIError.instance(
        text,
        None,
        error,
        db.dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=db.dialect,
    )
    if lost:
        db.invalidate(error)
    return told


def _compile(statement: Any, dialect: Dialect, names: list[str]) -> _Compiled:
    columns_named = None
    if statement.is_insert:
        columns_named = [name for name in names if name in statement.table.columns]
    run, run_all, written_for = _ways(dialect)
    compiled = statement.compile(dialect=written_for, column_keys=columns_named)
    order = compiled.positiontup
    columns = list(statement.exported_columns)
    return _Compiled(
        text=compiled.string,
        takes=tuple((name, _to_driver(compiled.binds[name].type, dialect)) for name in order),
        fixed={
            name: compiled.binds[name].value for name in order if not compiled.binds[name].required
        },
        run=run,
        run_all=run_all,
        row=namedtuple("Row", [column.key for column in columns]),
        gives=tuple(_from_driver(column.type, dialect) for column in columns),
    )


def _ways(dialect: Dialect) -> tuple[Run, RunAll, Dialect]:
    """Return what runs a statement on this kind of database, and how it is spelt for that."""
    if dialect.name == "sqlite":
        return _by_cursor, _all_by_cursor, dialect
    # Loaded here: a deployment on SQLite need not pay for PostgreSQL's driver at each start.
    from bot.store import libpq  # noqa: PLC0415

    return libpq.run, libpq.run_all, BY_NUMBER


def _to_driver(kind: Any, dialect: Dialect) -> Convert:
    convert: Convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _from_driver(kind: Any, dialect: Dialect) -> Convert:
    convert: Convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    return convert
