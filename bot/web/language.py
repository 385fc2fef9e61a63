"""Choosing the language of the chat: one press on its own name, with or without JavaScript."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.conversation.languages import way_of
from bot.services.open_chat import ReadChat
from bot.store.chats import Visit
from bot.web.chrome import Chrome


def language(
    cookie_name: str, chats: ReadChat, speak: Callable[[Visit, str], None], drafts: frozenset[str]
) -> Blueprint:
    """Return `GET` and `POST /chat/language`."""
    blueprint = Blueprint("language", __name__, url_prefix="/chat", template_folder="templates")

    @blueprint.get("/language")
    def page() -> ResponseReturnValue:
        visit = chats.visit(request.cookies.get(cookie_name, ""))
        if visit is None:
            return redirect("/chat", code=303)
        return render_template(
            "language.html",
            chrome=Chrome(visit.language, drafts),
            wanted=visit.language,
            way_of=way_of,
            client_id=secrets.token_urlsafe(12),
        )

    @blueprint.post("/language")
    def choose() -> ResponseReturnValue:
        visit = chats.visit(request.cookies.get(cookie_name, ""))
        if visit is not None:
            speak(visit, request.form.get("language", ""))
        return redirect("/chat#newest", code=303)

    return blueprint
