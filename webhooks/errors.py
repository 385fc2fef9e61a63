"""What each error is to a caller: one table. Nothing of the request is repeated in an answer.

403 and 404 are told by `admin.shell`, which knows whether a page of staff was asked for.
"""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug import Request
from werkzeug.exceptions import HTTPException

from bot.errors import BadInput, StoreUnavailable

log = logging.getLogger(__name__)

SENTENCES = {
    400: "Something is missing or is not in the form we read.",
    405: "This address is used another way.",
    413: "That is too large.",
    415: "Send a form, please.",
    500: "Something went wrong on our side. We have been told.",
    503: "We cannot take this in just now. Please try again soon.",
}


def install_errors(app: Flask) -> None:
    """Answer errors outside the admin pages with a plain sentence and the right status."""
    app.register_error_handler(StoreUnavailable, _here)
    app.register_error_handler(BadInput, _here)
    for code in SENTENCES.keys() - {503}:
        app.register_error_handler(code, _here)


def answer_to(error: Exception, asked: Request) -> Response:
    """Return what an error is to whoever asked."""
    if isinstance(error, StoreUnavailable):
        log.error("the store cannot be reached")
        response = _answer(SENTENCES[503], 503, asked)
        response.headers["Retry-After"] = "30"
        return response
    if isinstance(error, BadInput):
        return _answer(str(error), 400, asked)
    code = error.code if isinstance(error, HTTPException) and error.code else 500
    return _answer(SENTENCES.get(code, SENTENCES[500]), code, asked)


def _here(error: Exception) -> ResponseReturnValue:
    return answer_to(error, request)


def _answer(sentence: str, code: int, asked: Request) -> Response:
    if asked.is_json or asked.accept_mimetypes.best == "application/json":
        return Response(json.dumps({"error": sentence}), code, mimetype="application/json")
    return Response(sentence, code, mimetype="text/plain")
