"""How long after both are started, web and worker, a first text is answered; and what they then
hold in memory: two web processes and a worker, each shared page counted once."""

from __future__ import annotations

import secrets
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.bench import load, rows
from bot.bench.databases import databases
from bot.bench.processor import family, shared_out
from bot.bench.rows import Place
from bot.bench.servers import SAYSO, WORKERS, own_folder, pretend_carrier, started
from bot.bench.turns import INBOUND, Side, environment, signer
from bot.channels.carrier import RunningCarrier
from bot.errors import BadInput
from bot.settings import Settings
from bot.wiring import build

LOOK_EVERY = 0.01
PATIENCE = 120.0
WARM = 60  # texts after the first: each web process reads some, words among them
WORDS = ("2", "idk", "somewhere quiet near home", "yh", "not at school pls", "1")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Started:
    """One start, in seconds from starting web and worker, and in MB.

    Args:
        listens: until the web took a connection.
        answered: until the text sent then was stored.
        replied: until its reply was at the provider of texts.
        memory: sum of the proportional set sizes, of web and worker.
    """

    listens: float
    answered: float
    replied: float
    memory: float


@dataclass(frozen=True, slots=True)
class Starts:
    """The medians of some starts, each with what it came to."""

    database: str
    first_reply_s: float
    memory_mb: float
    each: tuple[Started, ...] = field(default=())


def measure(kind: str, *, rounds: int, tell: Tell) -> Starts:
    """Start Sayso some times over the same database, as in earnest, and text it once.

    Raises:
        BadInput: it did not start, or never replied.
    """
    starts = []
    with own_folder() as folder, databases(kind, folder) as each:
        services = build(Settings.from_environment(environment(each.sayso, folder)))
        places = rows.fill(services)
        for round_ in range(rounds):
            rows.put_back(services, places)
            with pretend_carrier() as carrier:
                values = _settings(each.sayso, folder, carrier)
                one = _started(values, folder, carrier, places)
            tell(f"{kind}, start {round_ + 1}: {one}")
            starts.append(one)
        services.store.engine.dispose()
    return Starts(
        kind,
        median(one.replied for one in starts),
        median(one.memory for one in starts),
        tuple(starts),
    )


def _settings(database_url: str, folder: Path, carrier: RunningCarrier) -> Mapping[str, str]:
    return {
        **environment(database_url, folder),
        "SAYSO_SENDING": "live",
        "SAYSO_TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "SAYSO_TWILIO_AUTH_TOKEN": "a pretend token",
        "SAYSO_TWILIO_API_BASE_URL": carrier.url,
    }


def _started(
    values: Mapping[str, str], folder: Path, carrier: RunningCarrier, places: tuple[Place, ...]
) -> Started:
    socket = folder / "sayso.sock"
    socket.unlink(missing_ok=True)
    url = Settings.from_environment(values).public_base_url + INBOUND
    side = Side("sayso", socket, url, signer(values))
    serve = (*SAYSO, "serve", "--socket", str(socket), "--workers", str(WORKERS))
    began = time.monotonic()
    with (
        started(serve, values, folder / "web.log") as web,
        started((*SAYSO, "worker"), values, folder / "worker.log") as worker,
    ):
        both = web, worker
        listens = _until(lambda: _takes_connections(socket), began, both)
        _text(side, places[0], "1")
        answered = time.monotonic() - began
        replied = _until(lambda: bool(_texts(carrier)), began, both)
        for number in range(WARM):
            _text(side, places[1 + number], WORDS[number % len(WORDS)])
        _until(lambda: len(_texts(carrier)) >= WARM, began, both)
        memory = sum(shared_out(pid) for each in both for pid in family(each.pid))
    return Started(round(listens, 2), round(answered, 2), round(replied, 2), round(memory, 1))


def _until(
    came: Callable[[], bool], began: float, processes: tuple[subprocess.Popen[bytes], ...]
) -> float:
    """Wait until something came; return the seconds since the start."""
    pause = threading.Event()
    while not came():
        if any(process.poll() is not None for process in processes):
            raise BadInput("a process of the measurement ended before it replied")
        if time.monotonic() - began > PATIENCE:
            raise BadInput(f"nothing came within {PATIENCE:.0f} seconds of the start")
        pause.wait(LOOK_EVERY)
    return time.monotonic() - began


def _takes_connections(socket: Path) -> bool:
    try:
        load.connect(socket).close()
    except OSError:
        return False
    return True


def _text(side: Side, place: Place, words: str) -> None:
    sid = f"SM{secrets.token_hex(16)}"
    done = load.run(side.socket, [[side.request(sid, place.person, words)]])
    if done.refused:
        raise BadInput(f"a text was refused: {done.first_refusal}")


def _texts(carrier: RunningCarrier) -> list[object]:
    return list(carrier.exchange.ledger.all_texts())
