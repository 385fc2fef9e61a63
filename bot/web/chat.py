"""The young person's chat page: by personal link, kept by a cookie, left with one press."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.conversation.bubbles import as_json
from bot.engine.parsing import NO_DRAFTS
from bot.services.open_chat import OpenChat, ReadChat
from bot.store.chats import VISIT_LASTS
from bot.web.chrome import Chrome

DRAWING_PROBLEMS = frozenset({"draw_none", "draw_too_big", "draw_unread", "draw_many"})
TOKEN_LENGTH = 22  # letters in a 128-bit token


@dataclass(frozen=True, slots=True)
class ChatCookie:
    """The one cookie of the young person's pages."""

    name: str
    secure: bool

    def put(self, response: Response, value: str) -> None:
        response.set_cookie(
            self.name,
            value,
            max_age=int(VISIT_LASTS.total_seconds()),
            secure=self.secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def drop(self, response: Response) -> None:
        response.delete_cookie(
            self.name, secure=self.secure, httponly=True, samesite="Lax", path="/"
        )


def chat_cookie(*, secure: bool) -> ChatCookie:
    """Return the cookie: `__Host-` named and Secure where the public address is https."""
    return ChatCookie("__Host-sayso-chat" if secure else "sayso-chat", secure)


def chat(
    cookie: ChatCookie,
    *,
    opening: OpenChat,
    chats: ReadChat,
    drafts: frozenset[str] = NO_DRAFTS,
    around: Callable[[], Chrome] = Chrome,
) -> Blueprint:
    """Return the routes of the chat page.

    Args:
        drafts: the languages in which draft translations are said.
        around: what stands around the pages of whoever has no chat open.
    """
    blueprint = Blueprint("chat", __name__, url_prefix="/chat", template_folder="templates")

    @blueprint.get("")
    def page() -> ResponseReturnValue:
        visit = chats.visit(request.cookies.get(cookie.name, ""))
        if visit is None:
            return render_template("join.html", chrome=around())
        return render_template(
            "chat.html",
            chrome=Chrome(visit.language, drafts),
            messages=[as_json(message) for message in chats.newest(visit)],
            client_id=secrets.token_urlsafe(12),
            drawing_problem=_drawing_problem(),
        )

    @blueprint.get("/<token>")
    def enter(token: str) -> ResponseReturnValue:
        value = opening.enter(token) if len(token) == TOKEN_LENGTH else None
        if value is None:
            return render_template("join.html", chrome=around(), link_is_old=True), 404
        response = make_response(redirect("/chat", code=303))
        cookie.put(response, value)
        return response

    @blueprint.post("/leave")
    def leave() -> ResponseReturnValue:
        value = request.cookies.get(cookie.name, "")
        visit = chats.visit(value)
        if value:
            opening.leave(value)
        chrome = Chrome(visit.language, drafts) if visit is not None else around()
        response = make_response(render_template("left.html", chrome=chrome))
        cookie.drop(response)
        return response

    return blueprint


def _drawing_problem() -> str | None:
    """Return the key of the sentence that says why a drawing was not taken, or None."""
    key = request.args.get("drawing", "")
    return key if key in DRAWING_PROBLEMS else None
