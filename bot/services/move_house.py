"""Moving a live deployment to another database: copy, catch up, seal the old end, compare all.

Whatever cuts it off, running it again goes on from there; until the old end is sealed nothing has
changed for the service. Messages that come while it is sealed wait in the spool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Table

from bot.errors import BadInput
from bot.store import copying, moving
from bot.store.copying import Nobody, Watcher
from bot.store.migrations.run import migrate

FEW = 500  # changes that are carried over while everybody waits
ROUNDS = 20  # of catching up, before they are made to wait all the same


@dataclass(frozen=True, slots=True)
class Moved:
    """What a finished move copied."""

    tables: int
    rows: int


class MoveHouse:
    """`sayso move`: from a SQLite file to an empty PostgreSQL database."""

    def __init__(self, source: Engine, target: Engine, watcher: Watcher | None = None) -> None:
        self._source = source
        self._target = target
        self._watcher = watcher or Nobody()

    def __call__(self) -> Moved:
        """Move everything; on return the old end is sealed and the new one is its equal.

        Raises:
            BadInput: the ends are not what a move needs, or they differ at the end; what to do is
                in the message, and the old end goes on as before.
        """
        every = self._prepare()
        moving.watch(self._source, every)
        self._copy(every)
        for _ in range(ROUNDS):
            if self._catch_up(every) <= FEW:
                break
        self._seal(every)
        moved = self._compare(every)
        moving.loosen(self._target, every, loose=False)
        with self._target.begin() as new:
            copying.count_on(new, every)
        moving.end(self._target)
        return moved

    def _prepare(self) -> tuple[Table, ...]:
        if self._source.dialect.name != "sqlite" or self._target.dialect.name != "postgresql":
            raise BadInput("sayso moves from a SQLite file to PostgreSQL: give --to postgresql+...")
        with copying.one_moment(self._source) as old:
            every, revision = copying.tables(old), copying.revision(old)
        if not every:
            raise BadInput("there is nothing to move: run sayso migrate first")
        if not moving.is_begun(self._target):
            self._make_ready(every)
        with copying.one_moment(self._target) as new:
            if copying.revision(new) != revision:
                raise BadInput("the schema is not the newest: run sayso migrate, then move")
        return every

    def _make_ready(self, every: Sequence[Table]) -> None:
        with copying.one_moment(self._target) as new:
            if copying.tables(new):
                raise BadInput("the new database is not empty: give one with nothing in it")
        migrate(self._target)
        moving.loosen(self._target, every, loose=True)
        moving.begin(self._target)

    def _copy(self, every: Sequence[Table]) -> None:
        """Copy what is not yet there, from one moment of the old end."""
        with copying.one_moment(self._source) as old:
            self._watcher.expect(copying.size(old, every))
            self._carry_changes(old, every, begun_only=True)
            with self._target.connect() as new:
                done = moving.read_progress(new)
            for table in every:
                if table.name not in done.whole:
                    self._copy_table(old, table, done.last.get(table.name, ()))

    def _copy_table(self, old: Connection, table: Table, after: moving.Key) -> None:
        key = [column.name for column in table.primary_key]
        last: moving.Key | None = after or None
        for rows in copying.batches(old, table, after):
            last = tuple(rows[-1][name] for name in key)
            with self._target.begin() as new:
                copying.put(new, table, rows)
                moving.note_copied(new, table, last, whole=False)
            self._watcher.copied(table.name, len(rows))
        with self._target.begin() as new:
            moving.note_copied(new, table, last, whole=True)

    def _catch_up(self, every: Sequence[Table]) -> int:
        with copying.one_moment(self._source) as old:
            return self._carry_changes(old, every)

    def _carry_changes(
        self, old: Connection, every: Sequence[Table], *, begun_only: bool = False
    ) -> int:
        """Carry what changed since the last time, in one transaction; return how much it was."""
        with self._target.begin() as new:
            done = moving.read_progress(new)
            newest, changed = moving.changes(old, done.note)
            for table in every:
                keys = changed.get(table.name, [])
                if begun_only:  # what is not yet copied will be, from this moment or a later one
                    keys = [key for key in keys if done.holds(table, key)]
                moving.carry(old, new, table, keys)
            moving.note_carried(new, newest)
        return sum(len(keys) for keys in changed.values())

    def _seal(self, every: Sequence[Table]) -> None:
        with self._source.begin() as old:
            moving.seal(old, every)
            self._carry_changes(old, every)

    def _compare(self, every: Sequence[Table]) -> Moved:
        rows = 0
        with copying.one_moment(self._source) as old, copying.one_moment(self._target) as new:
            for table in every:
                here, there = copying.total(old, table), copying.total(new, table)
                if here != there:
                    moving.unseal(self._source)
                    raise BadInput(
                        f"the copy of {table.name} is not the same ({there.rows} rows for "
                        f"{here.rows}). Nothing moved: empty the new database and begin again"
                    )
                rows += here.rows
        return Moved(len(every), rows)
