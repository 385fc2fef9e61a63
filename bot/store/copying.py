"""Reading and writing whole tables, whichever database they are in. Rows stay sealed: no key is
used here, so that a copy never holds a word in the clear.

Tables are read from the database itself, not from the code: a backup of last year has last year's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select, text, tuple_

BATCH = 1_000  # rows
KEYS = 500  # asked for at once
OWN = frozenset({"alembic_version", "move_progress", "move_change"})  # not part of a deployment
MODULUS = 2**256

Row: TypeAlias = Mapping[str, Any]


class Watcher(Protocol):
    """Whoever waits for a long copy and is told how it goes."""

    def expect(self, rows: int) -> None:
        """Hear how many rows there are in all."""
        ...

    def copied(self, table: str, rows: int) -> None:
        """Hear that so many more rows of a table are done."""
        ...


class Nobody:
    """Nobody waits."""

    def expect(self, rows: int) -> None:
        """Tell nobody."""

    def copied(self, table: str, rows: int) -> None:
        """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows there are, and what they say, in whatever order they come."""

    rows: int = 0
    digest: int = 0

    def with_rows(self, rows: Sequence[Row]) -> Sum:
        """Return the sum with these rows added. A row counts its columns by name."""
        digest = self.digest
        for row in rows:
            said = repr(sorted(row.items())).encode()
            digest += int.from_bytes(hashlib.sha256(said).digest(), "big")
        return Sum(self.rows + len(rows), digest % MODULUS)


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """Open the database as it is at this moment, for reading: others go on writing."""
    if engine.dialect.name == "sqlite":
        with engine.execution_options(sayso_reads=True).connect() as db:
            db.exec_driver_sql("BEGIN")
            db.exec_driver_sql("SELECT 1 FROM sqlite_master").all()  # takes the moment
            try:
                yield db
            finally:
                db.exec_driver_sql("ROLLBACK")
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as db:
        db.execute(text("SET TRANSACTION READ ONLY"))
        yield db


def tables(db: Connection) -> tuple[Table, ...]:
    """Return every table of the deployment, what others point at first."""
    found = MetaData()
    found.reflect(db)
    return tuple(table for table in found.sorted_tables if not _is_beside(table.name))


def _is_beside(name: str) -> bool:
    # What Procrastinate has waiting is only when to look: `sayso migrate` makes it anew.
    return name in OWN or name.startswith("procrastinate_")


def revision(db: Connection) -> str | None:
    """Return the schema's revision, or None where there is no schema."""
    from alembic.migration import MigrationContext  # noqa: PLC0415

    return MigrationContext.configure(db).get_current_revision()


def size(db: Connection, every: Sequence[Table]) -> int:
    """Return how many rows there are in these tables."""
    count = func.count()
    return sum(db.execute(select(count).select_from(table)).scalar_one() for table in every)


def batches(db: Connection, table: Table, after: Sequence[Any] = ()) -> Iterator[list[Row]]:
    """Yield the rows in the order of their key, a batch at a time; `after` is a key to go on from.

    Moments come back aware and in UTC from either database.
    """
    key = list(table.primary_key)
    query = select(table).order_by(*key)
    if after:
        query = query.where(tuple_(*key) > tuple(after))
    found = db.execute(query.execution_options(yield_per=BATCH))
    for part in found.mappings().partitions(BATCH):
        yield [_read(row) for row in part]


def with_keys(db: Connection, table: Table, keys: Sequence[Sequence[Any]]) -> list[Row]:
    """Return the rows there are now under these keys."""
    columns = list(table.primary_key)
    rows: list[Row] = []
    for start in range(0, len(keys), KEYS):
        some = [tuple(key) for key in keys[start : start + KEYS]]
        found = db.execute(select(table).where(tuple_(*columns).in_(some)))
        rows.extend(_read(row) for row in found.mappings())
    return rows


def put(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add these rows as they are, ids too."""
    if rows:
        naive = db.dialect.name == "sqlite"
        db.execute(insert(table), [_written(row, naive=naive) for row in rows])


def count_on(db: Connection, every: Sequence[Table]) -> None:
    """Let new ids follow the copied ones. SQLite does by itself."""
    if db.dialect.name != "postgresql":
        return
    for table in every:
        column = table.autoincrement_column
        if column is None:
            continue
        name = db.dialect.identifier_preparer.format_table(table)
        top = select(column).order_by(column.desc()).limit(1)
        if (highest := db.execute(top).scalar()) is not None:
            db.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
                {"table": name, "column": column.name, "highest": highest},
            )


def total(db: Connection, table: Table) -> Sum:
    """Return the sum of one whole table."""
    found = Sum()
    for rows in batches(db, table):
        found = found.with_rows(rows)
    return found


def _read(row: Mapping[Any, Any]) -> Row:
    return {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return bytes(value) if isinstance(value, memoryview) else value


def _written(row: Row, *, naive: bool) -> dict[str, Any]:
    if not naive:
        return dict(row)
    return {
        name: value.replace(tzinfo=None) if isinstance(value, datetime) else value
        for name, value in row.items()
    }
