"""Whether the service is alive, and able to serve. Open to anybody; tells nothing of anyone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from bot.errors import StoreUnavailable

LEASE_SEEN_WITHIN = timedelta(seconds=60)


def health(lease_seen_at: Callable[[], datetime | None], now: Callable[[], datetime]) -> Blueprint:
    """Return `/healthz` (the process answers) and `/readyz` (database, a worker seen lately)."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> ResponseReturnValue:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def ready() -> ResponseReturnValue:
        try:
            seen = lease_seen_at()
        except StoreUnavailable:
            return jsonify(status="no", database="away"), 503
        lately = seen is not None and now() - seen < LEASE_SEEN_WITHIN
        answer = jsonify(
            status="ok" if lately else "no",
            database="ok",
            worker="ok" if lately else "not seen in the last minute",
        )
        return answer, 200 if lately else 503

    return blueprint
