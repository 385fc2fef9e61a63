"""The pretend people of every measurement, and the texts Twilio would post for them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

PEOPLE = 2000

Sign = Callable[[str, dict[str, str]], str]


def phone(person: int) -> str:
    """Return the number of one pretend person: +999 is nobody's country, "+999000000017"."""
    return f"+999{person:09d}"


def form_of(sid: str, person: int, body: str) -> dict[str, str]:
    """Return the fields Twilio posts for one text, all of them, as they come."""
    return {
        "ToCountry": "GB",
        "ToState": "",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": body,
        "FromCountry": "GB",
        "To": "+447700900999",
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": "AC" + "0" * 32,
        "From": phone(person),
        "ApiVersion": "2010-04-01",
    }


def signed_post(path: str, form: dict[str, str], *, host: str, signature: str) -> bytes:
    """Return one whole HTTP/1.1 request, as bytes ready for the wire."""
    body = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Twilio-Signature: {signature}\r\nUser-Agent: TwilioProxy/1.1\r\n\r\n"
    )
    return head.encode() + body
