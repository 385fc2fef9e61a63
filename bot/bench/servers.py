"""The two servers that are compared, each in processes of its own on a unix socket."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.bench.load import connect
from bot.channels.carrier import CarrierConfig, RunningCarrier, running
from bot.errors import BadInput

WORKERS = 2
THREADS = 4
KEEP_ALIVE_SECONDS = 60
START_SECONDS = 120.0  # a busy machine takes its time over it
PATIENCE_SECONDS = 15.0

SAYSO = ("-c", "from bot.cli import main; main()")


@contextmanager
def floor_server(database_url: str, socket: Path) -> Iterator[None]:
    """Serve the floor while this is open."""
    # gunicorn reads the application as a call with a literal in it.
    application = f"bot.bench.floor:make_app({database_url!r})"
    command = (
        *("-m", "gunicorn", "-w", str(WORKERS), "-k", "gthread", "--threads", str(THREADS)),
        *("-b", f"unix:{socket}", "--keep-alive", str(KEEP_ALIVE_SECONDS)),
        *("--log-level", "warning", "--no-control-socket", application),
    )
    with _serving(command, socket, {}):
        yield


@contextmanager
def sayso_server(environment: Mapping[str, str], socket: Path) -> Iterator[int]:
    """Serve Sayso while this is open, as `sayso serve` does in earnest; give its process's id."""
    command = (*SAYSO, "serve", "--socket", str(socket), "--workers", str(WORKERS))
    with _serving(command, socket, environment) as pid:
        yield pid


@contextmanager
def plain_server(environment: Mapping[str, str], socket: Path) -> Iterator[int]:
    """Serve Sayso without its cipher while this is open; give its process's id."""
    command = ("-c", "from bot.bench.plain import main; main()", str(socket), str(WORKERS))
    with _serving(command, socket, environment) as pid:
        yield pid


@contextmanager
def sayso_worker(environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """Run the scheduler and the sender while this is open."""
    with started((*SAYSO, "worker"), environment, folder / "worker.log"):
        yield


@contextmanager
def _serving(command: Sequence[str], socket: Path, environment: Mapping[str, str]) -> Iterator[int]:
    told = socket.with_suffix(".log")
    with started(command, environment, told) as process:
        _await(process, socket, told)
        yield process.pid


@contextmanager
def started(
    command: Sequence[str], environment: Mapping[str, str], told: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python command while this is open; what it tells goes to a file."""
    with (
        told.open("wb") as log,
        subprocess.Popen(
            [sys.executable, *command],
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process
        finally:
            stop(process)


def _await(process: subprocess.Popen[bytes], socket: Path, told: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connect(socket).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    said = told.read_text(encoding="utf-8", errors="replace").strip()
    raise BadInput(f"a server of the measurement did not start. It said:\n{said[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server: it is asked to, and made to where it does not."""
    process.terminate()
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def pretend_carrier() -> Iterator[RunningCarrier]:
    """Take texts on a free port of this machine while this is open; it posts nothing back."""
    config = CarrierConfig("AC" + "1" * 32, "a pretend token", "http://127.0.0.1:9/", port=0)
    with running(config, is_posting=False) as carrier:
        yield carrier


@contextmanager
def own_folder() -> Iterator[Path]:
    """Make a folder with a short name: a unix socket's whole path has about 100 letters."""
    with tempfile.TemporaryDirectory(prefix="sayso-", ignore_cleanup_errors=True) as name:
        yield Path(name)
