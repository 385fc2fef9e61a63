"""Commands that keep a deployment safe: move it to another database, back it up, restore it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from bot.cli.speaking import give, plainly, tell
from bot.errors import StoreUnavailable
from bot.services.keep_backup import KeepBackup
from bot.services.move_house import MoveHouse
from bot.settings import Settings
from bot.store import audits
from bot.store.copying import Watcher
from bot.store.database import Store, open_engine
from bot.store.stock import BACKED_UP


class _Bar:
    """A bar beside the output, on a terminal, with the table that is being copied."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: Any = None  # click does not name the type of its bars

    def expect(self, rows: int) -> None:
        self._bar = click.progressbar(length=rows, label=self._label, file=sys.stderr)
        self._bar.render_progress()

    def copied(self, table: str, rows: int) -> None:
        if self._bar is not None:
            self._bar.label = f"{self._label} {table}"
            self._bar.update(rows)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()


@contextmanager
def _told(label: str) -> Iterator[Watcher]:
    bar = _Bar(label)
    try:
        yield bar
    finally:
        bar.close()


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@click.command()
@click.option("--to", "to_url", required=True, help="postgresql+psycopg://... with nothing in it.")
@plainly
def move(to_url: str) -> None:
    """Move this deployment from SQLite to PostgreSQL, while it runs. Cut off, it can go on."""
    ours = Settings.from_environment().database_url
    with _opened(ours) as source, _opened(to_url) as target, _told("Copying") as watcher:
        moved = MoveHouse(source, target, watcher)()
    tell(
        f"Moved: {moved.rows:,} rows of {moved.tables} tables, all compared. The old database "
        "takes no more changes; messages wait in the spool.\n"
        "Now set SAYSO_DATABASE_URL to the new one, keep SAYSO_SPOOL_DIR where it is, and start "
        "Sayso again."
    )


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@plainly
def backup(path: Path) -> None:
    """Write everything to one encrypted file, while Sayso runs. Keep its keys elsewhere."""
    settings, now = Settings.from_environment(), datetime.now(UTC)
    with _opened(settings.database_url) as engine, _told("Backing up") as watcher:
        KeepBackup(engine, settings.encryption_keys, watcher).back_up(path, now)
    _write_down(settings, now)
    give(path)


def _write_down(settings: Settings, now: datetime) -> None:
    """Note that a backup was made, so that the list of what is missing knows of it."""
    keys, index_key = settings.encryption_keys, settings.index_key
    store = Store(settings.database_url, keys=keys, index_key=index_key)
    with suppress(StoreUnavailable), store.begin() as tx:  # one that has moved takes no more rows
        audits.record(tx, actor="command", action=BACKED_UP, subject="backup", now=now)
    store.engine.dispose()


@click.command(name="restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@plainly
def restore_command(path: Path) -> None:
    """Bring a backup back into an empty database."""
    settings, now = Settings.from_environment(), datetime.now(UTC)
    with _opened(settings.database_url) as engine, _told("Restoring") as watcher:
        back = KeepBackup(engine, settings.encryption_keys, watcher).restore(path, now)
    tell(
        f"Restored {back.rows:,} rows as they were on {back.made_at:%d %B %Y at %H:%M} UTC. "
        f"{back.doubted:,} messages may have gone since: the worker looks each up before it does "
        "anything with it. What was erased since must be erased again."
    )
