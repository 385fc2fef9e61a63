"""What a young person is told where something did not work: a page of theirs to a browser, one
sentence to a program. Nothing of the request is repeated."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, current_app, jsonify, request

from bot.web.chrome import Chrome
from bot.web.look import look_of
from bot.web.reader import Reader

THEIRS = ("/chat", "/results", "/privacy")
SAID = frozenset({400, 403, 404, 405, 410, 413, 429, 500, 503})
Refuse = Callable[[int], Response | None]


def refusals(reader: Reader, look_cookie: str) -> Refuse:
    """Return what answers an error by its status; None where the page is not a young person's."""

    def refuse(code: int) -> Response | None:
        if not _is_theirs(request.path):
            return None
        chrome = reader() if code < 500 else reader.unheld()
        response = _said(chrome, _key(code), look_cookie)
        response.status_code = code
        response.headers["Content-Language"] = chrome.lang
        return response

    return refuse


def _is_theirs(path: str) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in THEIRS)


def _key(code: int) -> str:
    usual = 400 if code < 500 else 500
    return f"refused_{code if code in SAID else usual}"


def _said(chrome: Chrome, key: str, look_cookie: str) -> Response:
    accepts = request.accept_mimetypes
    if request.is_json or accepts.best == "application/json":
        return jsonify(error=chrome.plain(key))
    if accepts.best_match(("text/plain", "text/html")) == "text/html":
        # Whatever else templates are given may need what has just failed.
        page = current_app.jinja_env.get_template("refused.html")
        look = look_of(request.cookies.get(look_cookie, ""))
        return Response(page.render(chrome=chrome, key=key, look=look), mimetype="text/html")
    return Response(chrome.plain(key), mimetype="text/plain")
