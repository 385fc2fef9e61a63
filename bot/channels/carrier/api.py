"""Twilio's Messages API, as far as Sayso uses it: create, fetch, list, redact, delete."""

from __future__ import annotations

import hmac
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from bot.channels.carrier.config import CarrierConfig
from bot.channels.carrier.exchange import Exchange
from bot.channels.carrier.forms import API_VERSION, message_json
from bot.channels.carrier.here import here
from bot.channels.carrier.ledger import Text
from bot.channels.carrier.refusals import Refused

HANG_SECONDS = 120.0  # longer than anyone waits; then the thread is free again
DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 1000
_DAY = timedelta(days=1)


messages_api = Blueprint("messages_api", __name__, url_prefix=f"/{API_VERSION}/Accounts/<account>")


@messages_api.before_request
def sign_in() -> None:
    """Let nobody in without the account's id and token."""
    _check_account(here().config, (request.view_args or {}).get("account", ""))


@messages_api.errorhandler(Refused)
def refuse(refused: Refused) -> ResponseReturnValue:
    """Answer in Twilio's error shape."""
    answer = jsonify(refused.as_json())
    if refused.status == 429:
        answer.headers["Retry-After"] = "1"
    return answer, refused.status


@messages_api.post("/Messages.json")
def create(account: str) -> ResponseReturnValue:
    """Take a text to a phone; the text is taken even when the answer then fails."""
    exchange = here()
    text = exchange.take(request.form)
    if exchange.behaviour.hang:
        exchange.hung_up.wait(HANG_SECONDS)
        abort(504)
    if exchange.behaviour.fail:
        abort(500)
    return jsonify(message_json(text, exchange.config)), 201


@messages_api.get("/Messages.json")
def listing(account: str) -> ResponseReturnValue:
    """List texts, filtered as Twilio filters them."""
    return jsonify(_page(here()))


@messages_api.get("/Messages/<sid>.json")
def fetch(account: str, sid: str) -> ResponseReturnValue:
    """Show one text."""
    return jsonify(message_json(_found(here().ledger.get(sid)), here().config))


@messages_api.post("/Messages/<sid>.json")
def redact(account: str, sid: str) -> ResponseReturnValue:
    """Empty the words of one text: the only change there is."""
    if request.form.get("Body") != "":
        raise Refused("21602")
    return jsonify(message_json(_found(here().ledger.redact(sid)), here().config))


@messages_api.delete("/Messages/<sid>.json")
def delete(account: str, sid: str) -> ResponseReturnValue:
    """Drop one text."""
    if not here().ledger.remove(sid):
        raise Refused("20404")
    return Response(status=204)


def _check_account(config: CarrierConfig, account: str) -> None:
    given = request.authorization
    pair = f"{given.username}:{given.password}" if given else ""
    expected = f"{config.account_sid}:{config.auth_token}"
    if not hmac.compare_digest(pair.encode(), expected.encode()):
        raise Refused("20003")
    if account != config.account_sid:
        raise Refused("20404")


def _found(text: Text | None) -> Text:
    if text is None:
        raise Refused("20404")
    return text


def _page(exchange: Exchange) -> dict[str, object]:
    """Return one page, newest first, with every paging key the library looks for."""
    size = max(1, min(MAX_PAGE_SIZE, request.args.get("PageSize", DEFAULT_PAGE_SIZE, int)))
    page = max(0, request.args.get("Page", 0, int))
    found = [text for text in exchange.ledger.all_texts() if _is_wanted(text, exchange.config)]
    start = page * size
    shown = found[start : start + size]
    return {
        "messages": [message_json(text, exchange.config) for text in shown],
        "page": page,
        "page_size": size,
        "start": start,
        "end": start + max(0, len(shown) - 1),
        "uri": _page_uri(page),
        "first_page_uri": _page_uri(0),
        "previous_page_uri": _page_uri(page - 1) if page else None,
        "next_page_uri": _page_uri(page + 1) if start + size < len(found) else None,
    }


def _page_uri(page: int) -> str:
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "Page"]
    return f"{request.path}?{urlencode([*asked, ('Page', str(page))])}"


def _is_wanted(text: Text, config: CarrierConfig) -> bool:
    sender, recipient = config.number, text.phone
    if text.is_inbound:
        sender, recipient = recipient, sender
    return (
        request.args.get("To", recipient) == recipient
        and request.args.get("From", sender) == sender
        and _is_in_dates(text)
    )


def _is_in_dates(text: Text) -> bool:
    """Apply `DateSent=`, `DateSent>=` and `DateSent<=`; a text not sent yet has no such date."""
    wanted = {name: request.args.get(name) for name in ("DateSent", "DateSent>", "DateSent<")}
    if not any(wanted.values()):
        return True
    if text.sent_at is None:
        return False
    on, after, before = (_moment(value) for value in wanted.values())
    return (
        (on is None or on <= text.sent_at < on + _DAY)
        and (after is None or after <= text.sent_at)
        and (before is None or text.sent_at <= before)
    )


def _moment(given: str | None) -> datetime | None:
    """Read `YYYY-MM-DD`, or the same with a time in GMT."""
    if not given:
        return None
    try:
        if len(given) == len("2026-11-22"):
            day = date.fromisoformat(given)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        return datetime.fromisoformat(given).astimezone(UTC)
    except ValueError:
        raise Refused("20001") from None
