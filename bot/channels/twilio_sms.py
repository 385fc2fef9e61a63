"""Texts through Twilio. The only place that knows what its failures say about what was sent."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from requests.exceptions import RequestException
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.rest import Client
from urllib3.exceptions import ConnectTimeoutError

from bot.channels.port import Accepted, Outgoing, Sent
from bot.channels.twilio_errors import Action, Class, look_up
from bot.channels.twilio_http import CONNECT_SECONDS, READ_SECONDS, APIClient
from bot.errors import Retryable, Undeliverable, Unknown

MAX_VALIDITY_SECONDS = 36_000  # T4.5: Twilio's own limit, ten hours
LIST_LIMIT = 100  # texts to one number, newest first: more than a person gets in a month

AUTHENTICATION_FAILED = "20003"
TOO_MANY_REQUESTS = "20429"
_CODE_OF_HTTP_STATUS = {401: AUTHENTICATION_FAILED, 429: TOO_MANY_REQUESTS}

# The connection was never made, so not one byte of the text has left.
_BEFORE_SENDING = (ConnectTimeoutError, ssl.SSLCertVerificationError)
_REFUSALS = (TwilioRestException, TwilioServiceException)


class TwilioSMS:
    """The SMS channel. One is made for a process and shared by its threads.

    Args:
        account_sid, auth_token: of the Twilio account.
        messaging_service_sid, from_number: exactly one of them (T4.1).
        status_callback_url: where receipts go; `?ref=` is added for each text (T2.3).
        api_base_url: another server that speaks the Messages API, or None for Twilio.
        timeout: seconds to connect, seconds to answer.

    Raises:
        ValueError: both or neither of the senders were given.
    """

    name = "sms"
    can_list = True

    def __init__(  # the values of Twilio's settings, all by keyword
        self,
        *,
        account_sid: str,
        auth_token: str,
        status_callback_url: str,
        messaging_service_sid: str | None = None,
        from_number: str | None = None,
        api_base_url: str | None = None,
        timeout: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
    ) -> None:
        if bool(messaging_service_sid) == bool(from_number):
            raise ValueError("give either messaging_service_sid or from_number")
        self._sender = (
            {"messaging_service_sid": messaging_service_sid}
            if messaging_service_sid
            else {"from_": from_number}
        )
        self._status_callback_url = status_callback_url
        self._http = APIClient(base_url=api_base_url, timeout=timeout)
        self._messages = Client(account_sid, auth_token, http_client=self._http).messages

    def send(self, message: Outgoing) -> Accepted:
        """Offer one text to Twilio, once; see `Channel.send` for the errors."""
        # `from None` throughout: the library's exceptions quote numbers and URLs.
        try:
            created = self._messages.create(**self._fields(message))
        except _REFUSALS as error:
            if error.status >= 500:
                raise Unknown("twilio failed while taking the text", code=_code(error)) from None
            _refuse(error, after=self._http.asked_to_wait)
        except RequestException as error:
            if _nothing_left(error):
                raise Retryable("twilio could not be reached") from None
            raise Unknown("twilio did not answer after the text was sent") from None
        except (TwilioException, ValueError):
            raise Unknown("twilio's answer could not be read") from None
        if not created.sid:
            raise Unknown("twilio's answer has no message id")
        return Accepted(external_id=created.sid, status=created.status or "queued")

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Return what Twilio has for this number since then, newest first.

        The list is not filtered by `DateSent`: a text still in Twilio's queue has none.
        """
        try:
            found = self._messages.list(to=to, limit=LIST_LIMIT)
        except _REFUSALS as error:
            raise Retryable("twilio did not list its messages", code=_code(error)) from None
        except (TwilioException, RequestException, ValueError):
            raise Retryable("twilio did not list its messages") from None
        # Twilio's dates are whole seconds: a text made within the same second counts.
        start = since.astimezone(UTC).replace(microsecond=0)
        return tuple(
            Sent(text.sid, text.body or "", text.date_created, text.status or "")
            for text in found
            if text.date_created is not None and text.date_created >= start
        )

    def redact(self, external_id: str) -> None:
        """Empty the words of one text at Twilio; see `Channel.redact`."""
        try:
            self._messages(external_id).update(body="")
        except _REFUSALS as error:
            if error.status == 404:
                return
            if error.status >= 500:
                raise Retryable("twilio did not redact", code=_code(error)) from None
            _refuse(error)
        except (TwilioException, RequestException, ValueError):
            raise Retryable("twilio did not redact") from None

    def close(self) -> None:
        """Let the pooled connections go."""
        self._http.close()

    def _fields(self, message: Outgoing) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "to": message.to,
            "body": message.body,
            "status_callback": f"{self._status_callback_url}?ref={message.ref}",
            **self._sender,
        }
        if message.validity is not None:
            fields["validity_period"] = _validity_seconds(message.validity)
        return fields


def _validity_seconds(validity: timedelta) -> int:
    return max(1, min(MAX_VALIDITY_SECONDS, int(validity.total_seconds())))


def _code(error: Any) -> str:
    """Return the provider's code; without one the library gives the HTTP status."""
    return _CODE_OF_HTTP_STATUS.get(error.code, str(error.code))


def _refuse(error: Any, *, after: timedelta | None = None) -> NoReturn:
    """Raise what a clear refusal means. Only the code: Twilio's words may hold the number."""
    code = TOO_MANY_REQUESTS if error.status == 429 else _code(error)
    entry = look_up(code)
    may_go_again = entry.group is Class.TRANSIENT or entry.action is Action.STOP_SENDING
    kind = Retryable if may_go_again else Undeliverable
    raise kind(f"twilio refused with code {code}", code=code, after=after) from None


def _nothing_left(error: BaseException) -> bool:
    return any(isinstance(cause, _BEFORE_SENDING) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
