"""Puts the pretend carrier together. The only module of it that makes a Flask app."""

from __future__ import annotations

from flask import Flask, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from bot.channels.carrier.api import messages_api
from bot.channels.carrier.config import CarrierConfig
from bot.channels.carrier.exchange import Exchange
from bot.channels.carrier.here import EXTENSION
from bot.channels.carrier.phone import phone_pages

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_carrier(config: CarrierConfig) -> Flask:
    """Return the carrier as an app.

    It posts nothing by itself: `exchange_of(app).start()` begins, `.flush()` posts what is due.
    Everything is under `/2010-04-01`, `/carrier` and `/phone`, so it may share a port.
    """
    app = Flask(__name__, static_folder=None)
    app.extensions[EXTENSION] = Exchange(config)
    app.register_blueprint(messages_api)
    app.register_blueprint(phone_pages)
    app.add_url_rule("/", view_func=_to_the_phone)
    app.after_request(_harden)
    return app


def _to_the_phone() -> ResponseReturnValue:
    return redirect(url_for("phone.index"))


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
