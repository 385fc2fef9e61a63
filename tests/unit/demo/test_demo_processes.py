"""The processes of a demo: their words are kept, one that ends is noticed, none is left."""

from __future__ import annotations

import os
import signal
import socket
import threading
from pathlib import Path

import pytest

from bot.demo.processes import LOOPBACK, Part, is_free, running

# What runs these tests may have threads of its own; the demo has none when it forks.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")


def say_something() -> None:
    os.write(1, b"first\nlast\n")


def go_wrong() -> None:
    raise ValueError("out of paper")


def go_on() -> None:
    threading.Event().wait()


def test_a_part_that_ended_is_noticed_and_its_last_words_are_kept(tmp_path: Path) -> None:
    with running((Part("talker", say_something, tmp_path / "log"),)) as (talker,):
        talker.process.join(30)

        assert talker.is_over
        assert talker.last_words() == "first\nlast"


def test_a_part_that_goes_wrong_says_why(tmp_path: Path) -> None:
    with running((Part("printer", go_wrong, tmp_path / "log"),)) as (printer,):
        printer.process.join(30)

        assert "out of paper" in printer.last_words()


def test_leaving_ends_them_all_even_when_something_goes_wrong(tmp_path: Path) -> None:
    parts = tuple(Part(name, go_on, tmp_path / name) for name in ("one", "two"))

    with pytest.raises(ValueError, match="wrong"), running(parts) as started:
        raise ValueError("wrong")

    assert [each.process.exitcode for each in started] == [-signal.SIGTERM, -signal.SIGTERM]


def test_ctrl_c_is_left_to_the_first_process(tmp_path: Path) -> None:
    with running((Part("deaf", go_on, tmp_path / "log"),)) as (deaf,):
        while not deaf.part.log.exists():  # made once it is deaf
            deaf.process.join(0.01)
        assert deaf.process.pid is not None
        os.kill(deaf.process.pid, signal.SIGINT)
        deaf.process.join(0.3)

        assert not deaf.is_over


def test_a_port_somebody_listens_on_is_not_free() -> None:
    with socket.socket() as server:
        server.bind((LOOPBACK, 0))
        port = server.getsockname()[1]
        assert not is_free(port)

    assert is_free(port)
