"""`python -m bot.demo` from outside: it comes up, serves, and leaves nothing running behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo service")]

PATIENCE = 150.0


def free_pair() -> int:
    """Return a port that is free and followed by a free one."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
    raise AssertionError("no two free ports in a row")


@contextmanager
def demo(folder: Path, port: int, **outside: str) -> Iterator[subprocess.Popen[str]]:
    outer = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    words = [sys.executable, "-u", "-m", "bot.demo", "--port", str(port), "--folder", str(folder)]
    process = subprocess.Popen(
        words, env=outer | outside, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def printed_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def in_time(asked: Callable[[], bool]) -> bool:
    late = time.monotonic() + PATIENCE
    poll = iter(lambda: asked() or time.monotonic() > late, True)
    for _ in poll:
        select_nothing()
    return asked()


def select_nothing() -> None:
    """Let the others run for a moment, on a wait that nothing ends sooner."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nothing:
        nothing.settimeout(0.1)
        nothing.bind(("127.0.0.1", 0))
        try:
            nothing.recv(1)
        except TimeoutError:
            return
