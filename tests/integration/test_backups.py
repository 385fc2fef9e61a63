"""A backup is whole, sealed and comes back the same; what may have gone since is not sent again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from bot.app import Services
from bot.errors import BadInput, DecryptionError
from bot.services.keep_backup import KeepBackup
from bot.store import copying
from bot.store.copying import Sum
from bot.store.database import Store, open_engine
from bot.store.migrations.run import migrate
from bot.store.tables import outbox
from tests.conftest import new_database
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, phone, rows, texts

SECRET = "my nan lives by the harbour"


@pytest.fixture
def lived_in(services: Services) -> Services:
    """Return a deployment where somebody answers, on each database."""
    a_worker(services)
    person = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="my-meetings", contact_id=person)
    texts(services, "1", SECRET)
    return services


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return a database of each kind with nothing in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'restored.db'}"
    else:
        url = new_database(request.getfixturevalue("postgresql"), f"back_{uuid4().hex[:12]}")
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def backup(lived_in: Services, tmp_path: Path) -> Path:
    """Return the file of a backup just made."""
    path = tmp_path / "today.backup"
    keeping(lived_in).back_up(path, lived_in.now())
    return path


def keeping(services: Services, engine: Engine | None = None, **changes: Any) -> KeepBackup:
    settings = replace(services.settings, **changes)
    return KeepBackup(engine or services.store.engine, settings.encryption_keys)


def sums(engine: Engine) -> dict[str, Sum]:
    with copying.one_moment(engine) as db:
        return {table.name: copying.total(db, table) for table in copying.tables(db)}


def test_all_of_it_comes_back_into_either_database(
    lived_in: Services, backup: Path, empty: Engine
) -> None:
    before = sums(lived_in.store.engine)

    back = keeping(lived_in, empty).restore(backup, lived_in.now() - timedelta(days=1))

    assert sums(empty) == before
    assert back.rows == sum(each.rows for each in before.values()) > 20
    assert (back.made_at, back.doubted) == (lived_in.now(), 0)


def test_what_may_have_gone_since_is_looked_up_and_not_sent_again(
    lived_in: Services, store: Store, backup: Path, empty: Engine, clock: Clock
) -> None:
    waiting = {row.id for row in rows(store, outbox) if row.state == "queued"}

    back = keeping(lived_in, empty).restore(backup, clock.forward(hours=2))

    restored = Store(str(empty.url), keys=lived_in.settings.encryption_keys, index_key=b"2" * 32)
    restored.use(empty)
    assert back.doubted == len(waiting) > 0
    assert {row.id for row in rows(restored, outbox) if row.state == "unknown"} == waiting
    assert not [row for row in rows(restored, outbox) if row.state == "queued"]


def test_the_file_is_its_owners_alone_and_holds_no_word_or_number(backup: Path) -> None:
    said = backup.read_bytes()

    assert backup.stat().st_mode & 0o777 == 0o600
    assert SECRET.encode() not in said
    assert phone(1).encode() not in said
    assert [file.name for file in backup.parent.glob("*.partial")] == []


def test_another_key_is_told_at_once(lived_in: Services, backup: Path, empty: Engine) -> None:
    stranger = keeping(lived_in, empty, encryption_keys=(("k9", b"9" * 32),))

    with pytest.raises(DecryptionError, match="none of SAYSO_ENCRYPTION_KEYS"):
        stranger.restore(backup, lived_in.now())


@pytest.mark.parametrize("spoil", ["cut", "changed", "half", "no backup", "a piece left out"])
def test_a_spoilt_file_restores_nothing(
    lived_in: Services, backup: Path, empty: Engine, spoil: str
) -> None:
    whole = backup.read_bytes()
    broken = {
        "cut": whole[:-1],
        "half": whole[: len(whole) // 2],
        "changed": whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
        "no backup": b"hello",
        "a piece left out": whole[:40],
    }[spoil]
    backup.write_bytes(broken)

    with pytest.raises((BadInput, DecryptionError)):
        keeping(lived_in, empty).restore(backup, lived_in.now())

    with copying.one_moment(empty) as db:
        assert copying.size(db, copying.tables(db)) == 0


def test_a_database_in_use_is_not_restored_into(lived_in: Services, backup: Path) -> None:
    with pytest.raises(BadInput, match="not empty"):
        keeping(lived_in).restore(backup, lived_in.now())


def test_a_backup_there_already_is_not_written_over(lived_in: Services, backup: Path) -> None:
    was = backup.read_bytes()

    with pytest.raises(BadInput, match="there already"):
        keeping(lived_in).back_up(backup, lived_in.now())

    assert backup.read_bytes() == was


def test_nothing_is_written_where_there_is_nothing(
    lived_in: Services, empty: Engine, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="nothing to back up"):
        keeping(lived_in, empty).back_up(tmp_path / "none.backup", lived_in.now())

    assert list(tmp_path.glob("none*")) == []


def test_an_older_backup_comes_back_and_is_brought_up_to_date(
    lived_in: Services, empty: Engine, tmp_path: Path
) -> None:
    older = open_engine(f"sqlite:///{tmp_path / 'older.db'}")
    migrate(older, "0001")
    with older.begin() as db:
        (team,) = (table for table in copying.tables(db) if table.name == "team")
        copying.put(db, team, [{"id": 7, "name": "Harbour"}])
    path = tmp_path / "older.backup"
    keeping(lived_in, older).back_up(path, lived_in.now())

    keeping(lived_in, empty).restore(path, lived_in.now())

    with copying.one_moment(empty) as db:
        assert copying.revision(db) > "0001"  # type: ignore[operator]
        assert copying.size(db, copying.tables(db)) >= 1
    older.dispose()
