"""A pretend Rasa server on this machine: it answers `/model/parse` as Rasa does, or misbehaves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass
class PretendRasa:
    """What a test may change while it runs, and what was asked."""

    url: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    confidence: object = 0.9
    status: int = 200
    body: bytes | None = None
    asked: list[str] = field(default_factory=list)
    hold: Event | None = None  # the answer waits for it


def _handler(server: PretendRasa) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            text = json.loads(sent)["text"]
            server.asked.append(text)
            if server.hold is not None:
                server.hold.wait(5)
            name = server.meanings.get(text, "out_of_scope")
            known = text in server.meanings
            if text.strip().startswith("/"):  # Rasa takes it for an order to name that intent
                name, known = text.strip()[1:], True
            confidence = server.confidence if known else 0.3
            found = {"text": text, "intent": {"name": name, "confidence": confidence}}
            body = json.dumps(found).encode() if server.body is None else server.body
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the words are in the address of nothing, but keep the tests quiet."""

    return Answering


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that stops waiting is what some tests are about."""


@contextmanager
def pretend_rasa(meanings: Mapping[str, str] | None = None) -> Iterator[PretendRasa]:
    """Run a pretend server until the block ends."""
    pretend = PretendRasa(meanings=meanings or {})
    server = _Quiet(("127.0.0.1", 0), _handler(pretend))
    pretend.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield pretend
    finally:
        if pretend.hold is not None:
            pretend.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
