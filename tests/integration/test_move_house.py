"""Moving a live deployment from a file to PostgreSQL: nothing lost, nothing doubled, cut or not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, Table, delete, select

from bot.app import Services, build
from bot.engine.loading import shipped
from bot.errors import BadInput, StoreUnavailable
from bot.services.move_house import MoveHouse
from bot.store import copying, moving
from bot.store.copying import Nobody, Sum
from bot.store.database import open_engine
from bot.store.migrations.run import migrate
from bot.store.tables import answer, contact, inbound_message, outbox, team
from tests.conftest import new_database
from tests.factories import (
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_setting,
    a_worker,
    rows,
    said_to,
    texts,
)


class CutOff(Exception):
    """Stands for a machine that lost its power."""


class During(Nobody):
    """Does something when a table of this name is copied, once."""

    def __init__(self, table: str, act: Any) -> None:
        self.table, self.act = table, act

    def copied(self, table: str, rows: int) -> None:
        if table == self.table and self.act is not None:
            act, self.act = self.act, None
            act()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Path:
    """Return the file of a deployment where one young person answers and another began."""
    clock.reset()
    path = tmp_path_factory.mktemp("lived in") / "old.db"
    services = build(a_setting(database_url=f"sqlite:///{path}"), clock.now)
    migrate(services.store.engine)
    services.publish(shipped())
    a_worker(services)
    for number in (1, 2):
        person = a_contact(services, number=number, worker=WORKER_EMAIL)
        services.start_flow(flow="my-meetings", contact_id=person)
    texts(services, "1", "1 3", "2")
    texts(services, "1", number=2)
    services.store.engine.dispose()
    return path


@pytest.fixture
def live(lived_in: Path, tmp_path: Path, clock: Clock) -> Iterator[Services]:
    """Return that deployment, running."""
    clock.reset()
    path = shutil.copy(lived_in, tmp_path / "old.db")
    settings = a_setting(database_url=f"sqlite:///{path}", spool_directory=tmp_path / "spool")
    services = build(settings, clock.now)
    yield services
    services.store.engine.dispose()


@pytest.fixture
def new(postgresql: Any) -> Iterator[Engine]:
    """Return a PostgreSQL database with nothing in it."""
    engine = open_engine(new_database(postgresql, f"moved_{uuid4().hex[:12]}"))
    yield engine
    engine.dispose()


def sums(engine: Engine) -> dict[str, Sum]:
    with copying.one_moment(engine) as db:
        return {table.name: copying.total(db, table) for table in copying.tables(db)}


def moved_service(live: Services, new: Engine, clock: Clock) -> Services:
    """Return the service as it starts again on the new database."""
    url = new.url.render_as_string(hide_password=False)
    return build(replace(live.settings, database_url=url), clock.now)


def test_everything_is_there_and_the_talk_goes_on(
    live: Services, new: Engine, clock: Clock
) -> None:
    before = sums(live.store.engine)

    moved = MoveHouse(live.store.engine, new)()

    assert moved.rows == sum(each.rows for each in before.values()) > 40
    assert sums(new) == before
    service = moved_service(live, new, clock)
    asked_before = len(said_to(service.store))
    texts(service, "2 4")
    assert len(said_to(service.store)) > asked_before
    assert len(rows(service.store, answer)) > len(rows(live.store, answer))
    a_contact(service, number=3)  # new ids follow the copied ones
    service.store.engine.dispose()


def test_what_is_said_while_it_is_copied_comes_along(live: Services, new: Engine) -> None:
    def life_goes_on() -> None:
        texts(live, "2 4", "2")
        a_contact(live, number=4, worker=WORKER_EMAIL)
        with live.store.begin() as tx:
            tx.db.execute(team.insert(), {"name": "Harbour"})

    MoveHouse(live.store.engine, new, During("contact", life_goes_on))()

    assert sums(new) == sums(live.store.engine)
    assert len(rows(live.store, contact)) == 3


def test_what_goes_while_it_is_copied_is_gone(live: Services, new: Engine) -> None:
    def erase() -> None:
        with live.store.begin() as tx:
            tx.db.execute(delete(outbox).where(outbox.c.state == "queued"))

    MoveHouse(live.store.engine, new, During("outbox", erase))()

    assert sums(new) == sums(live.store.engine)


@pytest.mark.parametrize("table", ["address", "contact", "inbound_message", "outbox"])
def test_cut_off_it_goes_on_from_there(
    live: Services, new: Engine, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH", 1)

    def lose_power() -> None:
        raise CutOff

    with pytest.raises(CutOff):
        MoveHouse(live.store.engine, new, During(table, lose_power))()
    texts(live, "2 4", "2")
    a_contact(live, number=4, worker=WORKER_EMAIL)
    again: list[str] = []

    class Told(Nobody):
        def copied(self, table: str, rows: int) -> None:
            again.append(table)

    MoveHouse(live.store.engine, new, Told())()

    assert sums(new) == sums(live.store.engine)
    assert "flow_version" not in again or table == "address"  # what was whole is not copied twice


def test_cut_off_after_the_seal_it_ends_well_too(
    live: Services, new: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copying.total

    def lose_power(*_: object) -> Sum:
        raise CutOff

    monkeypatch.setattr(copying, "total", lose_power)
    with pytest.raises(CutOff):
        MoveHouse(live.store.engine, new)()
    monkeypatch.setattr(copying, "total", whole)

    MoveHouse(live.store.engine, new)()

    assert sums(new) == sums(live.store.engine)
    assert not moving.is_begun(new)


def test_the_old_end_takes_no_more_and_a_message_waits_in_the_spool(
    live: Services, new: Engine, clock: Clock
) -> None:
    MoveHouse(live.store.engine, new)()
    held = len(rows(live.store, inbound_message))

    with pytest.raises(StoreUnavailable):
        texts(live, "hello?")

    assert len(rows(live.store, inbound_message)) == held


def test_a_copy_that_differs_is_refused_and_the_old_end_goes_on(
    live: Services, new: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = copying.put

    def forgetful(db: Any, table: Table, some: Sequence[Any]) -> None:
        put(db, table, some[:-1] if table.name == "outbox" else some)

    monkeypatch.setattr(copying, "put", forgetful)

    with pytest.raises(BadInput, match="is not the same"):
        MoveHouse(live.store.engine, new)()

    texts(live, "2 4")  # taken as ever


def test_a_database_that_holds_something_is_left_alone(live: Services, new: Engine) -> None:
    migrate(new)

    with pytest.raises(BadInput, match="not empty"):
        MoveHouse(live.store.engine, new)()
    with new.connect() as db:
        assert db.execute(select(contact)).all() == []


def test_a_move_the_wrong_way_round_is_told(live: Services, new: Engine) -> None:
    with pytest.raises(BadInput, match="SQLite file to PostgreSQL"):
        MoveHouse(new, live.store.engine)()
