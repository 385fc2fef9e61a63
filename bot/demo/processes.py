"""The processes a demo is made of: started together, watched, stopped together."""

from __future__ import annotations

import signal
import socket
import subprocess  # nosec B404 - starts this program's own commands
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
PATIENCE = 12.0  # seconds a process has to stop by itself: longer than gunicorn's own grace
LAST_WORDS = 5  # lines


@dataclass(frozen=True, slots=True)
class Command:
    """One process to run.

    Args:
        name: what it is called here.
        words: the module, then its arguments.
        log: the file that takes what it says.
        once: it is meant to end by itself.
    """

    name: str
    words: tuple[str, ...]
    log: Path
    once: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """One command that was started."""

    command: Command
    process: subprocess.Popen[bytes]

    @property
    def is_over(self) -> bool:
        """Whether it ended."""
        return self.process.poll() is not None

    @property
    def has_failed(self) -> bool:
        """Whether it ended and should not have, or ended badly."""
        return self.is_over and not (self.command.once and self.process.returncode == 0)

    def last_words(self) -> str:
        """Return the end of its log."""
        lines = self.command.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LAST_WORDS:])


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


@contextmanager
def running(
    commands: Sequence[Command], environment: Mapping[str, str]
) -> Iterator[tuple[Running, ...]]:
    """Keep the commands running while the block lasts; then stop them all, whatever happened."""
    started: list[Running] = []
    try:
        for command in commands:
            started.append(_start(command, environment))
        yield tuple(started)
    finally:
        _stop(started)


def _start(command: Command, environment: Mapping[str, str]) -> Running:
    # They share our terminal, and Ctrl-C reaches every process of it: they are born deaf to it,
    # so that we alone say when to stop, and one killed group leaves none of them behind.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with command.log.open("wb") as log:
            process = subprocess.Popen(  # noqa: S603  # nosec B603 - our own interpreter and words
                [sys.executable, "-m", *command.words],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
    finally:
        signal.signal(signal.SIGINT, before)
    return Running(command, process)


def _stop(started: Sequence[Running]) -> None:
    for each in started:
        if not each.is_over:
            each.process.terminate()
    for each in started:
        try:
            each.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            each.process.kill()
            each.process.wait()
