"""Messages to and from one young person's web chat. The visit's cookie says whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, jsonify, make_response, redirect, request
from flask.typing import ResponseReturnValue

from bot.conversation.bubbles import as_json
from bot.conversation.languages import html_lang
from bot.conversation.model import Became, Inbound
from bot.conversation.phrases import page_language
from bot.engine.parsing import NO_DRAFTS
from bot.services.open_chat import ReadChat
from bot.store.chats import Visit, chat_urn

LARGEST = 64 * 1024
LONGEST_TEXT = 1600
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


def web_chat(
    *,
    cookie_name: str,
    chats: ReadChat,
    receive: Callable[[Inbound], Became | None],
    now: Callable[[], datetime],
    drafts: frozenset[str] = NO_DRAFTS,
    join: Callable[[], str],
) -> Blueprint:
    """Return the routes, bound to what they call.

    Args:
        drafts: the languages in which draft translations are said.
        join: draws the page that tells where a link can be asked for.
    """
    blueprint = Blueprint("web_chat", __name__, url_prefix="/chat")

    def visitor() -> Visit:
        cookie = request.cookies.get(cookie_name, "")
        visit = chats.visit(cookie) if cookie else None
        if visit is None:
            # A page tells where a link can be asked for; a script is told no.
            abort(make_response(join(), 403) if _is_a_page() else 403)
        return visit

    @blueprint.before_request
    def only_so_much() -> None:
        request.max_content_length = LARGEST

    @blueprint.post("/messages")
    def send() -> ResponseReturnValue:
        visit = visitor()
        client_id, text = _message()
        last = chats.last_id(visit)
        receive(
            Inbound(
                external_id=f"chat:{visit.address_id}:{client_id}",
                urn=chat_urn(visit.contact_id),
                text=text,
                channel="chat",
                received_at=now(),
            )
        )
        if _is_a_page():
            return redirect("/chat#newest", code=303)
        return jsonify(messages=[as_json(each) for each in chats.messages(visit, after=last)])

    @blueprint.get("/messages")
    def read() -> ResponseReturnValue:
        visit = visitor()
        found = chats.messages(visit, after=_after())
        # Another language since the page was drawn: its buttons are to speak it too.
        lang = html_lang(page_language(visit.language, drafts))
        return jsonify(messages=[as_json(each) for each in found], lang=lang)

    return blueprint


def _message() -> tuple[str, str]:
    if request.is_json:
        plain = request.get_json(silent=True)
        fields = plain if isinstance(plain, dict) else {}
        client_id, text = fields.get("client_id"), fields.get("text")
    else:
        client_id = request.form.get("client_id")
        # Ticked boxes come one by one: "1", "3" is the answer "1 3".
        text = " ".join(request.form.getlist("text")) if "text" in request.form else None
    if not isinstance(client_id, str) or not isinstance(text, str):
        abort(400)
    if not CLIENT_ID.fullmatch(client_id) or len(text) > LONGEST_TEXT:
        abort(400)
    # JSON may hold half a surrogate pair, which nothing could store.
    return client_id, text.encode("utf-8", "replace").decode()


def _is_a_page() -> bool:
    """Whether a browser without JavaScript posted the form and wants the page back."""
    return (
        not request.is_json
        and request.accept_mimetypes.best_match(
            ["application/json", "text/html"], default="application/json"
        )
        == "text/html"
    )


def _after() -> int:
    after = request.args.get("after", "0")
    if not (after.isdecimal() and after.isascii() and len(after) < 16):
        abort(400)
    return int(after)
