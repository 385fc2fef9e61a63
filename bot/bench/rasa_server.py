"""A Rasa server with a form of twelve questions over an SQL tracker: made, trained and served.

It is a peer at its best: the light pipeline, a handful of examples, an SQLite file beside it.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml

from bot.bench.load import connect
from bot.bench.servers import stop
from bot.bench.turns import Tell
from bot.errors import BadInput

START_SECONDS = 240.0
TRAINING_SECONDS = 900.0
OPTIONS = ("All of the time", "Sometimes", "Hardly ever", "Never")
EXAMPLES = {
    "greet": ("hello", "hi", "hey", "hiya", "good morning"),
    "affirm": ("yes", "yeah", "yep", "yes I do", "sure"),
    "deny": ("no", "nope", "nah", "not really", "no I don't"),
}
PIPELINE = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "LogisticRegressionClassifier"},
)
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What its tracker holds: texts people sent, and answers the form kept."""

    texts: int
    answers: int

    def since(self, before: Stored) -> Stored:
        """Return what came after `before`."""
        return Stored(self.texts - before.texts, self.answers - before.answers)


@dataclass(frozen=True, slots=True)
class Form:
    """The served form: where it listens, and where its tracker is."""

    QUESTIONS: ClassVar = 12
    LEAST_ANSWERED: ClassVar = 0.85  # of thirteen texts, one greets

    address: tuple[str, int]
    tracker: Path

    @staticmethod
    def is_yes_no(number: int) -> bool:
        """Tell whether a question, from 1 on, is answered by yes or no: every third is."""
        return number % 3 == 0

    def stored(self) -> Stored:
        """Count what the tracker holds now."""
        query = (
            "SELECT sum(type_name = 'user'), sum(type_name = 'slot' AND data LIKE '%\"name\": \"q%'"
            " AND data NOT LIKE '%\"value\": null%') FROM events"
        )
        with sqlite3.connect(self.tracker, timeout=30) as db:
            texts, answers = db.execute(query).fetchone()
        return Stored(texts or 0, answers or 0)


@contextmanager
def rasa_server(environment: Path, folder: Path, tell: Tell) -> Iterator[Form]:
    """Serve the form while this is open.

    Raises:
        BadInput: there is no Rasa there, or it did not train or start; says what it said.
    """
    python = environment / "bin" / "python"
    if not python.exists():
        raise BadInput("there is no Rasa there: `make rasa` builds it and says where")
    folder.mkdir()
    for name, written in project().items():
        (folder / name).write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    tell("training the Rasa form")
    _train(python, folder)
    port = _free_port()
    command = (
        *(str(python), "-m", "rasa", "run", "--model", "model.tar.gz", "--port", str(port)),
        *("--interface", "127.0.0.1", "--endpoints", "endpoints.yml"),
        *("--credentials", "credentials.yml"),
    )
    log = folder / "server.log"
    with (
        log.open("wb") as told,
        subprocess.Popen(
            command, cwd=folder, env={**os.environ, **QUIET}, stdout=told, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            form = Form(("127.0.0.1", port), folder / "tracker.db")
            _await(process, form.address, log)
            yield form
        finally:
            stop(process)


def project() -> Mapping[str, Any]:
    """Return the files of the Rasa project, by name."""
    asked = [f"q{number:02}" for number in range(1, Form.QUESTIONS + 1)]
    rules = [
        {
            "rule": "begin",
            "steps": [
                {"intent": "greet"},
                {"action": "survey_form"},
                {"active_loop": "survey_form"},
            ],
        },
        {
            "rule": "end",
            "condition": [{"active_loop": "survey_form"}],
            "steps": [
                {"action": "survey_form"},
                {"active_loop": None},
                {"slot_was_set": [{"requested_slot": None}]},
                {"action": "utter_done"},
            ],
        },
    ]
    said = [
        {"intent": intent, "examples": "".join(f"- {one}\n" for one in examples)}
        for intent, examples in EXAMPLES.items()
    ]
    return {
        "config.yml": {
            "recipe": "default.v1",
            "language": "en",
            "assistant_id": "questionnaire",
            "pipeline": list(PIPELINE),
            "policies": [{"name": "RulePolicy"}],
        },
        "domain.yml": _domain(asked),
        "training.yml": {"version": "3.1", "nlu": said, "rules": rules},
        "credentials.yml": {"rest": None},
        "endpoints.yml": {
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "tracker.db"}
        },
    }


def _domain(asked: Sequence[str]) -> Mapping[str, Any]:
    responses: dict[str, Any] = {"utter_done": [{"text": "All done, thank you."}]}
    slots: dict[str, Any] = {}
    for number, name in enumerate(asked, 1):
        yes_no = Form.is_yes_no(number)
        here = {"conditions": [{"active_loop": "survey_form", "requested_slot": name}]}
        by_intent = (("affirm", True), ("deny", False))
        mappings = (
            [{"type": "from_intent", "intent": i, "value": v, **here} for i, v in by_intent]
            if yes_no
            else [{"type": "from_text", **here}]
        )
        kind = "bool" if yes_no else "text"
        slots[name] = {"type": kind, "influence_conversation": False, "mappings": mappings}
        titles = ("Yes", "No") if yes_no else OPTIONS
        responses[f"utter_ask_survey_form_{name}"] = [
            {
                "text": f"Question {number}. How often do you see the people you want to see?",
                "buttons": [{"title": title, "payload": title} for title in titles],
            }
        ]
    return {
        "version": "3.1",
        "intents": list(EXAMPLES),
        "slots": slots,
        "forms": {"survey_form": {"required_slots": list(asked)}},
        "responses": responses,
        "session_config": {
            "session_expiration_time": 60,
            "carry_over_slots_to_new_session": False,
        },
    }


def _train(python: Path, folder: Path) -> None:
    done = subprocess.run(
        [
            *(str(python), "-m", "rasa", "train", "--config", "config.yml"),
            *("--domain", "domain.yml", "--data", "training.yml"),
            *("--out", ".", "--fixed-model-name", "model"),
        ],
        cwd=folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        timeout=TRAINING_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BadInput(f"Rasa's form could not be trained. It said:\n{done.stderr[-2000:]}")


def _await(process: subprocess.Popen[bytes], address: tuple[str, int], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connect(address).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    raise BadInput(f"Rasa's server did not start. It said:\n{said[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
