"""Runs the pretend carrier on the loopback, in front or in a thread. Its access log is silent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.channels.carrier.app import create_carrier
from bot.channels.carrier.config import CarrierConfig
from bot.channels.carrier.exchange import Exchange
from bot.channels.carrier.here import exchange_of

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.02  # how soon a carrier in a thread notices that it is to end


class _QuietRequests(WSGIRequestHandler):
    """Keeps connections, as Twilio does, and logs nothing: paths and queries hold numbers."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


@dataclass(frozen=True, slots=True)
class RunningCarrier:
    """A carrier that answers at `url`, without a slash at its end."""

    url: str
    exchange: Exchange


def serve(config: CarrierConfig, *, host: str = LOOPBACK) -> None:
    """Run the carrier until interrupted, posting webhooks as they fall due."""
    server, exchange = _made(config, host)
    exchange.start()
    try:
        server.serve_forever()
    finally:
        exchange.stop()
        server.server_close()


@contextmanager
def running(config: CarrierConfig, *, is_posting: bool = True) -> Iterator[RunningCarrier]:
    """Run the carrier in a thread while the block lasts.

    With `is_posting` off nothing is posted but by `exchange.flush()`, so a test says when.
    """
    server, exchange = _made(config, LOOPBACK)
    thread = Thread(target=server.serve_forever, args=(POLL_SECONDS,), name="carrier", daemon=True)
    thread.start()
    if is_posting:
        exchange.start()
    try:
        yield RunningCarrier(f"http://{LOOPBACK}:{server.server_port}", exchange)
    finally:
        exchange.stop()
        server.shutdown()
        thread.join()
        server.server_close()


def _made(config: CarrierConfig, host: str) -> tuple[BaseWSGIServer, Exchange]:
    app = create_carrier(config)
    server = make_server(host, config.port, app, threaded=True, request_handler=_QuietRequests)
    return server, exchange_of(app)
