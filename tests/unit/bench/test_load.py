"""The load generator against a small server of our own on a unix socket."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bot.bench.load import run
from bot.errors import BadInput

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NO = b"HTTP/1.1 403 FORBIDDEN\r\nContent-Length: 2\r\n\r\nno"
ASK = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"

Answer = Callable[[socket.socket], None]


@contextmanager
def a_server(*answers: Answer) -> Iterator[Path]:
    """Serve one connection at a time; each answer takes one connection to its end."""
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        path = Path(folder) / "s"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
            listening.listen()

            def serve() -> None:
                for answer in answers:
                    connection, _ = listening.accept()
                    with connection:
                        answer(connection)

            thread = Thread(target=serve)
            thread.start()
            yield path
            thread.join()


def always(*pieces: bytes) -> Answer:
    """Answer every request with `pieces`, sent one by one, until the client leaves."""

    def answer(connection: socket.socket) -> None:
        while connection.recv(65536):
            for piece in pieces:
                connection.sendall(piece)

    return answer


def hangs_up(connection: socket.socket) -> None:
    """Take a request and close without a word, as a server does at the end of its patience."""
    connection.recv(65536)


def test_each_request_waits_for_the_reply_before_it_and_all_are_timed() -> None:
    with a_server(always(OK)) as path:
        load = run(path, [[ASK] * 20])

    assert (load.accepted, load.refused) == (20, 0)
    assert len(load.times) == 20
    assert load.percentile(0.5) > 0
    assert load.per_second > 0


def test_a_response_that_comes_in_pieces_is_one_response() -> None:
    with a_server(always(OK[:10], OK[10:-1], OK[-1:])) as path:
        assert run(path, [[ASK] * 5]).accepted == 5


def test_what_is_not_200_is_counted_and_the_first_is_kept() -> None:
    with a_server(always(NO)) as path:
        load = run(path, [[ASK, ASK]])

    assert (load.accepted, load.refused) == (0, 2)
    assert load.first_refusal is not None
    assert "403" in load.first_refusal


def test_a_request_goes_again_on_a_new_connection_when_the_server_hangs_up() -> None:
    with a_server(hangs_up, always(OK)) as path:
        assert run(path, [[ASK] * 3]).accepted == 3


def test_a_client_stops_when_time_is_up() -> None:
    with a_server(always(OK)) as path:
        load = run(path, [[ASK] * 1_000], seconds=0.0)

    assert load.accepted == 1


def test_a_client_with_nothing_to_send_is_no_client() -> None:
    with a_server(always(OK)) as path:
        assert run(path, [[]]).times == ()


def test_an_answer_that_hides_its_length_is_an_error() -> None:
    nothing_said = b"HTTP/1.1 200 OK\r\n\r\n"

    with a_server(always(nothing_said)) as path, pytest.raises(BadInput, match="how long"):
        run(path, [[ASK]])
