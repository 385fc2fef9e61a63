"""Column types every table uses: ids, moments in UTC, encrypted words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

AnyRow: TypeAlias = Row[*tuple[Any, ...]]

_MOMENT_LETTERS = len("2027-03-02 12:00:00.000000")
SEALED = "sealed"  # marks what `sayso keys rotate` seals anew
Id = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored and read back in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    # SQLite keeps words, and SQLAlchemy's own way there and back costs a row of many moments most.
    def bind_processor(self, dialect: Dialect) -> Any:
        """Return what writes a moment: on SQLite as SQLAlchemy's own type would."""
        return _in_words if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """Return what reads a moment."""
        if dialect.name == "sqlite":
            return _from_words
        return super().result_processor(dialect, coltype)


def _in_words(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a moment must be aware")
    in_utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return in_utc.isoformat(" ", "microseconds")[:_MOMENT_LETTERS]  # without its "+00:00"


def _from_words(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def identity() -> Column[int]:
    """Return a table's own id."""
    return Column("id", Id, primary_key=True)


def link(name: str, target: str, *, required: bool = True, **options: Any) -> Column[int]:
    """Return a column that points at another table's id."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=not required, **options)


def moment(name: str, *, required: bool = False, **options: Any) -> Column[datetime]:
    """Return a column for a moment in UTC."""
    return Column(name, Moment, nullable=not required, **options)


def sealed(name: str, *, required: bool = False) -> Column[bytes]:
    """Return a column for words encrypted by `bot.privacy.encryption`."""
    return Column(name, LargeBinary, nullable=not required, info={SEALED: True})


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index of the rows for which `where` holds, alike on both databases."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
