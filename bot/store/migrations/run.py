"""Bring a database to the newest schema. Safe to run while the service runs, and twice at once.

Alembic is loaded by what migrates or asks: a worker does neither.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnavailable
from bot.store.database import is_away

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

FOLDER = Path(__file__).parent
LOCK = 741_852_964  # any number, the same everywhere: one migration at a time


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run every migration up to `revision` in one transaction.

    Raises:
        StoreUnavailable: the database cannot be reached.
    """
    from alembic import command  # noqa: PLC0415

    try:
        with engine.begin() as db:
            _one_at_a_time(db)
            config = configuration()
            config.attributes["connection"] = db
            command.upgrade(config, revision)
    except DBAPIError as error:
        if is_away(error):
            raise StoreUnavailable("the database cannot be reached: is it running?") from error
        raise


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Undo migrations down to `revision`. For tests: a live database goes forward only."""
    from alembic import command  # noqa: PLC0415

    with engine.begin() as db:
        config = configuration()
        config.attributes["connection"] = db
        command.downgrade(config, revision)


def is_known(revision: str) -> bool:
    """Tell whether this Sayso has such a revision of the schema."""
    every = _scripts().walk_revisions()
    return revision in {script.revision for script in every}


def is_up_to_date(db: Connection) -> bool:
    """Tell whether a database has all that this Sayso knows of; one ahead of it has.

    An upgrade migrates first: what runs until it is replaced goes on serving.
    """
    from alembic.migration import MigrationContext  # noqa: PLC0415

    has = MigrationContext.configure(db).get_current_revision()
    return has is not None and (has == _newest() or not is_known(has))


@cache
def _newest() -> str | None:
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory.from_config(configuration())


def configuration() -> Config:
    """Return Alembic's configuration: this folder, nothing from a file."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def _one_at_a_time(db: Connection) -> None:
    # SQLite's own write lock serves there.
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
