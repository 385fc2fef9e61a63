"""The columnar copy of what was said: Parquet, read by DuckDB, written at release alone.

Past a million answers totals are counted from here, never from the live tables. A row is one
answer with the coarse attributes of its respondent: no words, no contact, no session, no time.
Rows are signed: an answer that was changed is taken back by a row of -1, so a release writes only
what is new, as a part of its own (`parts`), and a count is the sum of `n`. Each part has, beside
its answers, their counts by table, signed too, and a line for each of its people. A person is
always copied whole: their newest line holds. Names and paths in its SQL are our own; what comes
from outside goes in as a parameter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from bot.insight.tallies import TABLES, Counting, QuestionShape, Tally, tally_by
from bot.store.part_files import (
    KINDS,
    SCHEMA,
    WORD,
    Queries,
    added_up,
    counting,
    make_lines,
    write,
)
from bot.store.parts import ANSWERS, COUNTS, FULL, JOIN, PEOPLE, Files, Listed, Part

MEMORY = "400MB"  # of the process; DuckDB spills to its folder beyond it
THREADS = 2
MOST_AREAS_IN_PAIRS = 40  # with more, areas are not crossed: such tables could seldom be shown
FETCHED = 2_048  # rows at once, as DuckDB holds them; with more Python looks for what to clear away
MANY = 16  # small parts, before they are brought into one
WITH_AREAS = tuple(n for n, (names, _) in enumerate(TABLES) if len(names) > 1 and "area" in names)
Row: TypeAlias = tuple[Any, ...]
DuckDB: TypeAlias = duckdb.DuckDBPyConnection


def who(pseudonym: str) -> int:
    """Return the number a pseudonym has here: its first 64 bits."""
    return int(pseudonym[:16], 16)


@dataclass(frozen=True, slots=True)
class Columnar:
    """The copy of one family of flows, in a folder of its own."""

    folder: Path

    @property
    def files(self) -> Files:
        """Return the files it is made of."""
        return Files(self.folder)

    def alone(self) -> AbstractContextManager[None]:
        """Let nobody else write or count until this ends."""
        return self.files.alone()

    @property
    def walked(self) -> str | None:
        """Return how far the making of it has come, None when it is whole."""
        return self.files.listed().walked

    def count(self) -> int:
        """Return how many answers there are, what was taken back left out."""
        return sum(self.count_by_person().values())

    def count_by_person(self) -> dict[int, int]:
        """Return how many answers there are of each number, in every wave."""
        listed = self.files.listed()
        if not listed.parts:
            return {}
        with self._open() as db:
            found = db.execute(
                f"SELECT who, CAST(sum(n) AS BIGINT) FROM {self._all(ANSWERS, listed)} "  # noqa: S608  # nosec B608
                "GROUP BY who HAVING sum(n) <> 0"
            )
            return dict(_rows(found))

    def add(self, rows: Iterable[Row], *, walked: str | None = None) -> None:
        """Copy answers that are new or changed; a changed one takes back what it was.

        Args:
            rows: (who, wave, question, status, value, one of each breakdown).
            walked: how far the making of a copy has come with them; None of one that is whole.
        """
        columns = [list(column) for column in zip(*rows, strict=True)]
        with self._open() as db:
            db.execute(f"CREATE TEMP TABLE fresh ({SCHEMA})")
            if columns:
                # One list a column: row by row, ten thousand take a minute.
                lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in KINDS)
                db.execute(f"INSERT INTO fresh SELECT {lists}, 1", columns)  # our own names
            self._append(db, walked)

    def append_from(self, query: str) -> None:
        """Copy what a DuckDB query yields, with the columns of `SCHEMA`; for fixtures."""
        with self._open() as db:
            db.execute(f"CREATE TEMP TABLE fresh AS {query}")
            self._append(db, None)

    def tally(self, shapes: Sequence[QuestionShape], wave: int) -> Tally:
        """Count every table of these questions, from the counts kept beside the answers."""
        listed, counting = self.files.listed(), Counting(shapes)
        if not listed.parts:
            return counting.tally(0)
        left_out = () if _crosses_areas(listed) else WITH_AREAS
        with self._open() as db:
            found = db.execute(
                "SELECT question, place, one, other, status, value, CAST(sum(n) AS BIGINT) "  # noqa: S608  # nosec B608
                f"FROM {self._all(COUNTS, listed)} WHERE wave = ? AND list_contains(?, question) "
                "AND NOT list_contains(?, place) GROUP BY ALL HAVING sum(n) > 0",
                [wave, [shape.id for shape in shapes], left_out],
            )
            counting.add_rows(_rows(found), keys_of=_keys)
            lines = self._lines_of(listed, wave)
            return counting.tally(
                self._respondents(db, lines, shapes), self._exits(db, lines, shapes)
            )

    def by(self, shapes: Sequence[QuestionShape], breakdown: str, wave: int) -> Tally:
        """Count these questions by one breakdown, from the answers themselves."""
        listed = self.files.listed()
        rows: dict[str, list[Row]] = {shape.id: [] for shape in shapes}
        # Where nothing was taken back people are counted without reading the sign.
        people = "CAST(sum(n) AS BIGINT)" if listed.takes_back else "count(*)"
        counted = f"status, value, {breakdown}, {people}"
        with self._open() as db:
            if len(shapes) == 1:  # then the question is no column to group by
                found = db.execute(
                    f"SELECT {counted} FROM {self._all(ANSWERS, listed)} "  # noqa: S608  # nosec B608
                    "WHERE question = ? AND wave = ? GROUP BY ALL",
                    [shapes[0].id, wave],
                )
                rows[shapes[0].id] = found.fetchall()
            else:
                found = db.execute(
                    f"SELECT {counted}, question FROM {self._all(ANSWERS, listed)} "  # noqa: S608  # nosec B608
                    "WHERE list_contains(?, question) AND wave = ? GROUP BY ALL",
                    [list(rows), wave],
                )
                for row in _rows(found):
                    rows[row[4]].append(row)
        return tally_by(shapes, breakdown, rows, keys_of=_keys)

    def forget(self, numbers: Sequence[int]) -> int:
        """Rewrite the parts that hold these people without them; return how many lines went."""
        gone, listed = 0, self.files.listed()
        with self._open() as db:
            taken = "CREATE TEMP TABLE taken AS SELECT unnest(CAST(? AS UBIGINT[])) AS who"
            db.execute(taken, [list(numbers)])
            for part in self._holding(db, listed.parts):
                new = write(db, self.files, self._without_taken(part, listed))
                gone += part.rows - (new.rows if new else 0)
                listed = listed.with_part(new, instead_of=[part])
        if gone:
            self.files.stand(listed)
        return gone

    def bring_together(self, many: int = MANY) -> None:
        """Bring small parts into one, what was taken back between them left out.

        Args:
            many: as many may stay, while they do not fill one.
        """
        listed = self.files.listed()
        small = listed.small
        if len(small) <= many and sum(part.rows for part in small) < FULL:
            return
        answers, counts, people = (self.files.of(kind, small) for kind in (ANSWERS, COUNTS, PEOPLE))
        # A line of people of which nothing is left stays: something of them may be in the part.
        lines = "SELECT * EXCLUDE n, CAST(sum(n) AS TINYINT) AS n"
        together = Queries(
            _settled(answers) if any(part.takes_back for part in small) else f"FROM {answers}",
            added_up(counts),
            f"{lines} FROM {people} GROUP BY ALL",
        )
        with self._open() as db:
            self.files.stand(listed.with_part(write(db, self.files, together), instead_of=small))

    def _without_taken(self, part: Part, listed: Listed) -> Queries:
        """Return what of a part is not of the people in the table `taken`: their counts go too."""
        answers, counts, people = (
            self.files.of(kind, [part]) for kind in (ANSWERS, COUNTS, PEOPLE)
        )
        theirs = f"(SELECT * REPLACE (-n AS n) FROM {answers} SEMI JOIN taken USING (who))"  # noqa: S608  # nosec B608
        gone = counting(theirs, areas_in_pairs=_crosses_areas(listed))
        return Queries(
            f"FROM {answers} ANTI JOIN taken USING (who)",
            added_up(f"(FROM {counts} UNION ALL {gone})"),
            f"FROM {people} ANTI JOIN taken USING (who)",
        )

    def _append(self, db: DuckDB, walked: str | None) -> None:
        """Write the table `fresh` as a part; what was known of its people is taken back."""
        listed = self.files.listed()
        spoken = db.execute("SELECT list(DISTINCT question), list(DISTINCT area) FROM fresh")
        questions, areas = spoken.fetchall()[0]
        listed = replace(listed.knowing(questions or (), areas or ()), walked=walked)
        make_lines(db, "fresh", listed.questions)
        db.execute("CREATE TEMP TABLE taken AS SELECT DISTINCT who, wave FROM fresh")
        holding = self._holding(db, listed.parts)
        for kind, table in ((ANSWERS, "fresh"), (PEOPLE, "lines")) if holding else ():
            old = f"{self.files.of(kind, holding)} SEMI JOIN taken USING (who, wave)"
            db.execute(f"INSERT INTO {table} SELECT * REPLACE (-n AS n) FROM {old}")  # noqa: S608  # nosec B608
        if holding:
            db.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS {added_up('fresh', 'TINYINT')}")
        counts = counting("fresh", areas_in_pairs=_crosses_areas(listed))
        new = write(db, self.files, Queries("FROM fresh", counts, "FROM lines"))
        self.files.stand(listed.with_part(new))

    def _holding(self, db: DuckDB, parts: Sequence[Part]) -> list[Part]:
        """Return which of these parts say something of the people in the table `taken`."""
        if not parts:
            return []
        found = db.execute(
            f"SELECT DISTINCT filename FROM {self.files.of(PEOPLE, parts, named=True)} "  # noqa: S608  # nosec B608
            "SEMI JOIN taken USING (who)"
        )
        names = {name for (name,) in found.fetchall()}
        return [part for part in parts if str(self.files.path(PEOPLE, part.number)) in names]

    def _lines_of(self, listed: Listed, wave: int) -> str:
        """Return the lines of people of one wave, as they are now."""
        columns = "who, block, answered, open"
        rows = f"SELECT {columns} FROM {self._all(PEOPLE, listed)} WHERE wave = {wave}"  # noqa: S608  # nosec B608
        return f"({rows} GROUP BY {columns} HAVING sum(n) > 0)" if listed.alters else f"({rows})"

    def _respondents(self, db: DuckDB, lines: str, shapes: Sequence[QuestionShape]) -> int:
        """Return how many answered one of these questions or more."""
        places = {question: place for place, question in enumerate(self.files.listed().questions)}
        masks: dict[int, int] = defaultdict(int)
        for place in (places[shape.id] for shape in shapes if shape.id in places):
            masks[place // WORD] |= 1 << place % WORD
        if not masks:
            return 0
        asked = " OR ".join(
            f"(block = {b} AND answered & {mask} <> 0)" for b, mask in masks.items()
        )
        found = db.execute(f"SELECT count(DISTINCT who) FROM {lines} WHERE {asked}")  # noqa: S608  # nosec B608
        return int(found.fetchall()[0][0])

    def _exits(self, db: DuckDB, lines: str, shapes: Sequence[QuestionShape]) -> dict[str, int]:
        """Return for how many each question was the last they were asked, and nothing came."""
        order = [shape.id for shape in shapes]
        found = db.execute(
            "SELECT question, count(*) FROM ("  # noqa: S608  # nosec B608
            "SELECT who, arg_max(question, list_position(?, question)) AS question "
            f"FROM (SELECT who, unnest(open) AS question FROM {lines}) "
            "WHERE list_contains(?, question) GROUP BY who) GROUP BY question",
            [order, order],
        )
        return dict(found.fetchall())

    def _all(self, kind: str, listed: Listed) -> str:
        return self.files.of(kind, listed.parts)

    @contextmanager
    def _open(self) -> Iterator[DuckDB]:
        """Give a connection of its own tables; DuckDB is not opened anew, which takes long."""
        with _kept_open(self.folder).cursor() as db:
            yield db


def _crosses_areas(listed: Listed) -> bool:
    return len(listed.areas) <= MOST_AREAS_IN_PAIRS


def _settled(rows: str) -> str:
    """Return the query of answers in which those who took something back are added up alone."""
    some = f"(SELECT DISTINCT who FROM {rows} WHERE n < 0)"  # noqa: S608  # nosec B608
    alike = added_up(f"(FROM {rows} SEMI JOIN {some} USING (who))", "TINYINT")
    return f"FROM {rows} ANTI JOIN {some} USING (who) UNION ALL {alike}"


@lru_cache(maxsize=1)
def _kept_open(folder: Path) -> DuckDB:
    db = duckdb.connect()
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute(f"SET threads = {THREADS}")
    db.execute(f"SET temp_directory = '{folder}/.spill'")
    db.execute("SET preserve_insertion_order = false")
    db.execute("SET enable_progress_bar = false")  # it would stand among what is printed
    return db


def _rows(found: DuckDB) -> Iterator[Row]:
    while batch := found.fetchmany(FETCHED):
        yield from batch


def _keys(value: str | None) -> tuple[str, ...]:
    return tuple(value.split(JOIN)) if value else ()
