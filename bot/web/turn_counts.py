"""How many messages young people sent, and how long each took, over every process that serves.

Each process counts into a file of its own; whoever is asked adds them up. No label holds more than
the way a message came and whether it was taken.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
WAYS = {"twilio.inbound": "sms", "twilio.fallback": "fallback", "web_chat.send": "chat"}
OUTCOMES = ("taken", "refused", "failed")
SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class TurnCounts:
    """The counts of this process, and the sum over all that share `folder`.

    Made before the fork; without a folder this process counts for itself alone.
    """

    def __init__(self, folder: Path | None) -> None:
        self.registry = CollectorRegistry()
        if folder is not None:
            os.environ[FOLDER] = str(folder)
            values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
            MultiProcessCollector(self.registry, path=str(folder))  # type: ignore[no-untyped-call]
        turns = Histogram(
            "sayso_turn_seconds",
            "Time from a young person's message to our answer to whoever brought it.",
            labelnames=("way", "outcome"),
            buckets=SECONDS,
            registry=None if folder is not None else self.registry,
        )
        # All are made now, for the kind of counter is chosen as each is made.
        self._turns = {
            (way, outcome): turns.labels(way, outcome)
            for way in WAYS.values()
            for outcome in OUTCOMES
        }
        if folder is not None:
            values.ValueClass = values.MutexValue

    def install(self, app: Flask) -> None:
        """Count every turn this application takes."""

        @app.before_request
        def begin() -> None:
            if request.endpoint in WAYS:
                g.turn_began = time.perf_counter()

        @app.after_request
        def end(response: Response) -> Response:
            began = g.pop("turn_began", None)
            if began is not None:
                self.count(request.endpoint or "", response.status_code, began)
            return response

    def count(self, endpoint: str, status: int, began: float) -> None:
        """Count one turn, begun at a `time.perf_counter()`; what is no turn is passed by."""
        way = WAYS.get(endpoint)
        if way is not None:
            self._turns[way, _outcome(status)].observe(time.perf_counter() - began)


def _outcome(status: int) -> str:
    if status < 400:
        return "taken"
    return "refused" if status < 500 else "failed"
