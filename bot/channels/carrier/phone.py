"""The phones: a page to read and write texts on, and the same as JSON. For demo and tests only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.channels.carrier.behaviour import Behaviour, as_json, change
from bot.channels.carrier.config import is_phone, read_number
from bot.channels.carrier.exchange import Exchange
from bot.channels.carrier.here import here
from bot.channels.carrier.ledger import Text
from bot.channels.carrier.refusals import MAX_BODY
from bot.errors import BadInput

MAX_LISTED = 100
_NEVER = datetime.min.replace(tzinfo=UTC)


phone_pages = Blueprint(
    "phone",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/phone/static",
)


@phone_pages.get("/phone")
def index() -> ResponseReturnValue:
    """Show the phones, or go to the one whose number was typed."""
    typed = request.args.get("number")
    number = read_number(typed) if typed else None
    if number:
        return redirect(url_for("phone.one", number=number), 303)
    return render_template(
        "phone.html", phones=_phones(here()), phone=None, is_wrong=typed is not None
    )


@phone_pages.get("/phone/<number>")
def one(number: str) -> ResponseReturnValue:
    """Show one phone's texts."""
    exchange = here()
    phone = _phone(exchange, _known(number))
    texts = [_bubble(exchange, text) for text in exchange.ledger.thread(number)]
    return render_template(
        "phone.html", phones=_phones(exchange), phone=phone, texts=texts, is_wrong=False
    )


@phone_pages.post("/phone/<number>")
def write(number: str) -> ResponseReturnValue:
    """Send a text from a phone, by form."""
    here().bring(_known(number), _words(request.form.get("text")))
    return redirect(url_for("phone.one", number=number), 303)


@phone_pages.get("/carrier/phones")
def phones_json() -> ResponseReturnValue:
    """List the phones."""
    return jsonify(phones=_phones(here()))


@phone_pages.get("/carrier/phones/<number>/messages")
def thread_json(number: str) -> ResponseReturnValue:
    """List one phone's texts, oldest first."""
    exchange = here()
    texts = exchange.ledger.thread(_known(number))
    return jsonify(
        blocked=exchange.ledger.is_blocked(number),
        messages=[_bubble(exchange, text) for text in texts],
    )


@phone_pages.post("/carrier/phones/<number>/messages")
def write_json(number: str) -> ResponseReturnValue:
    """Send a text from a phone: `{"text": "..."}`, or the same as a form."""
    text = here().bring(_known(number), _words(_posted().get("text")))
    return jsonify(_bubble(here(), text)), 201


@phone_pages.get("/carrier/behaviour")
def behaviour_json() -> ResponseReturnValue:
    """Show how the carrier behaves."""
    return jsonify(as_json(here().behaviour))


@phone_pages.post("/carrier/behaviour")
def behave() -> ResponseReturnValue:
    """Change what is named, leave the rest."""
    here().behave(change(here().behaviour, _posted()))
    return jsonify(as_json(here().behaviour))


@phone_pages.delete("/carrier/behaviour")
def behave_well() -> ResponseReturnValue:
    """Let all be well again."""
    here().behave(Behaviour())
    return jsonify(as_json(here().behaviour))


@phone_pages.errorhandler(BadInput)
def bad_input(error: BadInput) -> ResponseReturnValue:
    """Say what to do, in a sentence."""
    return jsonify(error=str(error)), 400


def _posted() -> Mapping[str, object]:
    wanted = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(wanted, Mapping):
        raise BadInput("post a JSON object or a form")
    return wanted


def _known(number: str) -> str:
    if not is_phone(number):
        abort(404)
    return number


def _words(given: object) -> str:
    if not isinstance(given, str) or len(given) > MAX_BODY:
        raise BadInput(f"`text` is a string of at most {MAX_BODY} characters")
    return given


def _phones(exchange: Exchange) -> list[dict[str, object]]:
    """Return phones with texts, newest text first, then those that only have a name."""
    latest = exchange.ledger.latest()
    numbers = sorted({*latest, *exchange.config.names})
    newest_first = sorted(
        numbers,
        key=lambda number: latest[number].created_at if number in latest else _NEVER,
        reverse=True,
    )
    return [_phone(exchange, number, latest.get(number)) for number in newest_first[:MAX_LISTED]]


def _phone(exchange: Exchange, number: str, last: Text | None = None) -> dict[str, object]:
    return {
        "number": number,
        "label": f"0{number[3:7]} {number[7:]}" if number.startswith("+44") else number,
        "name": exchange.config.names.get(number, ""),
        "blocked": exchange.ledger.is_blocked(number),
        "last": last.body if last else "",
        "time": _clock_time(exchange, last.created_at) if last else "",
    }


def _bubble(exchange: Exchange, text: Text) -> dict[str, object]:
    return {
        "sid": text.sid,
        "from": "phone" if text.is_inbound else "service",
        "text": text.body,
        "at": text.created_at.isoformat(),
        "time": _clock_time(exchange, text.created_at),
        "status": text.status,
    }


def _clock_time(exchange: Exchange, at: datetime) -> str:
    return at.astimezone(exchange.config.zone).strftime("%H:%M")
