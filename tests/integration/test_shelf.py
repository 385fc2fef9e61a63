"""The newest version of every flow, looked up again only where there is another version."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.store.database import Store, Transaction
from bot.store.flows import Published, Shelf, documents, publish

NOW = datetime(2027, 3, 2, 12, tzinfo=UTC)


def ideas(shelf: Shelf, tx: Transaction) -> Published:
    (found,) = (one for one in shelf.all_newest(tx) if one.flow.key == "ideas")
    return found


def publish_again(tx: Transaction) -> None:
    publish(tx, "ideas", f"{documents(tx, 'ideas')[-1]}\n", NOW)


def test_a_version_that_was_published_since_is_the_newest(store: Store) -> None:
    shelf = Shelf()

    with store.begin() as tx:
        before = ideas(shelf, tx)
        undone = tx.db.begin_nested()
        publish_again(tx)
        assert ideas(shelf, tx).version == before.version + 1
        undone.rollback()
        assert ideas(shelf, tx) == before


def test_where_nothing_was_published_all_are_as_they_were(store: Store) -> None:
    shelf = Shelf()

    with store.reading() as tx:
        assert shelf.all_newest(tx) is shelf.all_newest(tx)
