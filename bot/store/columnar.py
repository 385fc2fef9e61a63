"""The columnar copy of what was said: Parquet, read by DuckDB, written at release alone.

Past a million answers totals are counted from here, never from the live tables. A row is one
answer with the coarse attributes of its respondent: no words, no contact, no session, no time.
Rows are signed: an answer that was changed is taken back by a row of -1, so a release writes only
what is new, and a count is the sum of `n`. Counts by table are kept beside the answers, signed too.
`forget` rewrites whatever holds a pseudonym. Names and paths in its SQL are our own; what comes
from outside goes in as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from bot.insight.tallies import (
    BREAKDOWNS,
    NOT_SAID,
    TABLES,
    Counting,
    QuestionShape,
    Tally,
    tally_by,
)

MEMORY = "400MB"  # of the process; DuckDB spills to its folder beyond it
THREADS = 2
JOIN = "\x1f"  # between the options of an answer of many
MOST_AREAS_IN_PAIRS = 40  # with more, areas are not crossed: such tables could seldom be shown
ANSWERS, COUNTS = "answers", "counts"
COLUMNS = ("who", "wave", "question", "status", "value", *BREAKDOWNS, "n")
WRITTEN = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
KINDS = ("UBIGINT", "SMALLINT", *["VARCHAR"] * (3 + len(BREAKDOWNS)))
SCHEMA = ", ".join(f"{c} {k}" for c, k in zip(COLUMNS, (*KINDS, "TINYINT"), strict=True))
Row: TypeAlias = tuple[Any, ...]
# The files of the copy read last, with when they were written -> whether any takes an answer back.
_TAKES_BACK: dict[tuple[tuple[str, int], ...], bool] = {}


def who(pseudonym: str) -> int:
    """Return the number a pseudonym has here: its first 64 bits."""
    return int(pseudonym[:16], 16)


@dataclass(frozen=True, slots=True)
class Columnar:
    """The copy of one family of flows, in a folder of its own."""

    folder: Path

    def exists(self) -> bool:
        """Say whether anything was ever copied."""
        return any(self._of(ANSWERS))

    def files(self) -> int:
        """Return how many files of answers there are."""
        return sum(1 for _ in self._of(ANSWERS))

    def count(self) -> int:
        """Return how many answers there are, what was taken back left out."""
        if not self.exists():
            return 0
        with self._reading() as db:
            counted = f"SELECT {self._people(db)} FROM {self._files(ANSWERS)}"  # noqa: S608  # nosec B608
            return int(db.execute(counted).fetchall()[0][0] or 0)

    def add(self, rows: Iterable[Row]) -> None:
        """Copy answers that are new or changed; a changed one takes back what it was.

        Args:
            rows: (who, wave, question, status, value, one of each breakdown).
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._open() as db:
            db.execute(f"CREATE TABLE fresh ({SCHEMA})")
            columns = [list(column) for column in zip(*rows, strict=True)]
            if columns:
                # One list a column: row by row, ten thousand take a minute.
                lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in KINDS)
                db.execute(f"INSERT INTO fresh SELECT {lists}, 1", columns)  # our own names
            self._append(db)

    def append_from(self, query: str) -> None:
        """Copy what a DuckDB query yields, with the columns of `SCHEMA`; for fixtures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._open() as db:
            db.execute(f"CREATE VIEW fresh AS {query}")
            self._append(db)

    def tally(self, shapes: Sequence[QuestionShape], wave: int) -> Tally:
        """Count every table of these questions, from the counts kept beside the answers."""
        with self._reading() as db:
            found = db.execute(
                "SELECT place, one, other, question, status, value, CAST(sum(n) AS BIGINT) "  # noqa: S608  # nosec B608
                f"FROM {self._files(COUNTS)} WHERE wave = ? AND list_contains(?, question) "
                "GROUP BY ALL HAVING sum(n) > 0",
                [wave, [shape.id for shape in shapes]],
            )
            counting = Counting(shapes)
            for place, one, other, question, status, value, people in _rows(found):
                names = TABLES[place][0]
                groups = (one, other)[: len(names)]
                counting.add(question, names, groups, said=(status, _keys(value)), people=people)
            return counting.tally(
                self._respondents(db, shapes, wave), self._exits(db, shapes, wave)
            )

    def by(self, shapes: Sequence[QuestionShape], breakdown: str, wave: int) -> Tally:
        """Count these questions by one breakdown, from the answers themselves."""
        rows: dict[str, list[Row]] = {shape.id: [] for shape in shapes}
        with self._reading() as db:
            counted = f"status, value, {breakdown}, {self._people(db)}"
            if len(shapes) == 1:  # then the question is no column to group by
                found = db.execute(
                    f"SELECT {counted} FROM {self._files(ANSWERS)} "  # noqa: S608  # nosec B608
                    "WHERE question = ? AND wave = ? GROUP BY ALL",
                    [shapes[0].id, wave],
                )
                rows[shapes[0].id] = found.fetchall()
            else:
                found = db.execute(
                    f"SELECT {counted}, question FROM {self._files(ANSWERS)} "  # noqa: S608  # nosec B608
                    "WHERE list_contains(?, question) AND wave = ? GROUP BY ALL",
                    [list(rows), wave],
                )
                for row in _rows(found):
                    rows[row[4]].append(row)
        return tally_by(shapes, breakdown, rows, keys_of=_keys)

    def forget(self, pseudonym: str) -> int:
        """Rewrite without one respondent, counts too; return how many answers went."""
        if not self.exists():
            return 0
        number = who(pseudonym)
        with self._open() as db:
            gone = db.execute(
                f"SELECT coalesce(sum(n), 0) FROM {self._files(ANSWERS)} WHERE who = ?",  # noqa: S608  # nosec B608
                [number],
            ).fetchall()[0][0]
            self._rewrite(db, f"WHERE who <> {number}")
        return int(gone)

    def compact(self) -> None:
        """Bring the copy into one file, what was taken back left out; done at night."""
        with self._open() as db:
            self._rewrite(db, "")

    def _append(self, db: duckdb.DuckDBPyConnection) -> None:
        if self.exists():
            # What the copy holds of the same answers is taken back.
            db.execute(
                "CREATE TABLE taken AS SELECT old.* EXCLUDE n, CAST(-sum(old.n) AS TINYINT) AS n "  # noqa: S608  # nosec B608
                f"FROM {self._files(ANSWERS)} AS old SEMI JOIN fresh USING (who, wave, question) "
                "GROUP BY ALL HAVING sum(old.n) <> 0"
            )
            db.execute("CREATE VIEW added AS FROM fresh UNION ALL FROM taken")
        else:
            db.execute("CREATE VIEW added AS FROM fresh")
        self._write(db, "added", self._next())

    def _rewrite(self, db: duckdb.DuckDBPyConnection, where: str) -> None:
        old = [*self._of(ANSWERS), *self._of(COUNTS)]
        number = self._next()
        db.execute(
            "CREATE VIEW kept AS SELECT * EXCLUDE n, CAST(sum(n) AS TINYINT) AS n "  # noqa: S608  # nosec B608
            f"FROM {self._files(ANSWERS)} {where} GROUP BY ALL HAVING sum(n) <> 0"
        )
        self._write(db, "kept", number)
        for file in old:
            file.unlink()

    def _write(self, db: duckdb.DuckDBPyConnection, rows: str, number: int) -> None:
        made = {kind: self.folder / f".{kind}-{number:06}" for kind in (ANSWERS, COUNTS)}
        ordered = f"FROM {rows} ORDER BY question, wave, area, who"
        db.execute(f"COPY ({ordered}) TO '{made[ANSWERS]}' ({WRITTEN})")
        written = f"read_parquet('{made[ANSWERS]}')"
        few = self._areas(db, written) <= MOST_AREAS_IN_PAIRS
        counts = _counting(written, areas_in_pairs=few)
        db.execute(f"COPY ({counts}) TO '{made[COUNTS]}' ({WRITTEN})")
        for kind, file in made.items():  # both were written: nobody reads one without the other
            file.replace(self.folder / f"{kind}-{number:06}.parquet")

    def _areas(self, db: duckdb.DuckDBPyConnection, rows: str) -> int:
        known = f"FROM {self._files(ANSWERS)} UNION ALL " if self.exists() else ""
        found = db.execute(f"SELECT count(DISTINCT area) FROM ({known} FROM {rows})").fetchall()  # noqa: S608  # nosec B608
        return int(found[0][0])

    def _respondents(
        self, db: duckdb.DuckDBPyConnection, shapes: Sequence[QuestionShape], wave: int
    ) -> int:
        found = db.execute(
            "SELECT count(*) FROM ("  # noqa: S608  # nosec B608
            f"SELECT who FROM {self._files(ANSWERS)} "
            "WHERE wave = ? AND status = 'answered' AND list_contains(?, question) "
            "GROUP BY who HAVING sum(n) > 0)",
            [wave, [shape.id for shape in shapes]],
        ).fetchall()
        return int(found[0][0])

    def _exits(
        self, db: duckdb.DuckDBPyConnection, shapes: Sequence[QuestionShape], wave: int
    ) -> dict[str, int]:
        """Return for how many each question was the last they were asked, and nothing came."""
        order = [shape.id for shape in shapes]
        found = db.execute(
            "SELECT question, count(*) FROM ("  # noqa: S608  # nosec B608
            "SELECT who, arg_max(question, list_position(?, question)) AS question FROM ("
            f"SELECT who, question FROM {self._files(ANSWERS)} "
            "WHERE wave = ? AND status = 'asked' AND list_contains(?, question) "
            "GROUP BY who, question HAVING sum(n) > 0) GROUP BY who) GROUP BY question",
            [order, wave, order],
        )
        return dict(found.fetchall())

    def _next(self) -> int:
        numbers = [int(file.stem.split("-")[1]) for file in self._of(ANSWERS)]
        return max(numbers, default=0) + 1

    def _of(self, kind: str) -> Iterator[Path]:
        return self.folder.glob(f"{kind}-*.parquet")

    def _files(self, kind: str) -> str:
        return f"read_parquet('{self.folder}/{kind}-*.parquet')"

    def _people(self, db: duckdb.DuckDBPyConnection) -> str:
        """Return how people are counted: where nothing was taken back, without reading the sign."""
        files = tuple(sorted((str(f), f.stat().st_mtime_ns) for f in self._of(ANSWERS)))
        if files not in _TAKES_BACK:
            _TAKES_BACK.clear()  # of files that may be gone
            least = db.execute(
                "SELECT min(CAST(stats_min_value AS INTEGER)) FROM parquet_metadata(?) "
                "WHERE path_in_schema = 'n'",
                [[name for name, _ in files]],
            ).fetchall()[0][0]
            _TAKES_BACK[files] = least is None or least < 1
        return "CAST(sum(n) AS BIGINT)" if _TAKES_BACK[files] else "count(*)"

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        db = _connect(self.folder)
        try:
            yield db
        finally:
            db.close()

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Look at files without opening DuckDB anew, which takes longer than most looks."""
        with _kept_open(self.folder).cursor() as db:
            yield db


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute(f"SET threads = {THREADS}")
    db.execute(f"SET temp_directory = '{folder}/.spill'")
    db.execute("SET preserve_insertion_order = false")
    db.execute("SET enable_progress_bar = false")  # it would stand among what is printed
    return db


@lru_cache(maxsize=1)
def _kept_open(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return one connection of this process for reading; it holds no table of its own."""
    return _connect(folder)


def _counting(rows: str, *, areas_in_pairs: bool) -> str:
    """Return the query that counts every table at once: everyone, each breakdown, each pair."""
    parts = [
        f"SELECT CAST({place} AS TINYINT) AS place, {_group(names, 0)} AS one, "  # noqa: S608  # nosec B608
        f"{_group(names, 1)} AS other, wave, question, status, value, "
        f"CAST(sum(n) AS INTEGER) AS n FROM {rows} GROUP BY ALL"
        for place, (names, _) in enumerate(TABLES)
        if areas_in_pairs or len(names) < 2 or "area" not in names
    ]
    return " UNION ALL ".join(parts)


def _group(names: Sequence[str], number: int) -> str:
    return f"coalesce({names[number]}, {NOT_SAID!r})" if number < len(names) else "''"


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while batch := found.fetchmany(50_000):
        yield from batch


def _keys(value: str | None) -> tuple[str, ...]:
    return tuple(value.split(JOIN)) if value else ()
