"""Procrastinate's tables in our database, and the trigger that tells workers when to look.

The outbox stays the only truth about sending: a job carries nothing, and losing one loses nothing.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from bot.store.database import driver_of

TRIGGER = Path(__file__).with_name("job_queue.sql")


def fit(engine: Engine, kind: str) -> None:
    """Make the database tell the workers of this engine when to look; the other's is taken away.

    Args:
        kind: "procrastinate", or "embedded", whose one worker looks by itself.
    """
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as db:
        if kind == "procrastinate":
            _install(db)
        else:
            db.exec_driver_sql("DROP TRIGGER IF EXISTS sayso_say_when_to_look ON outbox")


def _install(db: Connection) -> None:
    from procrastinate.schema import SchemaManager  # noqa: PLC0415

    if not inspect(db).has_table("procrastinate_jobs"):
        driver_of(db).execute(SchemaManager.get_schema())
    driver_of(db).execute(TRIGGER.read_text(encoding="utf-8"))
    # What was planned before is told of now: an update that changes nothing calls the trigger.
    db.exec_driver_sql("UPDATE outbox SET due_at = due_at WHERE state = 'queued'")
