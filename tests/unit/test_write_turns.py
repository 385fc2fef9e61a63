"""Those who write to SQLite queue: what keeps somebody safe first, and many in one commit."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bot.errors import StoreUnavailable
from bot.store.database import Store

PATIENCE = 20


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'x.db'}", keys=(("k", b"1" * 32),), index_key=b"2" * 32)
    with made.begin() as tx:
        tx.db.execute(text("CREATE TABLE wrote (who TEXT)"))
    yield made
    made.engine.dispose()


def write(store: Store, who: str, *, urgent: bool = False) -> None:
    with store.begin(urgent=urgent) as tx:
        tx.db.execute(text("INSERT INTO wrote VALUES (:who)"), {"who": who})


def written(store: Store) -> list[str]:
    with store.reading() as tx:
        return list(tx.db.scalars(text("SELECT who FROM wrote ORDER BY rowid")))


def waiting(store: Store) -> int:
    turns = store._turns
    assert turns is not None
    return len(turns._urgent) + len(turns._others)


@contextmanager
def behind_one_who_writes(store: Store, *others: Callable[[], None]) -> Iterator[None]:
    """Have these come one after the other while somebody writes; let the block be done first."""
    threads = [threading.Thread(target=one) for one in others]
    with store.begin() as tx:
        for number, thread in enumerate(threads, start=1):
            thread.start()
            while waiting(store) < number:
                threading.Event().wait(0.001)
        tx.db.execute(text("INSERT INTO wrote VALUES ('first')"))
        yield
    for thread in threads:
        thread.join(PATIENCE)


def test_what_is_urgent_goes_before_what_came_earlier(store: Store) -> None:
    with behind_one_who_writes(
        store,
        lambda: write(store, "a reminder"),
        lambda: write(store, "another"),
        lambda: write(store, "an alert", urgent=True),
    ):
        pass

    assert written(store) == ["first", "an alert", "a reminder", "another"]


def test_those_who_waited_share_one_commit(store: Store) -> None:
    commits: list[None] = []
    event.listen(store.engine, "commit", lambda _: commits.append(None))

    with behind_one_who_writes(store, *[lambda: write(store, "x")] * 5):
        pass

    assert len(written(store)) == 6
    assert len(commits) == 1


def test_one_that_fails_takes_only_its_own_work_with_it(store: Store) -> None:
    failed: list[BaseException] = []

    def fail() -> None:
        try:
            with store.begin() as tx:
                tx.db.execute(text("INSERT INTO wrote VALUES ('broken')"))
                raise ValueError("a fault")
        except ValueError as error:
            failed.append(error)

    with behind_one_who_writes(store, lambda: write(store, "a"), fail, lambda: write(store, "b")):
        pass

    assert written(store) == ["first", "a", "b"]
    assert len(failed) == 1


def test_where_the_first_fails_the_next_begins_anew(store: Store) -> None:
    with (
        pytest.raises(ValueError, match="a fault"),
        behind_one_who_writes(store, lambda: write(store, "a")),
    ):
        raise ValueError("a fault")
    while not written(store):
        threading.Event().wait(0.001)

    assert written(store) == ["a"]
    write(store, "b")
    assert written(store) == ["a", "b"]


def test_a_commit_that_fails_is_told_to_everybody_in_it(store: Store) -> None:
    told: list[str] = []

    def refuse(_: object) -> None:
        raise sqlite3.OperationalError("the disk is full")

    def told_of() -> None:
        try:
            write(store, "a")
        except sqlite3.OperationalError as error:
            told.append(str(error))

    with (
        pytest.raises(sqlite3.OperationalError),
        behind_one_who_writes(store, told_of, told_of),
    ):
        event.listen(store.engine, "commit", refuse)
    while len(told) < 2:
        threading.Event().wait(0.001)
    event.remove(store.engine, "commit", refuse)

    assert told == ["the disk is full"] * 2
    assert written(store) == []
    write(store, "after it")
    assert written(store) == ["after it"]


def test_who_waits_too_long_is_told_and_holds_nobody_up(store: Store) -> None:
    store.patience = 0.05
    with store.begin(), pytest.raises(StoreUnavailable):
        write(store, "impatient")

    write(store, "after it")

    assert written(store) == ["after it"]


def test_another_process_that_has_the_lock_is_waited_for_once_by_all(store: Store) -> None:
    store.patience = 0.3
    other = sqlite3.connect(store.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told: list[StoreUnavailable] = []

    def try_it() -> None:
        try:
            write(store, "x")
        except StoreUnavailable as error:
            told.append(error)

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    other.execute("ROLLBACK")

    assert len(told) == 4
    write(store, "after it")
    assert written(store) == ["after it"]
    other.close()


def test_many_at_once_lose_nothing(store: Store) -> None:
    def many(name: str) -> None:
        for number in range(20):
            write(store, f"{name} {number}", urgent=number % 3 == 0)

    threads = [threading.Thread(target=many, args=(str(one),)) for one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert len(set(written(store))) == 160
