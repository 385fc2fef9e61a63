"""What the three files of a part hold, and how DuckDB writes them.

`answers`: a line an answer. `counts`: those added up, by table. `people`: a line a person and
thirty-two questions: which of them they answered, as bits, and which they were asked and left
open. Every line is signed; a line of people whose signs add up to nothing stays, and tells that
something of this person is in the part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb

from bot.insight.tallies import BREAKDOWNS, NOT_SAID, TABLES
from bot.store.parts import ANSWERS, COUNTS, PEOPLE, Files, Part

DuckDB: TypeAlias = duckdb.DuckDBPyConnection
COLUMNS = ("who", "wave", "question", "status", "value", *BREAKDOWNS, "n")
KINDS = ("UBIGINT", "SMALLINT", *["VARCHAR"] * (3 + len(BREAKDOWNS)))
SCHEMA = ", ".join(f"{c} {k}" for c, k in zip(COLUMNS, (*KINDS, "TINYINT"), strict=True))
WORD = 32  # questions whose bits stand together
# Few rows together: who asks for one question reads no more than a little beside it.
WRITTEN = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 24576"


@dataclass(frozen=True, slots=True)
class Queries:
    """What yields the lines of each file of a part."""

    answers: str
    counts: str
    people: str


def write(db: DuckDB, files: Files, queries: Queries) -> Part | None:
    """Write a part, which nobody reads yet; None where there are no answers."""
    number = files.free_number()
    written = {
        ANSWERS: f"FROM ({queries.answers}) ORDER BY question, wave, area, who",
        COUNTS: queries.counts,
        PEOPLE: f"FROM ({queries.people}) ORDER BY who",
    }
    for kind, query in written.items():
        db.execute(f"COPY ({query}) TO '{files.path(kind, number)}' ({WRITTEN})")
    rows, least = _signs(db, files.path(ANSWERS, number))
    if not rows:
        return None
    return Part(number, rows, least < 1, alters=_signs(db, files.path(PEOPLE, number))[1] < 1)


def _signs(db: DuckDB, file: Path) -> tuple[int, int]:
    """Return how many lines a file has, and the least of their signs."""
    found = db.execute(f"SELECT count(*), min(n) FROM read_parquet('{file}')").fetchall()  # noqa: S608  # nosec B608
    return found[0][0], found[0][1] or 0


def make_lines(db: DuckDB, rows: str, questions: Sequence[str]) -> None:
    """Make the table `lines`: of those who say something in `rows`, what they answered."""
    db.execute("CREATE TEMP TABLE places (question VARCHAR, block SMALLINT, bit BIGINT)")
    places = range(len(questions))
    db.execute(
        "INSERT INTO places SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS SMALLINT[])), "
        "unnest(CAST(? AS BIGINT[]))",
        [list(questions), [n // WORD for n in places], [1 << n % WORD for n in places]],
    )
    db.execute(
        "CREATE TEMP TABLE lines AS SELECT who, wave, block, "  # noqa: S608  # nosec B608
        "bit_or(CASE WHEN status = 'answered' THEN bit ELSE 0 END) AS answered, "
        "list(question ORDER BY question) FILTER (status = 'asked') AS open, "
        f"CAST(1 AS TINYINT) AS n FROM {rows} JOIN places USING (question) WHERE n > 0 "
        "GROUP BY who, wave, block"
    )


def counting(rows: str, *, areas_in_pairs: bool) -> str:
    """Return the query that counts every table at once: everyone, each breakdown, each pair."""
    parts = [
        f"SELECT CAST({place} AS TINYINT) AS place, {_group(names, 0)} AS one, "  # noqa: S608  # nosec B608
        f"{_group(names, 1)} AS other, wave, question, status, value, "
        f"CAST(sum(n) AS INTEGER) AS n FROM {rows} GROUP BY ALL"
        for place, (names, _) in enumerate(TABLES)
        if areas_in_pairs or len(names) < 2 or "area" not in names
    ]
    return " UNION ALL ".join(parts)


def added_up(rows: str, kind: str = "INTEGER") -> str:
    """Return the query of lines, alike ones added up; what comes to nothing is left out."""
    columns = f"SELECT * EXCLUDE n, CAST(sum(n) AS {kind}) AS n"
    return f"{columns} FROM {rows} GROUP BY ALL HAVING sum(n) <> 0"


def _group(names: Sequence[str], number: int) -> str:
    return f"coalesce({names[number]}, {NOT_SAID!r})" if number < len(names) else "''"
