"""What each error is to a caller: one table. Nothing of the request is repeated in an answer.

403 and 404 are told by `admin.shell`, which knows whether a page of staff was asked for; what a
young person is told, by `bot.web.refusals`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.errors import BadInput, StoreUnavailable

log = logging.getLogger(__name__)

SENTENCES = {
    400: "Something is missing or is not in the form we read.",
    405: "This address is used another way.",
    410: "This is gone.",
    413: "That is too large.",
    415: "Send a form, please.",
    429: "That was too many tries. Please wait a little.",
    500: "Something went wrong on our side. We have been told.",
    503: "We cannot take this in just now. Please try again soon.",
}


def _nobodys(code: int) -> Response | None:
    return None


def install_errors(app: Flask, theirs: Callable[[int], Response | None] = _nobodys) -> None:
    """Answer errors outside the admin pages with a plain sentence and the right status.

    Args:
        theirs: answers a status where a young person's page was asked for, and else returns None.
    """

    def unavailable(error: StoreUnavailable) -> ResponseReturnValue:
        log.error("the store cannot be reached")
        response = theirs(503) or _answer(SENTENCES[503], 503)
        response.headers["Retry-After"] = "30"
        return response

    def bad_input(error: BadInput) -> ResponseReturnValue:
        return theirs(400) or _answer(str(error), 400)

    def http(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        return theirs(code) or _answer(SENTENCES.get(code, SENTENCES[500]), code)

    app.register_error_handler(StoreUnavailable, unavailable)
    app.register_error_handler(BadInput, bad_input)
    for code in SENTENCES.keys() - {503}:
        app.register_error_handler(code, http)


def _answer(sentence: str, code: int) -> Response:
    if request.is_json or request.accept_mimetypes.best == "application/json":
        response = jsonify(error=sentence)
    else:
        response = Response(sentence, mimetype="text/plain")
    response.status_code = code
    return response
