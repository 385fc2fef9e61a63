"""What the pretend carrier refuses, in Twilio's words and shape. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.carrier.config import is_phone

MAX_BODY = 1600
MAX_VALIDITY_SECONDS = 36_000

_HTTP_STATUS = {"20003": 401, "20404": 404, "20429": 429}
_MESSAGES = {
    "20003": "Authenticate",
    "20404": "The requested resource was not found",
    "20429": "Too Many Requests",
    "21211": "The 'To' number is not a valid phone number",
    "21602": "Message body is required",
    "21603": "A 'From' phone number is required",
    "21604": "A 'To' phone number is required",
    "21610": "Attempt to send to unsubscribed recipient",
    "21617": "The concatenated message body exceeds the 1600 character limit",
    "90007": "Invalid validity period value",
}


class Refused(Exception):  # it is an answer the API gives, not a fault of ours
    """A request the carrier does not take; `code` is Twilio's."""

    def __init__(self, code: str) -> None:
        super().__init__(f"refused with code {code}")
        self.code = code

    @property
    def status(self) -> int:
        """Return the HTTP status that goes with the code."""
        return _HTTP_STATUS.get(self.code, 400)

    def as_json(self) -> dict[str, object]:
        """Return Twilio's error body."""
        return {
            "code": int(self.code),
            "message": _MESSAGES.get(self.code, "Refused as asked"),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def fault_in(form: Mapping[str, str]) -> str | None:
    """Return the code a create request is refused with, or None when it is well formed."""
    body, to = form.get("Body", ""), form.get("To", "")
    checks = (
        ("21604", bool(to)),
        ("21211", is_phone(to)),
        ("21603", bool(form.get("From") or form.get("MessagingServiceSid"))),
        ("21602", bool(body)),
        ("21617", len(body) <= MAX_BODY),
        ("90007", _is_validity(form.get("ValidityPeriod"))),
    )
    return next((code for code, is_well in checks if not is_well), None)


def _is_validity(seconds: str | None) -> bool:
    if seconds is None:
        return True
    return seconds.isdecimal() and 1 <= int(seconds) <= MAX_VALIDITY_SECONDS
