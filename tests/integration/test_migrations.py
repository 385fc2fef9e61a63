"""Migrations: numbered, one head, up and down on both databases, and the same as the tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import bot.store.access_tables
import bot.store.care_tables
import bot.store.insight_tables
import bot.store.meeting_tables
import bot.store.rights_tables
import bot.store.round_tables
import bot.store.sending_tables
import bot.store.tables
import bot.store.theme_tables
import bot.store.users
from bot.store.database import open_engine
from bot.store.metadata import metadata
from bot.store.migrations.run import configuration, downgrade, migrate
from tests.conftest import new_database

DEFINED = (
    bot.store.access_tables,
    bot.store.care_tables,
    bot.store.insight_tables,
    bot.store.meeting_tables,
    bot.store.rights_tables,
    bot.store.round_tables,
    bot.store.sending_tables,
    bot.store.tables,
    bot.store.theme_tables,
    bot.store.users,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return a database with nothing in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'new.db'}"
    else:
        url = new_database(request.getfixturevalue("postgresql"), f"new_{uuid4().hex[:12]}")
    opened = open_engine(url)
    yield opened
    opened.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_after_migrating_the_database_is_what_the_tables_say(engine: Engine) -> None:
    migrate(engine)

    with engine.connect() as db:
        context = MigrationContext.configure(
            db, opts={"compare_type": True, "compare_server_default": False}
        )
        differences = compare_metadata(context, metadata)

    assert differences == []
    assert tables(engine) - {"alembic_version"} == set(metadata.tables)


def test_server_defaults_and_indexes_are_the_same_as_the_tables(engine: Engine) -> None:
    migrate(engine)
    migrated = inspect(engine)
    indexes = {
        (table, index["name"])
        for table in metadata.tables
        for index in migrated.get_indexes(table)
        if not index.get("duplicates_constraint")
    }
    nullable = {
        (table, column["name"]): (column["nullable"], column["default"] is not None)
        for table in metadata.tables
        for column in migrated.get_columns(table)
        if not column.get("autoincrement") or column["name"] != "id"
    }

    meant = {(name, each.name) for name, table in metadata.tables.items() for each in table.indexes}
    assert indexes == meant
    for (table, name), (can_be_null, has_default) in nullable.items():
        column = metadata.tables[table].c[name]
        if name != "id":
            assert (column.nullable, column.server_default is not None) == (
                can_be_null,
                has_default,
            ), (table, name)


def test_up_down_and_up_again(engine: Engine) -> None:
    migrate(engine)
    downgrade(engine)
    assert tables(engine) <= {"alembic_version"}

    migrate(engine)

    assert set(metadata.tables) <= tables(engine)


def test_migrating_twice_and_twice_at_once_changes_nothing(engine: Engine) -> None:
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(migrate, engine) for _ in range(2)]:
            done.result()
    migrate(engine)

    assert set(metadata.tables) <= tables(engine)


def test_migrations_are_numbered_in_order_and_have_one_head() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    found = [script.revision for script in scripts.walk_revisions()]

    assert scripts.get_heads() == [max(found)]
    assert sorted(found) == [f"{number:04}" for number in range(1, len(found) + 1)]
    for script in scripts.walk_revisions():
        assert re.fullmatch(rf"{script.revision}_[a-z_]+\.py", Path(script.path).name)


def test_a_concern_from_before_there_were_clocks_gets_one(engine: Engine) -> None:
    migrate(engine, "0001")
    with engine.begin() as db:
        db.exec_driver_sql(
            "INSERT INTO address (id, scheme, digest, value, created_at) "
            "VALUES (1, 'tel', 'd', 'v', '2026-11-01')"
        )
        for number, state in ((1, "open"), (2, "acknowledged"), (3, "closed")):
            db.exec_driver_sql(
                "INSERT INTO concern (id, address_id, severity, category, state, can_text, "
                f"opened_at) VALUES ({number}, 1, 'immediate', 'x', '{state}', true, '2026-11-01')"
            )

    migrate(engine)

    with engine.begin() as db:
        clocks = db.exec_driver_sql("SELECT concern_id, ended_at FROM escalation").all()
    assert [tuple(row) for row in clocks] == [(1, None)]
