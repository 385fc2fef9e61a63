"""A whole deployment for the simulation: web, worker and carrier, each in its own process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bot.bench.servers import sayso_worker
from bot.channels.carrier import Behaviour, CarrierConfig, RunningCarrier, running
from bot.engine.loading import shipped
from bot.errors import BadInput
from bot.settings import Settings, sample
from bot.store import job_queue
from bot.store.migrations.run import migrate
from bot.wiring import Services, build

HOST = "127.0.0.1"
START_SECONDS = 180.0  # a busy machine takes its time over it
PATIENCE_SECONDS = 15.0
# Every webhook late, twice, and receipts the wrong way round; one in ten never comes.
ROUGH = Behaviour(delay=0.05, repeat=2, reorder=True, lose=0.1)


@dataclass(frozen=True, slots=True)
class Place:
    """A running deployment, seen from its phones and from its database."""

    services: Services
    carrier: RunningCarrier


@contextmanager
def deployment(folder: Path, *, seed: int, workers: int, database_url: str) -> Iterator[Place]:
    """Run everything while the block lasts."""
    names, port = dict(sample()), _free_port()
    base = f"http://{HOST}:{port}"
    config = CarrierConfig(
        account_sid=names["SAYSO_TWILIO_ACCOUNT_SID"],
        auth_token=names["SAYSO_TWILIO_AUTH_TOKEN"],
        inbound_url=f"{base}/webhooks/twilio/inbound",
        fallback_url=f"{base}/webhooks/twilio/fallback",
        port=0,
        behaviour=ROUGH,
        seed=seed,
    )
    with ExitStack() as stack:
        carrier = stack.enter_context(running(config))
        names |= {
            "SAYSO_DATABASE_URL": database_url,
            "SAYSO_ENGINE": "procrastinate" if workers > 1 else "embedded",
            "SAYSO_PUBLIC_BASE_URL": base,
            "SAYSO_SPOOL_DIR": str(folder / "spool"),
            "SAYSO_TWILIO_API_BASE_URL": carrier.url,
        }
        services = _prepared(names)
        stack.callback(services.store.engine.dispose)
        stack.enter_context(_web(names, folder, port))
        for number in range(workers):
            own = folder / f"worker {number}"
            own.mkdir()
            stack.enter_context(sayso_worker(names, own))
        yield Place(services, carrier)


def _prepared(names: Mapping[str, str]) -> Services:
    settings = Settings.from_environment(names)
    services = build(settings)
    migrate(services.store.engine)
    job_queue.fit(services.store.engine, settings.engine)
    services.publish(shipped())
    return services


@contextmanager
def _web(names: Mapping[str, str], folder: Path, port: int) -> Iterator[None]:
    command = (sys.executable, "-m", "bot", "serve", "--port", str(port), "--host", HOST)
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            command, env={**os.environ, **names}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _await(process, f"http://{HOST}:{port}/healthz", folder / "web.log")
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _await(process: subprocess.Popen[bytes], url: str, told: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    said = told.read_text(encoding="utf-8", errors="replace").strip()
    raise BadInput(f"the web did not start. It said:\n{said[-2000:]}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port: int = listening.getsockname()[1]
        return port
