"""`python -m bot.demo` from outside: it comes up, serves, and leaves nothing running behind."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from bot.demo.processes import LOOPBACK, is_free

pytestmark = pytest.mark.slow

UP = "Ctrl-C ends the demo"  # the end of what it prints when all is well
LOOKS = 300
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="needs /proc to find a child"
)


@dataclass(frozen=True)
class Seen:
    """What a first start in an empty folder showed."""

    folder: Path
    printed: str
    question: str
    code: int
    ports_free: bool


def free_pair() -> int:
    """Return a free port followed by a free one, from where no system hands out its own.

    A port the system gave out could be given to another test before the demo listens on it.
    """
    for port in random.sample(range(12000, 30000, 2), 50):
        if is_free(port) and is_free(port + 1):
            return port
    raise AssertionError("no two free ports in a row")


@contextmanager
def demo(folder: Path, port: int, **outside: str) -> Iterator[subprocess.Popen[str]]:
    around = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot.demo", "--port", f"{port}", "--folder", f"{folder}"],
        env=around | outside,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=60)


def printed_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def shortly(process: subprocess.Popen[str], look: Callable[[], str]) -> str:
    """Look again and again while the demo runs, until there is something to see."""
    for _ in range(LOOKS):
        if seen := look():
            return seen
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("nothing came")


def newest_text(port: int, number: str) -> str:
    answer = requests.get(
        f"http://{LOOPBACK}:{port + 1}/carrier/phones/{number}/messages", timeout=5
    )
    texts = answer.json()["messages"]
    return str(texts[-1]["text"]) if texts else ""


def worker_of(process: subprocess.Popen[str]) -> int:
    """Return the process id of a demo's worker: it is started last."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return max(map(int, listed))


@dataclass(frozen=True)
class SeenAgain:
    """What a second start showed, and what it said as its worker was ended from outside."""

    printed: str
    ready: int
    page: requests.Response
    said: str
    code: int
    port_free: bool


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder, port = tmp_path_factory.mktemp("demo"), free_pair()
    with demo(folder, port) as process:
        printed = printed_until(process, UP)
        question = shortly(process, lambda: newest_text(port, "+447700900101"))
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
    return Seen(folder, printed, question, code, is_free(port) and is_free(port + 1))


@pytest.fixture(scope="module")
def again(first: Seen) -> SeenAgain:
    port = free_pair()
    with demo(first.folder, port) as process:
        printed = printed_until(process, UP)
        ready = requests.get(f"http://{LOOPBACK}:{port}/readyz", timeout=5)
        link = next(line.split()[-1] for line in printed.splitlines() if "Jo, worker" in line)
        page = requests.get(link.replace("localhost", LOOPBACK), timeout=5)
        os.kill(worker_of(process), signal.SIGKILL)
        said = printed_until(process, "It said")
        code = process.wait(60)
    return SeenAgain(printed, ready.status_code, page, said, code, is_free(port))


def test_a_first_start_says_where_things_are_and_a_question_reaches_a_phone(first: Seen) -> None:
    assert "Sayso is running." in first.printed
    assert "Bree gets a reminder at" in first.printed
    assert "A few questions for you and Sam." in first.question


def test_it_ends_well_when_asked_and_nothing_is_left_running(first: Seen) -> None:
    assert (first.code, first.ports_free) == (0, True)


@needs_proc
def test_a_second_start_is_ready_with_the_same_people_and_fresh_links(again: SeenAgain) -> None:
    assert "Loading" not in again.printed
    assert again.ready == again.page.status_code == 200
    assert again.page.url.endswith("/admin/week")


@needs_proc
def test_when_one_process_ends_it_says_which_and_ends_the_rest(again: SeenAgain) -> None:
    assert "The worker ended by itself." in again.said
    assert (again.code, again.port_free) == (1, True)


def test_a_port_in_use_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as server:
        server.bind((LOOPBACK, 0))
        server.listen()
        port = server.getsockname()[1]
        with demo(tmp_path, port) as process:
            said = printed_until(process, "in use")

            assert f"Port {port} is in use." in said
            assert process.wait(60) == 2
    assert list(tmp_path.iterdir()) == []


def test_settings_from_outside_that_are_wrong_are_all_named(tmp_path: Path) -> None:
    wrong = {"SAYSO_TIMEZONE": "Nowhere", "SAYSO_ENGINE": "steam"}
    with demo(tmp_path, free_pair(), **wrong) as process:
        assert process.stdout is not None
        said = process.stdout.read()

        assert process.wait(60) == 2
    assert "SAYSO_TIMEZONE" in said
    assert "SAYSO_ENGINE" in said
