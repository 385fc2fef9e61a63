"""The bodies of Twilio's webhooks and answers, field for field. Pure."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from bot.channels.carrier.config import CarrierConfig
from bot.channels.carrier.ledger import Text
from bot.text.gsm import measure

API_VERSION = "2010-04-01"
_PLACE_FIELDS = ("City", "State", "Zip", "Country")


def status_form(text: Text, status: str, config: CarrierConfig) -> dict[str, str]:
    """Return a status callback's fields; `status` is the one it tells of, not the newest."""
    form = {
        "SmsSid": text.sid,
        "SmsStatus": status,
        "MessageStatus": status,
        "To": text.phone,
        "MessageSid": text.sid,
        "AccountSid": config.account_sid,
        "From": config.number,
        "ApiVersion": API_VERSION,
    }
    if text.messaging_service_sid:
        form["MessagingServiceSid"] = text.messaging_service_sid
    if status == "delivered":
        # No zone, minutes only: T2.2.
        form["RawDlrDoneDate"] = config.clock().strftime("%y%m%d%H%M")
    if status in {"undelivered", "failed"}:
        form["ErrorCode"] = text.error_code
    return form


def inbound_form(text: Text, config: CarrierConfig, *, opt_out_type: str | None) -> dict[str, str]:
    """Return the fields of a text from a phone, with the geography Twilio sends unasked."""
    form = {
        "ToCountry": "GB",
        "SmsMessageSid": text.sid,
        "NumMedia": "0",
        "SmsSid": text.sid,
        "SmsStatus": "received",
        "Body": text.body,
        "To": config.number,
        "NumSegments": str(measure(text.body).count),
        "MessageSid": text.sid,
        "AccountSid": config.account_sid,
        "From": text.phone,
        "ApiVersion": API_VERSION,
    }
    form |= {f"From{place}": "" for place in _PLACE_FIELDS}
    if config.messaging_service_sid:
        form["MessagingServiceSid"] = config.messaging_service_sid
    if opt_out_type:
        form["OptOutType"] = opt_out_type
    return form


def message_uri(config: CarrierConfig, sid: str) -> str:
    """Return the path of one text in the API."""
    return f"/{API_VERSION}/Accounts/{config.account_sid}/Messages/{sid}.json"


def message_json(text: Text, config: CarrierConfig) -> dict[str, object]:
    """Return the Messages API's resource for one text."""
    ends = (text.phone, config.number)
    sender, recipient = ends if text.is_inbound else ends[::-1]
    # With a service the sender is chosen later, and until then there are no segments (T2.6).
    is_unassigned = text.status == "accepted"
    return {
        "account_sid": config.account_sid,
        "api_version": API_VERSION,
        "body": text.body,
        "date_created": format_datetime(text.created_at),
        "date_sent": _date(text.sent_at),
        "date_updated": format_datetime(text.sent_at or text.created_at),
        "direction": text.direction,
        "error_code": int(text.error_code) if text.error_code else None,
        "error_message": None,
        "from": None if is_unassigned else sender,
        "messaging_service_sid": text.messaging_service_sid or None,
        "num_media": "0",
        "num_segments": "0" if is_unassigned else str(measure(text.body).count),
        "price": None,
        "price_unit": "GBP",
        "sid": text.sid,
        "status": text.status,
        "subresource_uris": {},
        "to": recipient,
        "uri": message_uri(config, text.sid),
    }


def _date(at: datetime | None) -> str | None:
    return None if at is None else format_datetime(at)
