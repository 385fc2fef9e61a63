"""What a move to another database needs of both ends: a note of every change, how far the copy is,
the seal. A note is written in the transaction that changed the row, so none is ever missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    inspect,
    select,
    tuple_,
    update,
)

from bot.store.copying import KEYS, put, with_keys
from bot.store.database import SEALED

_own = MetaData()
# At the new end. The row named "" tells up to which note changes were carried over.
progress = Table(
    "move_progress",
    _own,
    Column("name", String(80), primary_key=True),
    Column("last_key", Text),
    Column("note", BigInteger, nullable=False, server_default="0"),
    Column("whole", Boolean, nullable=False),
)
# At the old end, filled by triggers.
notes = Table(
    "move_change",
    _own,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False),
    Column("key", Text, nullable=False),
    sqlite_autoincrement=True,
)

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a copy is: the last key copied of each table begun, which are whole, which notes."""

    last: Mapping[str, Key] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    note: int = 0

    def holds(self, table: Table, key: Key) -> bool:
        """Whether the row under this key was copied, if it was there."""
        if table.name in self.whole:
            return True
        return table.name in self.last and key <= self.last[table.name]


def is_begun(engine: Engine) -> bool:
    """Tell whether a move to this database was begun."""
    return inspect(engine).has_table(progress.name)


def begin(target: Engine) -> None:
    """Note at the new end that a move to it begins."""
    with target.begin() as db:
        _own.create_all(db, [progress])
        db.execute(progress.insert(), {"name": "", "whole": False})


def read_progress(db: Connection) -> Progress:
    """Return how far the copy is."""
    rows = db.execute(select(progress)).all()
    return Progress(
        last={row.name: tuple(json.loads(row.last_key)) for row in rows if row.last_key},
        whole=frozenset(row.name for row in rows if row.whole),
        note=max((row.note for row in rows), default=0),
    )


def note_copied(db: Connection, table: Table, last: Sequence[Any] | None, *, whole: bool) -> None:
    """Note how far one table is copied, in the transaction that copied it."""
    db.execute(delete(progress).where(progress.c.name == table.name))
    key = json.dumps(list(last)) if last is not None else None
    db.execute(progress.insert(), {"name": table.name, "last_key": key, "whole": whole})


def note_carried(db: Connection, note: int) -> None:
    """Note up to which change the new end is as the old, in the transaction that carried it."""
    db.execute(update(progress).where(progress.c.name == "").values(note=note))


def end(target: Engine) -> None:
    """Take the notes of the move away: it is done."""
    _own.drop_all(target, [progress])


def watch(source: Engine, every: Sequence[Table]) -> None:
    """Have every change from now on noted at the old end. Safe to ask for twice."""
    with source.begin() as db:
        _own.create_all(db, [notes])
        for table in every:
            for what, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW")):
                _noting(db, table, what, row)
            _noting(db, table, "DELETE", "OLD")


def _noting(db: Connection, table: Table, what: str, row: str) -> None:
    key = ", ".join(f'{row}."{column.name}"' for column in table.primary_key)
    db.exec_driver_sql(
        f'CREATE TRIGGER IF NOT EXISTS "move_{table.name}_{what}_{row}" AFTER {what} '  # noqa: S608  # nosec B608: names of our own tables
        f'ON "{table.name}" BEGIN INSERT INTO move_change (name, key) '
        f"VALUES ('{table.name}', json_array({key})); END"
    )


def changes(db: Connection, after: int) -> tuple[int, dict[str, list[Key]]]:
    """Return the newest note, and the keys that changed after note `after`, by table."""
    changed: dict[str, dict[Key, None]] = {}
    newest = after
    for row in db.execute(select(notes).where(notes.c.id > after).order_by(notes.c.id)):
        changed.setdefault(row.name, {})[tuple(json.loads(row.key))] = None
        newest = row.id
    return newest, {name: list(keys) for name, keys in changed.items()}


def carry(source: Connection, target: Connection, table: Table, keys: Sequence[Key]) -> None:
    """Make these rows at the new end what they are at the old: gone, or as they stand."""
    if not keys:
        return
    key = list(table.primary_key)
    for start in range(0, len(keys), KEYS):
        some = keys[start : start + KEYS]
        target.execute(delete(table).where(tuple_(*key).in_(some)))
    put(target, table, with_keys(source, table, keys))


def loosen(target: Engine, every: Sequence[Table], *, loose: bool) -> None:
    """Let links be checked at a transaction's end (`loose`), or at once as usual."""
    how = "DEFERRABLE INITIALLY DEFERRED" if loose else "NOT DEFERRABLE"
    with target.begin() as db:
        for table in every:
            for link in table.foreign_key_constraints:
                db.exec_driver_sql(
                    f'ALTER TABLE "{table.name}" ALTER CONSTRAINT "{link.name}" {how}'
                )


def seal(db: Connection, every: Sequence[Table]) -> None:
    """Refuse every change at the old end from this transaction on: it lives elsewhere now."""
    for table in every:
        for what in ("INSERT", "UPDATE", "DELETE"):
            db.exec_driver_sql(
                f'CREATE TRIGGER IF NOT EXISTS "sealed_{table.name}_{what}" BEFORE {what} '
                f"ON \"{table.name}\" BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
            )


def unseal(source: Engine) -> None:
    """Let the old end be written to again, and note no more: the move was given up."""
    with source.begin() as db:
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?"
        for like in ("sealed!_%", "move!_%"):
            for (name,) in db.exec_driver_sql(named + " ESCAPE '!'", (like,)).all():
                db.exec_driver_sql(f'DROP TRIGGER "{name}"')
