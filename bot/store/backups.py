"""A backup as lines: what it is, each table's rows, its end. The same from either database.

Each line is JSON. Bytes and moments, which JSON has not, are `{"b": base64}`, `{"t": ISO, UTC}` and
`{"d": ISO}`. Every table ends with its sum, so that a restored one can be compared.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, update

from bot.errors import BadInput
from bot.store import copying
from bot.store.copying import Row, Sum

BROKEN = "this backup ends too early or is not as we write them"


def lines(db: Connection, made_at: datetime) -> Iterator[dict[str, Any]]:
    """Yield everything the database holds."""
    every = copying.tables(db)
    yield {
        "revision": copying.revision(db),
        "made_at": made_at.isoformat(),
        "rows": copying.size(db, every),
    }
    for table in every:
        found = Sum()
        for rows in copying.batches(db, table):
            found = found.with_rows(rows)
            yield {"table": table.name, "rows": [_written(row) for row in rows]}
        yield {"table": table.name, "count": found.rows, "digest": f"{found.digest:x}"}
    yield {"end": True}


def put_back(db: Connection, said: Iterator[dict[str, Any]]) -> int:
    """Add every row the lines tell of, compare each table with its sum, and return how many.

    Raises:
        BadInput: the lines are not whole, or a table is not what it was.
    """
    every = {table.name: table for table in copying.tables(db)}
    rows, ended = 0, False
    for line in said:
        table = every.get(str(line.get("table")))
        if "end" in line:
            ended = True
        elif table is None:
            raise BadInput(BROKEN)
        elif "rows" in line:
            copying.put(db, table, [_read(row) for row in line["rows"]])
        else:
            found = copying.total(db, table)
            if found != Sum(line["count"], int(line["digest"], 16)):
                raise BadInput(f"{table.name} is not what it was: nothing was restored")
            rows += found.rows
    if not ended:
        raise BadInput(BROKEN)
    copying.count_on(db, list(every.values()))
    return rows


def doubt_what_was_leaving(db: Connection, now: datetime) -> int:
    """Mark what was due by now and had not gone as unknown; return how many texts that is.

    Since the backup they may have gone: sending them blindly would send them twice. Decision 5
    settles them: by the provider's own list, or by a person.
    """
    outbox = {table.name: table for table in copying.tables(db)}["outbox"]
    moment = now.replace(tzinfo=None) if db.dialect.name == "sqlite" else now
    waiting = outbox.c.state.in_(("queued", "claimed", "sending"))
    doubted = update(outbox).where(waiting, outbox.c.due_at <= moment)
    return db.execute(doubted.values(state="unknown", sending_at=outbox.c.due_at)).rowcount


def _written(row: Row) -> dict[str, Any]:
    return {name: _as_json(value) for name, value in row.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _read(row: Row) -> dict[str, Any]:
    return {name: _from_json(value) for name, value in row.items()}


def _from_json(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, said),) = value.items()
    if kind == "b":
        return base64.b64decode(said)
    return datetime.fromisoformat(said) if kind == "t" else date.fromisoformat(said)


def parse(line: bytes) -> dict[str, Any]:
    """Return one line again.

    Raises:
        BadInput: it is no line of a backup.
    """
    try:
        said = json.loads(line)
    except ValueError as error:
        raise BadInput(BROKEN) from error
    if not isinstance(said, dict):
        raise BadInput(BROKEN)
    return said
