"""Counting turns over processes: each counts for itself, and any of them tells the sum."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Blueprint, Flask
from prometheus_client import generate_latest

from bot.web.turn_counts import TurnCounts


def an_app(counts: TurnCounts) -> Flask:
    app, twilio = Flask(__name__), Blueprint("twilio", __name__)
    twilio.add_url_rule("/inbound", "inbound", lambda: "")
    app.register_blueprint(twilio)
    counts.install(app)
    return app


def test_a_forked_process_and_its_parent_are_added_up(tmp_path: Path) -> None:
    counts = TurnCounts(tmp_path)
    client = an_app(counts).test_client()
    child = os.fork()
    client.get("/inbound")
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)

    told = generate_latest(counts.registry).decode()

    assert 'sayso_turn_seconds_count{outcome="taken",way="sms"} 2.0' in told
