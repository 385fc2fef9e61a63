"""The audit log cannot be edited, thinned, reordered or cut without `sayso audit verify` saying."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from bot.app import Services
from bot.privacy import chain
from bot.store import audits
from bot.store.access_tables import audit_ends
from bot.store.database import Store
from bot.store.tables import audit
from tests.factories import Clock, a_contact, rows, texts


def write(store: Store, clock: Clock, count: int = 5) -> None:
    for number in range(count):
        with store.begin() as tx:
            audits.record(
                tx,
                actor="user:1",
                action="answers.read",
                subject=f"contact:{number}",
                now=clock.forward(minutes=1),
            )


def faults(store: Store) -> tuple[str, ...]:
    with store.reading() as tx:
        return audits.verify(tx).faults


def ids(store: Store) -> list[int]:
    return [row.id for row in rows(store, audit)]


def change(store: Store, statement: Any) -> None:
    with store.begin() as tx:
        tx.db.execute(statement)


def test_a_log_nobody_touched_is_whole(store: Store, clock: Clock) -> None:
    assert faults(store) == ()

    write(store, clock)

    with store.reading() as tx:
        assert audits.verify(tx).rows == 5
    assert faults(store) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "user:2"},
        {"action": "answers.reed"},
        {"subject": "contact:9"},
        {"detail": '{"a": 1}'},
        {"digest": "0" * 64},
        {"previous": "0" * 64},
    ],
    ids=lambda changed: next(iter(changed)),
)
@pytest.mark.parametrize("which", [0, 2, 4])
def test_an_edited_row_is_found(
    store: Store, clock: Clock, changed: dict[str, str], which: int
) -> None:
    write(store, clock)
    if which == 0 and "previous" in changed:
        changed = {"previous": "1" * 64}

    change(store, update(audit).where(audit.c.id == ids(store)[which]).values(changed))

    assert faults(store)


def test_an_edited_moment_is_found(store: Store, clock: Clock) -> None:
    write(store, clock)

    later = clock.now() + timedelta(microseconds=1)
    change(store, update(audit).where(audit.c.id == ids(store)[2]).values(at=later))

    assert faults(store)


@pytest.mark.parametrize("which", [0, 2, 4])
def test_a_removed_row_is_found_wherever_it_stood(store: Store, clock: Clock, which: int) -> None:
    write(store, clock)

    change(store, delete(audit).where(audit.c.id == ids(store)[which]))

    assert faults(store)


def test_two_rows_in_each_others_place_are_found(store: Store, clock: Clock) -> None:
    write(store, clock)
    _, one, other, *_ = ids(store)

    change(store, update(audit).where(audit.c.id == one).values(id=10_000))
    change(store, update(audit).where(audit.c.id == other).values(id=one))
    change(store, update(audit).where(audit.c.id == 10_000).values(id=other))

    assert faults(store)


def test_an_empty_log_that_was_not_is_found(store: Store, clock: Clock) -> None:
    write(store, clock)

    change(store, delete(audit))

    assert faults(store)


def test_whoever_has_the_database_and_no_key_cannot_chain_it_anew(
    store: Store, clock: Clock
) -> None:
    write(store, clock)
    newest = ids(store)[-1]
    change(store, update(audit).where(audit.c.id == newest).values(actor="user:2"))
    row = rows(store, audit)[-1]
    forged = chain.link(
        b"another key", row.previous, (row.at.isoformat(), "user:2", row.action, row.subject, "{}")
    )

    change(store, update(audit).where(audit.c.id == newest).values(digest=forged))
    change(store, update(audit_ends).values(newest=forged))

    assert faults(store)


def test_a_cut_log_stays_cut_however_much_is_written_after(store: Store, clock: Clock) -> None:
    write(store, clock)
    *_, before, last = rows(store, audit)
    change(store, delete(audit).where(audit.c.id == last.id))
    change(store, update(audit_ends).values(kept=4, newest=before.digest))

    write(store, clock, 3)

    assert faults(store) == ("the seal of the log does not fit",)


def test_taking_the_seal_away_does_not_help(store: Store, clock: Clock) -> None:
    write(store, clock)
    change(store, delete(audit_ends))

    assert faults(store)
    write(store, clock, 1)
    assert faults(store)


def test_retention_drops_the_oldest_and_the_rest_is_whole(store: Store, clock: Clock) -> None:
    write(store, clock)
    since = rows(store, audit)[3].at
    with store.begin() as tx:
        assert audits.forget_before(tx, since) == 3

    assert faults(store) == ()
    write(store, clock, 1)
    assert (len(ids(store)), faults(store)) == (3, ())
    change(store, delete(audit).where(audit.c.id == ids(store)[0]))
    assert faults(store)


def test_many_writers_at_once_make_one_chain(store: Store, clock: Clock) -> None:
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(write, store, clock, 5) for _ in range(6)]:
            done.result()

    assert (len(ids(store)), faults(store)) == (30, ())


def test_rows_from_before_the_key_are_taken_into_the_chain(store: Store, clock: Clock) -> None:
    write(store, clock)
    change(store, update(audit).values(digest="d" * 64, previous="p" * 64))
    change(store, delete(audit_ends))

    with store.begin() as tx:
        assert audits.adopt(tx) == 5
        assert audits.adopt(tx) == 0

    assert faults(store) == ()


def test_a_turn_writes_no_row_and_does_not_wait_for_one(services: Services, store: Store) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    with store.reading() as tx:
        before = tx.db.scalar(select(func.count()).select_from(audit))

    texts(services, "1", "1 3")

    assert len(ids(store)) == before
