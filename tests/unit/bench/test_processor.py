"""What Linux tells of a running process: its family, its processor time, its memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.bench.processor import family, shared_out, spent

WAITS = "import sys; sys.stdin.read()"


def test_a_process_and_what_it_started_are_weighed_and_timed() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stdin=subprocess.PIPE) as started:
        assert {os.getpid(), started.pid} <= set(family(os.getpid()))
        assert 0 < shared_out(started.pid) < 100
        assert spent(os.getpid()) > 0
        started.communicate()


def test_a_process_that_ended_is_not_weighed_as_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()

    with pytest.raises(OSError, match=str(ended.pid)):
        shared_out(ended.pid)
