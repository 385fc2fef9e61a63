"""The processes of a demo: what they say is kept, one that ends by itself is noticed, none is left."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from bot.demo.processes import LOOPBACK, Command, is_free, running

QUICK = ("platform",)  # a module that says a line and ends


def test_a_process_meant_to_go_on_has_failed_when_it_ends_and_its_last_words_are_kept(
    tmp_path: Path,
) -> None:
    log = tmp_path / "log"
    commands = (Command("lasting", QUICK, log), Command("passing", QUICK, tmp_path / "b", once=True))

    with running(commands, os.environ) as (lasting, passing):
        for each in (lasting, passing):
            each.process.wait(30)

        assert (lasting.has_failed, passing.has_failed) == (True, False)
        assert lasting.last_words() == log.read_text().strip() != ""


def test_a_process_that_ends_badly_has_failed_even_if_it_was_to_end(tmp_path: Path) -> None:
    command = Command("passing", ("no_such_module",), tmp_path / "log", once=True)

    with running((command,), os.environ) as (process,):
        process.process.wait(30)

        assert process.has_failed
        assert "no_such_module" in process.last_words()


def test_leaving_ends_them_all_even_when_something_goes_wrong(tmp_path: Path) -> None:
    words = ("http.server", "--bind", LOOPBACK, "0")

    with pytest.raises(ValueError, match="wrong"), running(
        (Command("one", words, tmp_path / "1"), Command("two", words, tmp_path / "2")), os.environ
    ) as started:
        raise ValueError("wrong")

    assert all(each.is_over for each in started)


def test_a_port_somebody_listens_on_is_not_free() -> None:
    with socket.socket() as server:
        server.bind((LOOPBACK, 0))
        port = server.getsockname()[1]
        assert not is_free(port)

    assert is_free(port)
