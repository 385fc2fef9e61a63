"""Backing a deployment up into one encrypted file, and bringing it back, with either database.

A backup is of one moment, while the service runs. It is written whole or not at all, and restored
whole or not at all.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine

from bot.errors import BadInput, DecryptionError
from bot.privacy.sealed_stream import Keys, SealedWriter, opened
from bot.store import backups, copying
from bot.store.copying import Nobody, Watcher
from bot.store.migrations.run import is_known, migrate


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    made_at: datetime
    rows: int
    doubted: int  # messages whose sending is looked up before anything is done with them


class KeepBackup:
    """`sayso backup` and `sayso restore`, for one database and one list of keys."""

    def __init__(self, engine: Engine, keys: Keys, watcher: Watcher | None = None) -> None:
        self._engine = engine
        self._keys = keys
        self._watcher = watcher or Nobody()

    def back_up(self, path: Path, now: datetime) -> None:
        """Write everything the database holds to a new file, readable by its owner alone.

        Raises:
            BadInput: there is such a file already, or the database has no schema.
        """
        if path.exists():
            raise BadInput(f"{path.name} is there already: give another name")
        partial = path.with_name(path.name + ".partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                self._write(file, now)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(path)
        finally:
            partial.unlink(missing_ok=True)

    def _write(self, file: IO[bytes], now: datetime) -> None:
        sealed, packed = SealedWriter(file, self._keys), zlib.compressobj()
        with copying.one_moment(self._engine) as db:
            if copying.revision(db) is None:
                raise BadInput("there is nothing to back up: run sayso migrate first")
            for line in backups.lines(db, now):
                self._tell(line)
                sealed.write(packed.compress(json.dumps(line).encode() + b"\n"))
        sealed.write(packed.flush())
        sealed.finish()

    def restore(self, path: Path, now: datetime) -> Restored:
        """Bring a backup back into an empty database, then to the newest schema.

        Raises:
            BadInput: the database is not empty, or the file is no whole backup of this Sayso.
            DecryptionError: none of the keys opens the file, or it was changed.
        """
        said = _lines(path, self._keys)
        first = next(said, {})
        revision, made_at = str(first.get("revision")), str(first.get("made_at"))
        if not is_known(revision):
            raise BadInput("this backup is of a newer Sayso, or is not as we write them")
        self._check_empty(revision)
        migrate(self._engine, revision)
        self._tell(first)
        with self._engine.begin() as db:
            rows = backups.put_back(db, self._told(said))
            doubted = backups.doubt_what_was_leaving(db, now)
        migrate(self._engine)
        return Restored(datetime.fromisoformat(made_at), rows, doubted)

    def _check_empty(self, revision: str) -> None:
        with copying.one_moment(self._engine) as db:
            if copying.size(db, copying.tables(db)) or copying.revision(db) not in {None, revision}:
                raise BadInput("this database is not empty: restore into one with nothing in it")

    def _told(self, said: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for line in said:
            self._tell(line)
            yield line

    def _tell(self, line: dict[str, Any]) -> None:
        if "revision" in line:
            self._watcher.expect(line["rows"])
        elif "rows" in line:
            self._watcher.copied(line["table"], len(line["rows"]))


def _lines(path: Path, keys: Keys) -> Iterator[dict[str, Any]]:
    unpacking, waiting = zlib.decompressobj(), b""
    with path.open("rb") as file:
        for piece in opened(file, keys):
            try:
                waiting += unpacking.decompress(piece)
            except zlib.error as error:
                raise DecryptionError(backups.BROKEN) from error
            *whole, waiting = waiting.split(b"\n")
            yield from map(backups.parse, whole)
    if waiting or not unpacking.eof:
        raise BadInput(backups.BROKEN)
