"""The application on loopback, as a browser needs it: each answer whole, gone at the end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from flask import Flask
from werkzeug.serving import make_server


def read_whole(app: Callable[..., Any]) -> Callable[..., list[bytes]]:
    """Wrap `app` so that each answer is read and closed before it is written.

    werkzeug's development server leaves a file open when the browser hangs up while it streams.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with closing(app(environ, start_response)) as parts:
            return [b"".join(parts)]

    return answer


@contextmanager
def served(make: Callable[[str], Flask]) -> Iterator[tuple[str, Flask]]:
    """Serve the application that `make` returns for its address, while the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = make(url)
        server = make_server("127.0.0.1", 0, read_whole(app), threaded=True, fd=listening.fileno())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield url, app
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            app.extensions["sayso"].store.engine.dispose()
