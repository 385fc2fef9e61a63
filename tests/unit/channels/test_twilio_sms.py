"""What TwilioSMS asks for, and what each way of failing says about whether a text was sent."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread
from urllib.parse import parse_qs

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from bot.channels.port import Outgoing
from bot.channels.twilio_sms import TwilioSMS
from bot.errors import Retryable, Undeliverable, Unknown

ACCOUNT, TOKEN = "AC" + "1" * 32, "a pretend token"
SAM = "+447700900101"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CREATED = {"sid": "SM" + "2" * 32, "status": "queued"}


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


@dataclass
class Provider:
    """A server that answers everything alike, and remembers what it was asked."""

    status: int = 201
    body: str = json.dumps(CREATED)
    url: str = ""
    asked: list[Request] = field(default_factory=list)
    forms: list[dict[str, list[str]]] = field(default_factory=list)

    def __call__(self, environ: dict, start_response: Callable) -> object:
        request = Request(environ)
        self.forms.append(parse_qs(request.get_data(as_text=True), keep_blank_values=True))
        self.asked.append(request)
        return Response(self.body, self.status, mimetype="application/json")(
            environ, start_response
        )


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, threaded=True, request_handler=Quiet)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def twilio(url: str, **more: object) -> Iterator[TwilioSMS]:
    settings = {
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "status_callback_url": "https://sayso.example.org/webhooks/twilio/status",
        "from_number": "+447700900000",
        "api_base_url": url,
        **more,
    }
    with closing(TwilioSMS(**settings)) as channel:
        yield channel


def a_text(**more: object) -> Outgoing:
    return Outgoing(**{"to": SAM, "body": "Hello.", "ref": "abc123", **more})


def test_a_text_is_asked_for_with_our_ref_and_nothing_we_do_not_use(provider: Provider) -> None:
    with twilio(provider.url) as channel:
        channel.send(a_text(validity=timedelta(hours=2)))

    assert provider.asked[0].path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert provider.forms == [
        {
            "To": [SAM],
            "From": ["+447700900000"],
            "Body": ["Hello."],
            "ValidityPeriod": ["7200"],
            "StatusCallback": ["https://sayso.example.org/webhooks/twilio/status?ref=abc123"],
        }
    ]


def test_a_messaging_service_stands_in_for_the_number(provider: Provider) -> None:
    service = "MG" + "3" * 32

    with twilio(provider.url, from_number=None, messaging_service_sid=service) as channel:
        channel.send(a_text())

    assert provider.forms[0]["MessagingServiceSid"] == [service]
    assert "From" not in provider.forms[0]


@pytest.mark.parametrize("senders", [("", ""), ("MG1", "+447700900000")], ids=["none", "both"])
def test_there_must_be_exactly_one_sender(senders: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="either"):
        TwilioSMS(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            status_callback_url="https://sayso.example.org/",
            messaging_service_sid=senders[0],
            from_number=senders[1],
        )


@pytest.mark.parametrize(
    ("validity", "seconds"),
    [(timedelta(0), "1"), (timedelta(seconds=-9), "1"), (timedelta(days=2), "36000")],
    ids=["none left", "past", "too long"],
)
def test_validity_stays_within_what_twilio_takes(
    provider: Provider, validity: timedelta, seconds: str
) -> None:
    with twilio(provider.url) as channel:
        channel.send(a_text(validity=validity))

    assert provider.forms[0]["ValidityPeriod"] == [seconds]


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 21610, Undeliverable),
        (400, 21408, Undeliverable),
        (400, 21611, Retryable),
        (400, 99999, Retryable),
        (401, 20003, Retryable),
        (429, 20429, Retryable),
        (429, 88888, Retryable),
        (500, 20500, Unknown),
        (503, 20503, Unknown),
    ],
)
def test_a_clear_answer_is_read_by_its_code(
    provider: Provider, status: int, code: int, kind: type[Exception]
) -> None:
    provider.status, provider.body = status, json.dumps({"code": code, "message": f"to {SAM}"})

    with twilio(provider.url) as channel, pytest.raises(kind) as raised:
        channel.send(a_text())

    assert raised.value.code == ("20429" if status == 429 else str(code))
    assert SAM not in str(raised.value)
    assert len(provider.asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (201, "not json", Unknown),
        (201, "", Unknown),
        (201, "{}", Unknown),
        (502, "<html>bad gateway</html>", Unknown),
        (401, "", Retryable),
        (302, "", Retryable),
    ],
    ids=["garbage", "empty", "no id", "gateway", "sign-in", "redirect"],
)
def test_an_answer_of_another_kind_is_read_with_care(
    provider: Provider, status: int, body: str, kind: type[Exception]
) -> None:
    provider.status, provider.body = status, body

    with twilio(provider.url) as channel, pytest.raises(kind):
        channel.send(a_text())


def test_a_refused_connection_means_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: refused, and nobody else's
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"

        with twilio(url) as channel, pytest.raises(Retryable):
            channel.send(a_text())


def test_silence_after_sending_is_unknown_and_is_not_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"

        with twilio(url, timeout=(1.0, 0.1)) as channel, pytest.raises(Unknown):
            channel.send(a_text())

        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_a_connection_lost_after_sending_is_unknown() -> None:
    with socket.create_server(("127.0.0.1", 0)) as rude:

        def hang_up() -> None:
            connection, _ = rude.accept()
            with connection:
                connection.recv(65536)

        thread = Thread(target=hang_up)
        thread.start()
        url = f"http://127.0.0.1:{rude.getsockname()[1]}"
        with twilio(url) as channel, pytest.raises(Unknown):
            channel.send(a_text())
        thread.join()


@pytest.mark.parametrize(("status", "body"), [(500, ""), (401, ""), (200, "not json"), (200, "{}")])
def test_a_list_that_cannot_be_had_is_retryable(provider: Provider, status: int, body: str) -> None:
    provider.status, provider.body = status, body

    with twilio(provider.url) as channel, pytest.raises(Retryable):
        channel.sent_to(SAM, LONG_AGO)


def test_redacting_what_twilio_no_longer_has_is_done_already(provider: Provider) -> None:
    provider.status, provider.body = 404, json.dumps({"code": 20404, "message": "not found"})

    with twilio(provider.url) as channel:
        channel.redact("SM" + "4" * 32)

    assert provider.forms == [{"Body": [""]}]


@pytest.mark.parametrize(
    ("status", "code", "kind"), [(400, 30029, Undeliverable), (503, 20503, Retryable)]
)
def test_a_redaction_that_fails_says_whether_to_try_again(
    provider: Provider, status: int, code: int, kind: type[Exception]
) -> None:
    provider.status, provider.body = status, json.dumps({"code": code, "message": "no"})

    with twilio(provider.url) as channel, pytest.raises(kind):
        channel.redact("SM" + "4" * 32)


def test_no_log_has_a_number_or_a_word(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), twilio(provider.url) as channel:
        channel.send(a_text(body="secret words"))
        with pytest.raises(Retryable):
            channel.sent_to(SAM, LONG_AGO)

    assert "447700900101" not in caplog.text
    assert "secret" not in caplog.text


def test_a_text_does_not_show_whom_or_what_when_printed() -> None:
    assert repr(a_text()) == "Outgoing(ref='abc123', validity=None)"
