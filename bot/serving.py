"""Serving the web with gunicorn: the application is made once, then shared by every process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Timer

from flask import Flask
from gunicorn.app.base import BaseApplication

from bot.loading import loading_for_good

THREADS = 4
FIRST_TEXTS = 2.0  # seconds of a process that belong to whoever waited while Sayso was away


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(
        self, make_app: Callable[[Path], Flask], options: dict[str, object], counts: Path
    ) -> None:
        self._make_app = make_app
        self._options = options
        self._counts = counts
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        with loading_for_good():
            return self._make_app(self._counts)


def serve_web(
    make_app: Callable[[Path], Flask], warm_up: Callable[[], None], *, bind: str, workers: int
) -> None:
    """Serve until the process is asked to stop.

    Args:
        make_app: makes the application, told a folder in which its processes count what they do.
        warm_up: makes ready in each process, soon after it serves, what can wait until then.
        bind: "127.0.0.1:8000" or "unix:/run/sayso.sock".
    """
    counts = Path(mkdtemp(prefix="sayso-counts-"))
    options = {
        "bind": bind,
        "workers": workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "preload_app": True,  # read once before the fork: less memory, quicker start
        "keepalive": 60,
        "timeout": 30,
        "graceful_timeout": 10,
        "accesslog": None,  # addresses of pages may name a person: nothing is logged of them
        "errorlog": "-",
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_worker_init": lambda _worker: _soon(warm_up),
        # Of the process that began it all alone: others still count when one of them ends.
        "on_exit": lambda _server: rmtree(counts, ignore_errors=True),
    }
    _Server(make_app, options, counts).run()


def _soon(warm_up: Callable[[], None]) -> None:
    timer = Timer(FIRST_TEXTS, warm_up)
    timer.daemon = True  # a process that is to stop does not wait for it
    timer.start()
