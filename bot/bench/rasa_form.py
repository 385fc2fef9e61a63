"""`sayso bench rasa-form`: a questionnaire by Sayso beside a Rasa form over SQL. A B A B.

Both sides on SQLite, over HTTP, with as many clients, every text in words. Sayso's people stand at
all kept questions of two shipped flows; Rasa's fill a form of twelve from the first to the last.
"""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.bench import load
from bot.bench.databases import KINDS, databases
from bot.bench.load import Load
from bot.bench.rasa_server import Form, rasa_server
from bot.bench.report import SAYSO
from bot.bench.servers import own_folder
from bot.bench.turns import CLIENTS, Bench, Tell, one_side
from bot.bench.walks import OWN_WORDS, Bodies
from bot.errors import BadInput

WARM_UP_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Beside:
    """Medians of the rounds. `times`: how many of Sayso's turns go into one of Rasa's."""

    sayso_per_s: float
    rasa_per_s: float
    sayso_p95_ms: float
    rasa_p95_ms: float
    times: float


def measure(environment: Path, *, seconds: float, rounds: int, tell: Tell) -> Beside:
    """Drive both in turn.

    Args:
        environment: what `make rasa` built.

    Raises:
        BadInput: Rasa is not there, refused a text, or kept fewer than it was sent.
    """
    with own_folder() as folder, _both(environment, folder, tell) as (bench, form):
        bench.warm_up()
        _drive(form, WARM_UP_SECONDS)
        pairs: list[tuple[float, float, float, float]] = []
        for round_ in range(1, rounds + 1):
            theirs = _drive(form, seconds)
            ours = bench.alone(SAYSO, Bodies.WORDS, seconds=seconds, round_=round_)
            tell(f"round {round_}: Rasa {theirs.per_second:.1f}, Sayso {ours.per_s} a second")
            p95 = round(theirs.percentile(0.95) * 1000, 1)
            pairs.append((ours.per_s, round(theirs.per_second, 1), ours.p95, p95))
    figures = [median(column) for column in zip(*pairs, strict=True)]
    times = round(figures[0] / figures[1], 1)
    return Beside(figures[0], figures[1], figures[2], figures[3], times)


@contextmanager
def _both(environment: Path, folder: Path, tell: Tell) -> Iterator[tuple[Bench, Form]]:
    with (
        rasa_server(environment, folder / "rasa", tell) as form,
        databases(KINDS[0], folder) as each,
        one_side(each, folder) as bench,
    ):
        yield bench, form


def _drive(form: Form, seconds: float) -> Load:
    before = form.stored()
    driven = load.run(form.address, [texts(form) for _ in range(CLIENTS)], seconds=seconds)
    if driven.refused:
        raise BadInput(f"Rasa refused {driven.refused} texts: {driven.first_refusal}")
    kept = form.stored().since(before)
    if kept.texts != driven.accepted:
        raise BadInput(f"Rasa took {driven.accepted} texts and kept {kept.texts}")
    if kept.answers < form.LEAST_ANSWERED * driven.accepted:
        raise BadInput(f"only {kept.answers} of {driven.accepted} texts filled Rasa's form")
    return driven


def texts(form: Form) -> Iterator[bytes]:
    """Yield what a client writes: a greeting, then an answer to each question, for ever."""
    own = itertools.cycle(OWN_WORDS)
    while True:
        sender = secrets.token_hex(8)
        yield _post(sender, "hello")
        for number in range(1, form.QUESTIONS + 1):
            yield _post(sender, "yes" if form.is_yes_no(number) else next(own))


def _post(sender: str, message: str) -> bytes:
    body = json.dumps({"sender": sender, "message": message}).encode()
    head = (
        "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: rasa.example\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
