"""How we reach Twilio's API, or another server that speaks it. Never retries, never logs."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from requests import Response
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
LONGEST_WAIT = 3600  # seconds; Retry-After as a date is not used by Twilio
POOL_SIZE = 96  # more sending threads than this open a connection for each text

# urllib3 writes every URL at DEBUG, and the URL of a list holds a young person's number.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class APIClient(TwilioHttpClient):  # type: ignore[misc]  # twilio publishes no types
    """twilio's own HTTP client, sent to `base_url` when there is one.

    `edge` and `region` only rebuild `*.twilio.com` host names and cannot reach a loopback (T7.1),
    so scheme and host are rewritten here; path and query stay.
    """

    def __init__(self, *, base_url: str | None, timeout: tuple[float, float]) -> None:
        super().__init__(pool_connections=True)
        # requests takes (connect, read); twilio's constructor would refuse the pair.
        self.timeout = timeout
        self._last = threading.local()
        self._base = urlsplit(base_url) if base_url else None
        adapter = HTTPAdapter(pool_maxsize=POOL_SIZE, max_retries=0)
        self.session.mount("https://", adapter)
        self.session.mount("http://", adapter)
        # A named server is reached directly; Twilio itself may be behind the house's proxy.
        self.session.trust_env = self._base is None

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Make one request, once; the answer or exception is the library's own."""
        answer = super().request(method, self._rewritten(url), *args, **kwargs)
        self._last.retry_after = (answer.headers or {}).get("Retry-After")
        return answer

    @property
    def asked_to_wait(self) -> timedelta | None:
        """How long the last answer to this thread asked us to wait: the library drops it."""
        given = getattr(self._last, "retry_after", None) or ""
        return timedelta(seconds=min(int(given), LONGEST_WAIT)) if given.isdecimal() else None

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Write nothing: the library would log a list's query, which holds a number."""

    def log_response(self, status_code: int, response: Response) -> None:
        """Write nothing."""

    def close(self) -> None:
        """Let the pooled connections go."""
        self.session.close()

    def _rewritten(self, url: str) -> str:
        if self._base is None:
            return url
        return urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc).geturl()
