"""Asks a Rasa server what a text means, within 300 ms. The only module that speaks to it.

When it is slow, away or nonsensical, the embedded engine answers instead, and after three
failures in a row the server is left alone for a while. Words go to that server and nowhere else.

Source: Rasa 3.6, HTTP API, `POST /model/parse`.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import timedelta

import urllib3

from bot.errors import InterpreterError
from bot.text.folding import LONGEST
from nlu.port import Interpretation, Interpreter
from nlu.rasa.breaker import Breaker

BUDGET = timedelta(milliseconds=300)
SURE = 0.25  # below it no intent is named
LONGEST_ANSWER = 65_536  # bytes; Rasa ranks ten intents in a few hundred
CONNECTIONS = 8
# Rasa takes a text that begins with a slash for an order to name that intent, and is sure of it.
A_COMMAND = re.compile(r"^[\s/]+")

log = logging.getLogger(__name__)


class RasaInterpreter:
    """An interpreter on a Rasa server, with another to fall back on.

    Args:
        url: "http://127.0.0.1:5005", where `rasa run --enable-api` listens.
        fallback: answers when the server does not; None means rules go alone.
    """

    def __init__(
        self,
        url: str,
        fallback: Interpreter | None,
        *,
        budget: timedelta = BUDGET,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = f"{url.rstrip('/')}/model/parse"
        self.fallback = fallback
        self._budget = budget.total_seconds()
        self._clock = clock
        self._breaker = Breaker(clock)
        self._pool = urllib3.PoolManager(maxsize=CONNECTIONS, retries=False)

    def parse(self, text: str) -> Interpretation:
        """Return what the server says `text` means, or what the fallback says.

        Raises:
            InterpreterError: the server gave no answer and there is no fallback.
        """
        if self._breaker.may_ask():
            try:
                found = self._ask(text[:LONGEST])
            except InterpreterError as error:
                if self._breaker.failed():
                    log.warning("the Rasa server is left alone for a while: %s", error)
            else:
                self._breaker.succeeded()
                return found
        if self.fallback is None:
            raise InterpreterError("the Rasa server does not answer")
        return self.fallback.parse(text)

    def _ask(self, said: str) -> Interpretation:
        until = self._clock() + self._budget
        # Lone surrogates are no text that can travel; Rasa reads the rest.
        said = A_COMMAND.sub("", said).encode("utf-8", "replace").decode()
        body = json.dumps({"text": said}).encode()
        try:
            response = self._pool.request(
                "POST",
                self._url,
                body=body,
                headers={"Content-Type": "application/json"},
                timeout=urllib3.Timeout(total=self._budget),
                redirect=False,
                preload_content=False,
            )
            answer = self._read(response, until)
        except urllib3.exceptions.HTTPError as error:
            raise InterpreterError(f"no answer ({type(error).__name__})") from None
        if response.status != 200:
            raise InterpreterError(f"it answered {response.status}")
        return _interpretation(answer)

    def _read(self, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """Return the whole answer, if it comes in time and is no longer than an answer is."""
        answer = b""
        for piece in response.stream(4096):
            answer += piece
            if self._clock() > until or len(answer) > LONGEST_ANSWER:
                response.close()
                raise InterpreterError("its answer is too slow or too long")
        response.release_conn()
        return answer


def _interpretation(answer: bytes) -> Interpretation:
    """Return the server's answer as a value.

    Raises:
        InterpreterError: it is not what Rasa says.
    """
    try:
        found = json.loads(answer)["intent"]
        name, confidence = str(found["name"]), float(found["confidence"])
    except (ValueError, KeyError, TypeError) as error:
        raise InterpreterError(f"its answer is nonsense ({type(error).__name__})") from None
    if not 0 <= confidence <= 1.001:
        raise InterpreterError("its answer is nonsense (confidence)")
    return Interpretation(name if confidence >= SURE else None, min(confidence, 1.0))
