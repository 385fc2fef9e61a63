"""Which carrier a request is for: the one kept on its Flask app."""

from __future__ import annotations

from flask import Flask, current_app

from bot.channels.carrier.exchange import Exchange

EXTENSION = "carrier"


def exchange_of(app: Flask) -> Exchange:
    """Return the carrier inside an app that `create_carrier` made."""
    exchange = app.extensions.get(EXTENSION)
    if not isinstance(exchange, Exchange):
        raise TypeError("this app is not a pretend carrier")
    return exchange


def here() -> Exchange:
    """Return the carrier of the request in hand."""
    return exchange_of(current_app)
