"""What each error is to a caller: one table. Nothing of the request is repeated in an answer.

403 and 404 are told by `admin.shell`, which knows whether a page of staff was asked for; what a
young person is told, by `bot.web.refusals`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug import Request
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

    def here(error: Exception) -> ResponseReturnValue:
        return answer_to(error, request, theirs)

    app.register_error_handler(StoreUnavailable, here)
    app.register_error_handler(BadInput, here)
    for code in SENTENCES.keys() - {503}:
        app.register_error_handler(code, here)


def answer_to(
    error: Exception, asked: Request, theirs: Callable[[int], Response | None] = _nobodys
) -> Response:
    """Return what an error is to whoever asked."""
    if isinstance(error, StoreUnavailable):
        log.error("the store cannot be reached")
        response = theirs(503) or _answer(SENTENCES[503], 503, asked)
        response.headers["Retry-After"] = "30"
        return response
    if isinstance(error, BadInput):
        return theirs(400) or _answer(str(error), 400, asked)
    code = error.code if isinstance(error, HTTPException) and error.code else 500
    return theirs(code) or _answer(SENTENCES.get(code, SENTENCES[500]), code, asked)


def _answer(sentence: str, code: int, asked: Request) -> Response:
    if asked.is_json or asked.accept_mimetypes.best == "application/json":
        return Response(json.dumps({"error": sentence}), code, mimetype="application/json")
    return Response(sentence, code, mimetype="text/plain")
