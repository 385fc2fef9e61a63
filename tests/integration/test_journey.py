"""What one turn reads and then writes through: undone as one, kept as one, begun again after."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select

from bot.store.database import Store, Transaction
from bot.store.tables import address

NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)


def write(tx: Transaction, digest: str) -> None:
    row = {"scheme": "tel", "digest": digest, "value": b"sealed", "created_at": NOON}
    tx.db.execute(insert(address).values(row))


def lose(tx: Transaction) -> None:
    """Write, and break off."""
    write(tx, "lost")
    raise ZeroDivisionError


def kept(tx: Transaction) -> int:
    """Return how many rows there are."""
    return tx.db.execute(select(func.count()).select_from(address)).scalar_one()


def test_what_goes_wrong_keeps_nothing_and_the_next_try_keeps_all(store: Store) -> None:
    with store.journey() as way:
        with way.reading() as tx:
            assert kept(tx) == 0  # SQLAlchemy calls that begun already
        with pytest.raises(ZeroDivisionError), way.begin() as tx:
            lose(tx)
        with way.begin() as tx:
            assert kept(tx) == 0
            write(tx, "first")
            write(tx, "second")
        with store.reading() as elsewhere:
            assert kept(elsewhere) == 2


def test_nobody_sees_it_before_it_is_kept(store: Store) -> None:
    with store.journey() as way, way.begin() as tx:
        write(tx, "not yet")
        with store.reading() as elsewhere:
            assert kept(elsewhere) == 0


def test_a_journey_that_breaks_off_leaves_its_connection_fit_for_the_next(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.journey() as way, way.begin() as tx:
        lose(tx)

    with store.begin() as tx:
        write(tx, "kept")
    with store.reading() as tx:
        assert kept(tx) == 1


def test_one_after_another_they_take_no_connection_from_the_pool(store: Store) -> None:
    with store.journey() as way, way.reading() as tx:
        kept(tx)
    taken: list[Any] = []

    def note(connection: Any, *_: Any) -> None:
        taken.append(connection)

    event.listen(store.engine, "checkout", note)
    try:
        with store.journey() as way:
            with way.reading() as tx:
                kept(tx)
            with way.begin() as tx:
                write(tx, "one")
    finally:
        event.remove(store.engine, "checkout", note)

    assert taken == []
