"""Statements compiled once: the same rows and the same errors as through SQLAlchemy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreUnavailable
from bot.store.database import Store
from bot.store.prepared import Prepared
from bot.store.tables import address

NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)

ADD = Prepared(insert(address).returning(address.c.id))
FIND = Prepared(
    select(address.c.id, address.c.created_at.label("made"), address.c.held_by).where(
        address.c.digest == bindparam("wanted")
    )
)
MARK = Prepared(
    update(address)
    .where(address.c.digest == bindparam("wanted"))
    .values(trouble=bindparam("trouble"), chat_position=address.c.chat_position + 1)
)


def a_row(digest: str = "d1") -> dict[str, object]:
    return {"scheme": "tel", "digest": digest, "value": b"sealed", "created_at": NOON}


def test_moments_are_written_in_utc_and_come_back_aware(store: Store) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5)))

    with store.begin() as tx:
        made = ADD.first(tx, {**a_row(), "created_at": elsewhere})
        row = FIND.first(tx, {"wanted": "d1"})

    assert (row.id, row.made, row.held_by) == (made.id, NOON, None)
    assert row.made.tzinfo is not None


def test_no_row_is_none_and_no_change_is_nought(store: Store) -> None:
    with store.begin() as tx:
        assert FIND.first(tx, {"wanted": "nobody"}) is None
        assert MARK.changed(tx, {"wanted": "nobody", "trouble": "wrong"}) == 0


def test_a_change_says_how_many_rows_it_changed(store: Store) -> None:
    with store.begin() as tx:
        ADD.first(tx, a_row("d1"))
        ADD.first(tx, a_row("d2"))
        assert MARK.changed(tx, {"wanted": "d1", "trouble": "wrong"}) == 1


def test_a_statement_is_run_with_each_of_many_values_and_with_none(store: Store) -> None:
    with store.begin() as tx:
        ADD.each(tx, [])
        ADD.each(tx, [a_row("d1"), a_row("d2"), a_row("d3")])
        MARK.each(tx, [{"wanted": "d1", "trouble": "wrong"}, {"wanted": "d3", "trouble": None}])
        kept = tx.db.execute(select(address.c.digest, address.c.trouble).order_by(address.c.digest))

        assert [tuple(row) for row in kept] == [("d1", "wrong"), ("d2", None), ("d3", None)]


def test_one_refused_row_of_many_is_an_error_and_none_is_kept(store: Store) -> None:
    with pytest.raises(IntegrityError) as told, store.begin() as tx:
        ADD.each(tx, [a_row("d1"), a_row("d2"), a_row("d1")])

    assert "sealed" not in str(told.value)
    with store.reading() as tx:
        assert FIND.first(tx, {"wanted": "d2"}) is None


def test_an_insert_fills_the_columns_its_values_name(store: Store) -> None:
    with store.begin() as tx:
        ADD.first(tx, a_row("d1"))
        ADD.first(tx, {**a_row("d2"), "trouble": "suspect"})
        kept = tx.db.execute(select(address.c.trouble).order_by(address.c.digest)).scalars()

        assert list(kept) == [None, "suspect"]


def test_a_refused_row_is_an_error_that_repeats_no_value(store: Store) -> None:
    with store.begin() as tx:
        ADD.first(tx, a_row("d1"))

    with pytest.raises(IntegrityError) as told, store.begin() as tx:
        ADD.first(tx, a_row("d1"))

    assert "sealed" not in str(told.value)


def test_a_naive_moment_is_refused(store: Store) -> None:
    with store.begin() as tx, pytest.raises(ValueError, match="aware"):
        ADD.first(tx, {**a_row(), "created_at": datetime(2027, 3, 2, 12)})  # noqa: DTZ001


def test_a_lost_connection_is_a_store_that_is_away_and_comes_back(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("a file has no connection to lose")

    def cut_off_and_asked_again() -> None:
        with store.begin() as tx:
            mine = tx.db.scalar(text("SELECT pg_backend_pid()"))
            with store.begin() as other:
                other.db.execute(text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
            FIND.first(tx, {"wanted": "d1"})

    with pytest.raises(StoreUnavailable):
        cut_off_and_asked_again()

    with store.begin() as tx:
        assert FIND.first(tx, {"wanted": "d1"}) is None


def test_after_a_rollback_the_same_statements_go_on(store: Store) -> None:
    def given_up() -> None:
        with store.begin() as tx:
            ADD.first(tx, a_row("d1"))
            raise LookupError

    for _ in range(8):  # more often than a driver waits before it prepares a statement itself
        with pytest.raises(LookupError):
            given_up()

    with store.begin() as tx:
        assert FIND.first(tx, {"wanted": "d1"}) is None
        ADD.first(tx, a_row("d1"))
    with store.begin() as tx:
        assert MARK.changed(tx, {"wanted": "d1", "trouble": None}) == 1


def test_after_a_savepoint_that_was_given_up_the_same_statements_go_on(store: Store) -> None:
    with store.begin() as tx:
        for number in range(8):
            inner = tx.db.begin_nested()
            ADD.first(tx, a_row(f"d{number}"))
            inner.rollback()
        ADD.first(tx, a_row("d1"))

        assert FIND.first(tx, {"wanted": "d1"}) is not None
        assert FIND.first(tx, {"wanted": "d2"}) is None


def test_what_is_written_in_a_transaction_is_seen_by_others_only_when_it_ends(
    store: Store,
) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("the same connection may serve both")
    with store.begin() as tx:
        ADD.first(tx, a_row("d1"))
        with store.reading() as other:
            assert FIND.first(other, {"wanted": "d1"}) is None

    with store.reading() as other:
        assert FIND.first(other, {"wanted": "d1"}) is not None
