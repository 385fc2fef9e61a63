"""The processes a demo is made of: forked from one that has everything loaded, watched, stopped.

Loading takes longest of all, so it is done once, as gunicorn does for its own workers.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

LOOPBACK = "127.0.0.1"
PATIENCE = 12.0  # seconds a process has to stop by itself: longer than gunicorn's own grace
LAST_WORDS = 5  # lines


@dataclass(frozen=True, slots=True)
class Part:
    """One process to keep running: what it is called here, what it does, where it says so."""

    name: str
    run: Callable[[], None]
    log: Path


@dataclass(frozen=True, slots=True)
class Running:
    """One part that was started."""

    part: Part
    process: ForkProcess

    @property
    def is_over(self) -> bool:
        """Whether it ended."""
        return not self.process.is_alive()

    def last_words(self) -> str:
        """Return the end of its log."""
        lines = self.part.log.read_text(encoding="utf-8", errors="replace").splitlines()
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
def running(parts: Sequence[Part]) -> Iterator[tuple[Running, ...]]:
    """Keep the parts running while the block lasts; then stop them all, whatever happened.

    Call it before any thread is started and with no connection open: they are forked.
    """
    started: list[Running] = []
    try:
        for part in parts:
            process = get_context("fork").Process(target=_become, args=(part,), name=part.name)
            process.start()
            started.append(Running(part, process))
        yield tuple(started)
    finally:
        _stop(started)


def _become(part: Part) -> None:
    # Ctrl-C reaches every process of a terminal: the parts are deaf to it, so that the first
    # process alone says when to stop. A part that knows better sets its own.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with part.log.open("wb") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__  # whatever stood in for them before
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    part.run()


def _stop(started: Sequence[Running]) -> None:
    for each in started:
        each.process.terminate()
    for each in started:
        each.process.join(PATIENCE)
        if not each.is_over:
            each.process.kill()
            each.process.join()
