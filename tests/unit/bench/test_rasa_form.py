"""The Rasa form that Sayso is measured beside: a fair peer, and counted from its own tracker."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice
from pathlib import Path

import pytest

from bot.bench import load
from bot.bench.rasa_form import measure, texts
from bot.bench.rasa_server import Form, Stored, project
from bot.errors import BadInput


def bodies(form: Form, count: int) -> list[dict[str, str]]:
    return [json.loads(one.partition(b"\r\n\r\n")[2]) for one in islice(texts(form), count)]


def test_every_question_of_the_form_has_a_slot_a_sentence_and_a_way_to_fill_it() -> None:
    domain = project()["domain.yml"]

    asked = domain["forms"]["survey_form"]["required_slots"]
    assert len(asked) == Form.QUESTIONS
    for name in asked:
        assert domain["slots"][name]["mappings"]
        assert domain["responses"][f"utter_ask_survey_form_{name}"]


def test_each_client_greets_and_then_answers_each_question_as_a_new_person_each_time() -> None:
    form = Form(("127.0.0.1", 1), Path("tracker.db"))

    first, second = bodies(form, 26)[:13], bodies(form, 26)[13:]

    assert first[0]["message"] == second[0]["message"] == "hello"
    assert [number for number in range(1, 13) if first[number]["message"] == "yes"] == [3, 6, 9, 12]
    assert len({one["sender"] for one in first}) == 1
    assert first[0]["sender"] != second[0]["sender"]


def test_what_the_tracker_holds_is_counted_as_texts_and_answers(tmp_path: Path) -> None:
    form = Form(("127.0.0.1", 1), tmp_path / "tracker.db")
    rows = (
        ("user", {"text": "hello"}),
        ("slot", {"event": "slot", "name": "requested_slot", "value": "q01"}),
        ("user", {"text": "wifi"}),
        ("slot", {"event": "slot", "name": "q01", "value": "wifi"}),
        ("slot", {"event": "slot", "name": "q02", "value": None}),
    )
    with sqlite3.connect(form.tracker) as db:
        db.execute("CREATE TABLE events (type_name TEXT, data TEXT)")
        assert form.stored() == Stored(0, 0)
        db.executemany("INSERT INTO events VALUES (?, ?)", [(k, json.dumps(d)) for k, d in rows])
        db.commit()

    assert form.stored().since(Stored(1, 0)) == Stored(1, 1)


def test_the_load_generator_also_speaks_to_a_port() -> None:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        form = Form(("127.0.0.1", server.server_port), Path("tracker.db"))

        driven = load.run(form.address, [islice(texts(form), 5)])
        server.shutdown()

    assert (driven.accepted, driven.refused) == (5, 0)


def test_without_rasa_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="`make rasa` builds it"):
        measure(tmp_path, seconds=1, rounds=1, tell=lambda said: sys.stderr.write(said) and None)
