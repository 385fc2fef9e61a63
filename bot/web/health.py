"""Whether the service is alive, and able to serve. Open to anybody; tells nothing of anyone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from bot.errors import StoreUnavailable

LEASE_SEEN_WITHIN = timedelta(seconds=60)


def health(
    lease_seen_at: Callable[[], datetime | None],
    is_schema_ours: Callable[[], bool],
    is_spool_ours: Callable[[], bool],
    now: Callable[[], datetime],
) -> Blueprint:
    """Return `/healthz` (the process answers) and `/readyz` (it can serve, and all it relies on).

    Args:
        lease_seen_at: when a worker last held the lease: nobody sends or watches without one.
        is_schema_ours: whether the database has all that this version reads and writes.
        is_spool_ours: whether messages can be kept aside while the database is away.
    """
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> ResponseReturnValue:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def ready() -> ResponseReturnValue:
        try:
            seen, schema = lease_seen_at(), is_schema_ours()
        except StoreUnavailable:
            return jsonify(status="no", database="away"), 503
        lately = seen is not None and now() - seen < LEASE_SEEN_WITHIN
        parts = {
            "database": "ok" if schema else "older than this version: run sayso migrate",
            "worker": "ok" if lately else "not seen in the last minute",
            "spool": "ok" if is_spool_ours() else "cannot be written to",
        }
        ready = all(part == "ok" for part in parts.values())
        return jsonify(status="ok" if ready else "no", **parts), 200 if ready else 503

    return blueprint
