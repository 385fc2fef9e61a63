"""A pretend mail server for measurements: it takes every mail, and notes when which came."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer


@dataclass(slots=True)
class Postbox:
    """What came, oldest first: each mail's text with `time.perf_counter()` at its end."""

    url: str
    mails: list[tuple[float, str]] = field(default_factory=list)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    postbox: Postbox


class _Visit(StreamRequestHandler):
    """One connection, in as much of RFC 5321 as `smtplib` speaks to a server without extensions."""

    server: _Server

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split(maxsplit=1)[0].upper() if line.split() else b""
            if word == b"DATA":
                self._say("354 go on")
                self.server.postbox.mails.append((time.perf_counter(), self._mail()))
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _mail(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines).decode(errors="replace")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def postbox() -> Iterator[Postbox]:
    """Take mail on a free port of this machine while this is open."""
    with _Server(("127.0.0.1", 0), _Visit) as server:
        server.postbox = Postbox(f"smtp://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.postbox
        finally:
            server.shutdown()
            thread.join()
