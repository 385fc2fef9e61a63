"""Posts webhooks as Twilio does: a signed form. The only place the carrier calls anyone."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from twilio.request_validator import RequestValidator

TIMEOUT_SECONDS = 15.0  # Twilio's own

log = logging.getLogger(__name__)


class Poster:
    """Signs with the account's token and posts, over connections that are kept."""

    def __init__(self, auth_token: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._session = requests.Session()
        self._session.trust_env = False

    def headers(self, url: str, form: Mapping[str, str], *, token: str) -> dict[str, str]:
        """Return the headers a webhook comes with; `token` is the same for every repeat of it."""
        return {
            "X-Twilio-Signature": self._validator.compute_signature(url, dict(form)),
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1",
        }

    def post(self, url: str, form: Mapping[str, str], *, token: str) -> str | None:
        """Post one webhook; return the answer's body, or None when it failed."""
        try:
            answer = self._session.post(
                url,
                data=dict(form),
                headers=self.headers(url, form, token=token),
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            log.warning("no answer from %s: %s", urlsplit(url).path, type(error).__name__)
            return None
        if not answer.ok:
            log.warning("%s answered %d", urlsplit(url).path, answer.status_code)
            return None
        return answer.text

    def close(self) -> None:
        """Let the kept connections go."""
        self._session.close()


def new_token() -> str:
    """Return a fresh idempotency token."""
    return str(uuid4())
