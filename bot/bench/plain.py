"""Sayso without its cipher, to measure what the cipher costs. For pretend people alone."""

from __future__ import annotations

import sys
from pathlib import Path

from flask import Flask

from bot.app import Services, create_app, warm_up
from bot.serving import serve_web
from bot.settings import Settings


class NullCipher:
    """Writes words as they are. No setting leads here: only the measurement does."""

    mark = b"plain:"

    def encrypt(self, plain: str, place: str) -> bytes:
        return self.mark + plain.encode()

    def decrypt(self, stored: bytes, place: str) -> str:
        return stored.removeprefix(self.mark).decode()


def unsealed(services: Services) -> Services:
    """Take the cipher out of these use cases; return them."""
    services.store.cipher = NullCipher()
    return services


def _app(counts: Path) -> Flask:
    app = create_app(Settings.from_environment(), counts_folder=counts)
    unsealed(app.extensions["sayso"])
    return app


def main() -> None:
    """Serve it: `SOCKET WORKERS` are the arguments."""
    socket, workers = sys.argv[1:]
    serve_web(_app, warm_up, bind=f"unix:{socket}", workers=int(workers))
