"""The young person's own page: all that is held about them, a copy, and what they can ask for."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.services.my_data import GatherMyData, MyData
from bot.services.open_chat import OpenChat, ReadChat
from bot.web.chat import TOKEN_LENGTH, ChatCookie
from bot.web.chrome import Chrome
from bot.web.own_words import about_lines, as_base64, as_json, look_key, say_day


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What the pages call."""

    cookie: ChatCookie
    opening: OpenChat
    chats: ReadChat
    gather: GatherMyData
    zone: tzinfo
    drafts: frozenset[str]
    around: Callable[[], Chrome]


def my_page(pages: OwnPages) -> Blueprint:
    """Return the routes. Whose page it is, the visit's cookie says, as with the chat."""
    blueprint = Blueprint("my_page", __name__, url_prefix="/chat/my-page")

    @blueprint.after_request
    def keep_private(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @blueprint.get("")
    def page() -> ResponseReturnValue:
        return _shown(pages, "my_page.html")

    @blueprint.get("/<token>")
    def enter(token: str) -> ResponseReturnValue:
        value = pages.opening.enter(token) if len(token) == TOKEN_LENGTH else None
        if value is None:
            return render_template("join.html", chrome=pages.around(), link_is_old=True), 404
        response = make_response(redirect("/chat/my-page", code=303))
        pages.cookie.put(response, value)
        return response

    @blueprint.get("/copy.html")
    def copy_to_read() -> ResponseReturnValue:
        return _shown(pages, "my_copy.html", copy="html")

    @blueprint.get("/copy.json")
    def copy_for_programs() -> ResponseReturnValue:
        return _file(pages)

    return blueprint


def _found(pages: OwnPages, copy: str | None) -> MyData | None:
    visit = pages.chats.visit(request.cookies.get(pages.cookie.name, ""))
    return pages.gather(visit.contact_id, copy=copy) if visit is not None else None


def _shown(pages: OwnPages, template: str, copy: str | None = None) -> ResponseReturnValue:
    found = _found(pages, copy)
    if found is None:
        return render_template("join.html", chrome=pages.around())
    chrome = Chrome(found.about.language, pages.drafts)
    response = make_response(
        render_template(
            template,
            chrome=chrome,
            found=found,
            about=about_lines(found.about, chrome),
            day=lambda moment: say_day(moment, pages.zone, chrome.spoken),
            look_key=look_key,
            pictures=[as_base64(one) for one in found.drawings],
            client_id=secrets.token_urlsafe(12),
        )
    )
    if copy is not None:
        response.headers["Content-Disposition"] = 'attachment; filename="my-page.html"'
    return response


def _file(pages: OwnPages) -> ResponseReturnValue:
    found = _found(pages, "json")
    if found is None:
        return render_template("join.html", chrome=pages.around()), 403
    response = Response(
        json.dumps(as_json(found), indent=2, ensure_ascii=False), mimetype="application/json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="my-page.json"'
    return response
