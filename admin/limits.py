"""How often may be tried to sign in, to export and to open records: counted for all processes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from admin.forms import STEPS
from bot.privacy.policy import Action
from bot.privacy.routes import ROUTES
from bot.store import tries
from bot.store.database import Store
from bot.store.tries import EXPORTS, OPENINGS, WRONG_SIGN_INS, Limit

LOOPBACK = frozenset({"", "127.0.0.1", "::1"})


def keep_limits(app: Flask, store: Store, now: Callable[[], datetime]) -> None:
    """Answer 429 to whoever tried too often. Call once, after `init_security`. Source: X7."""

    @app.before_request
    def check() -> ResponseReturnValue | None:
        found = _limit()
        if found is None:
            return None
        with store.reading() as tx:
            if not tries.is_over(tx, *found, now()):
                return None
        answer = Response(render_template("too_often.html"), 429)
        answer.headers["Retry-After"] = str(int(found[0].within.total_seconds()))
        return answer

    @app.after_request
    def count(response: Response) -> Response:
        found = _limit()
        if found is not None and _counts(found[0], response):
            with store.begin() as tx:
                tries.count(tx, *found, now())
        return response


def _limit() -> tuple[Limit, str] | None:
    """Return the limit this request falls under, and who it counts for."""
    right = ROUTES.get(request.endpoint or "")
    if request.method == "POST" and request.endpoint in STEPS:
        return WRONG_SIGN_INS, _address()
    if right is None or not current_user.is_authenticated:
        return None
    if right.action is Action.EXPORT:
        return EXPORTS, str(current_user.id)
    if right.action is Action.OPEN and request.method == "POST":
        return OPENINGS, str(current_user.id)
    return None


def _counts(limit: Limit, response: Response) -> bool:
    """Whether this counts: of signing in only what went wrong, of the rest what was done."""
    if limit is WRONG_SIGN_INS:
        # The step shown once more, before `forms` makes a 400 of it: a form without its token, or
        # one that fell under the limit, is no try.
        return response.status_code == 200
    return response.status_code < 429


def _address() -> str:
    """Return where a request comes from: behind a proxy on this machine, what that proxy saw."""
    sender = request.remote_addr or ""
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return passed_on if sender in LOOPBACK and passed_on else sender
