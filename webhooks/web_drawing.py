"""A drawing for one young person's web chat, posted by a plain form. It is drawn anew before it is
kept, never lies on a disk as it came, and every refusal is a sentence on their own page.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import IO

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from bot.conversation.model import Became, Drawing, Inbound
from bot.conversation.phrases import CHAT, sentences
from bot.engine.parsing import NO_DRAFTS
from bot.errors import BadInput
from bot.privacy.picture import EMPTY, MOST_BYTES, TOO_BIG, drawn_anew
from bot.services.open_chat import ReadChat
from bot.store.chats import chat_urn
from webhooks.web_chat import CLIENT_ID

LARGEST = MOST_BYTES + 64 * 1024
MOST_HEARD_OUT = 64 * 1024 * 1024  # a browser that still sends does not read why it was refused
MOST_AN_HOUR = 20
CHUNK = 64 * 1024
# What is wrong with what was sent -> the sentence that says so; `bot.web.chat` shows it.
PROBLEMS = {EMPTY: "draw_none", TOO_BIG: "draw_too_big"}


def web_drawing(
    *,
    cookie_name: str,
    chats: ReadChat,
    receive: Callable[[Inbound], Became | None],
    now: Callable[[], datetime],
    join: Callable[[], str],
    drafts: frozenset[str] = NO_DRAFTS,
) -> Blueprint:
    """Return the route, bound to what it calls.

    Args:
        join: the page for whoever has no chat open here.
        drafts: the languages in which draft translations are said.
    """
    blueprint = Blueprint("web_drawing", __name__, url_prefix="/chat")

    @blueprint.post("/drawing")
    def send() -> ResponseReturnValue:
        visit = chats.visit(request.cookies.get(cookie_name, ""))
        if visit is None:
            return make_response(join(), 403)
        if chats.drawn_lately(visit) >= MOST_AN_HOUR:
            return _refused("draw_many")
        try:
            client_id, drawing = _posted()
        except BadInput as fault:
            return _refused(PROBLEMS.get(str(fault), "draw_unread"))
        receive(
            Inbound(
                external_id=f"chat:{visit.address_id}:{client_id}",
                urn=chat_urn(visit.contact_id),
                text=sentences(CHAT, drafts)["draw_sent"].text.to(visit.language),
                channel="chat",
                received_at=now(),
                media=1,
                drawing=drawing,
            )
        )
        return redirect("/chat#newest", code=303)

    return blueprint


def _posted() -> tuple[str, Drawing]:
    """Return the form's id and its picture, drawn anew.

    Raises:
        BadInput: there is no picture, it is too big, or it cannot be read.
    """
    form, files = _form()
    client_id, sent = form.get("client_id", ""), files.get("picture")
    if sent is None or not CLIENT_ID.fullmatch(client_id):
        raise BadInput(EMPTY)
    picture = drawn_anew(sent.stream.read())
    return client_id, Drawing(picture, may_show=form.get("share") == "yes")


def _form() -> tuple[MultiDict[str, str], MultiDict[str, FileStorage]]:
    """Read the form in memory alone: a library would put a big file on the disk, unsealed."""
    if (request.content_length or 0) > LARGEST:
        _hear_out(request.environ["wsgi.input"], request.content_length or 0)
        raise BadInput(TOO_BIG)
    request.max_content_length = LARGEST
    parser = FormDataParser(stream_factory=_in_memory, max_form_parts=8)
    kind, options = request.mimetype, request.mimetype_params
    try:
        _, form, files = parser.parse(request.stream, kind, request.content_length, options)
    except RequestEntityTooLarge as error:
        raise BadInput(TOO_BIG) from error
    return form, files


def _in_memory(*_: object, **__: object) -> IO[bytes]:
    return io.BytesIO()


def _hear_out(coming: IO[bytes], length: int) -> None:
    """Read on and keep nothing, so that whoever sends it gets to see the answer."""
    left = min(length, MOST_HEARD_OUT)
    while left > 0 and (read := coming.read(min(CHUNK, left))):
        left -= len(read)


def _refused(key: str) -> ResponseReturnValue:
    return redirect(f"/chat?drawing={key}#draw", code=303)
