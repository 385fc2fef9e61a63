"""Connections at hand between turns: fit for the next, or gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from bot.store.at_hand import MOST
from bot.store.database import Store, open_engine

ONE = text("SELECT 1")


@pytest.fixture
def made(store: Store) -> Iterator[Store]:
    """Return a store of its own over the same database, of which no connection is open yet."""
    url = store.engine.url.render_as_string(hide_password=False)
    own = Store(url, keys=(("k1", b"1" * 32),), index_key=b"2" * 32)
    yield own
    own.engine.dispose()


@contextmanager
def heard(store: Store, name: str) -> Iterator[list[Any]]:
    """Collect what the pool tells of by this name: "close_detached"."""
    told: list[Any] = []

    def note(connection: Any, *_: Any) -> None:
        told.append(connection)

    event.listen(store.engine, name, note)
    yield told
    event.remove(store.engine, name, note)


def read(store: Store) -> Connection:
    with store.reading() as tx:
        tx.db.execute(ONE)
        return tx.db


def test_who_comes_next_gets_the_connection_of_who_came_before(made: Store) -> None:
    assert read(made) is read(made)


def test_nothing_is_begun_on_a_connection_that_waits(made: Store) -> None:
    waiting = read(made)

    assert not waiting.in_transaction()
    assert not waiting.closed


def test_two_at_once_have_one_each(made: Store) -> None:
    with made.reading() as one, made.reading() as other:
        assert one.db is not other.db


def test_after_a_fault_the_pool_looks_after_the_connection(made: Store) -> None:
    waiting = read(made)
    with pytest.raises(ZeroDivisionError), made.reading():
        raise ZeroDivisionError

    assert waiting.closed
    assert read(made) is not waiting


def test_one_that_was_lost_takes_with_it_those_that_wait(made: Store) -> None:
    with made.reading() as one, made.reading() as other:
        both = {one.db, other.db}
    with made.reading() as tx:
        assert tx.db in both
        tx.db.invalidate()

    assert all(db.closed for db in both)
    assert read(made) not in both


def test_disposing_of_the_engine_closes_them(made: Store) -> None:
    waiting = read(made)
    with heard(made, "close_detached") as closed:
        made.engine.dispose()

    assert len(closed) == 1
    assert waiting.closed
    assert read(made) is not waiting


def test_no_more_wait_than_a_web_process_has_threads(made: Store) -> None:
    with ExitStack() as all_at_once:
        opened = [all_at_once.enter_context(made.reading()).db for _ in range(MOST + 3)]

    assert sum(not db.closed for db in opened) == MOST


def test_what_is_written_on_sqlite_goes_through_one_too(made: Store) -> None:
    if made.engine.dialect.name != "sqlite":
        pytest.skip("on PostgreSQL a transaction of its own begins by itself")
    waiting = read(made)

    with made.begin() as tx:
        assert tx.db is waiting
    assert read(made) is waiting


def test_of_a_database_in_memory_none_waits() -> None:
    own = Store("sqlite:///:memory:", keys=(("k1", b"1" * 32),), index_key=b"2" * 32)

    assert read(own).closed
    own.engine.dispose()


def test_a_store_that_goes_through_another_engine_gives_back_those_that_wait(made: Store) -> None:
    here = made.engine
    waiting = read(made)

    for _ in range(20):  # more often than the pool has connections
        made.use(open_engine("sqlite:///:memory:"))
        made.use(here)
        read(made)

    assert waiting.closed
