"""What the provider posts, answered without Flask, whose own work was a tenth of a turn.

No session, no cookie, no route map: three addresses, the errors and headers of every other answer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException

from bot.errors import BadInput, StoreUnavailable
from webhooks.errors import SENTENCES, answer_to
from webhooks.posted import posted
from webhooks.twilio import NAMES, Posts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

ADDRESSES = {f"/webhooks/twilio/{name}": name for name in NAMES}
TWIML = ("Content-Type", "text/xml; charset=utf-8")

Count = Callable[[str, int, float], None]


@dataclass(frozen=True, slots=True)
class Provider:
    """A WSGI application for what is posted to `ADDRESSES`, and for nothing else.

    Args:
        headers: what every answer carries.
        count: hears each answer's endpoint and status, and when it began; None counts nothing.
    """

    posts: Posts
    headers: Sequence[tuple[str, str]]
    count: Count | None = None

    @staticmethod
    def takes(environ: WSGIEnvironment) -> bool:
        """Tell whether this request is one of the provider's."""
        return environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] in ADDRESSES

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request that this takes."""
        began = time.perf_counter()
        name = ADDRESSES[environ["PATH_INFO"]]
        try:
            said = self.posts.answer(name, posted(environ)).encode()
        except Exception as error:
            response = self._refusal(name, error, Request(environ))
            self._counted(name, response.status_code, began)
            return response(environ, start_response)
        start_response("200 OK", [TWIML, ("Content-Length", str(len(said))), *self.headers])
        self._counted(name, 200, began)
        return [said]

    def _refusal(self, name: str, error: Exception, request: Request) -> Response:
        """Return what an error is to the provider; one that nobody foresaw is logged."""
        if isinstance(error, HTTPException) and error.code not in SENTENCES:
            response = Response.force_type(error.get_response(), request.environ)
        else:
            if not isinstance(error, HTTPException | StoreUnavailable | BadInput):
                log.error("error in twilio.%s", name, exc_info=error)
            response = answer_to(error, request)
        response.headers.extend(self.headers)
        return response

    def _counted(self, name: str, status: int, began: float) -> None:
        if self.count is not None:
            self.count(f"twilio.{name}", status, began)
