"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both know and SQLAlchemy spells twice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_for(db: Connection, table: Table) -> Any:
    """Return the dialect's own insert, which has `on_conflict_do_nothing` and `_do_update`."""
    return sqlite.insert(table) if db.dialect.name == "sqlite" else postgresql.insert(table)
