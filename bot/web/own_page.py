"""A young person's page for a meeting, on their own chat: to read, to print, and nobody else's."""

from __future__ import annotations

from typing import Protocol

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.engine.parsing import NO_DRAFTS
from bot.store.chats import Visit
from bot.store.queries.own_pages import OwnPage
from bot.web.chrome import Chrome


class OwnPages(Protocol):
    """Opens the page of whoever visits; `ReadChat` does."""

    def visit(self, cookie: str) -> Visit | None:
        """Return whose chat a cookie opens, or None."""
        ...

    def own_page(self, visit: Visit) -> OwnPage | None:
        """Return the newest page they made, or None."""
        ...


def own_page(cookie_name: str, pages: OwnPages, drafts: frozenset[str] = NO_DRAFTS) -> Blueprint:
    """Return `GET /chat/page`.

    Args:
        drafts: the languages in which draft translations are said.
    """
    blueprint = Blueprint("own_page", __name__, url_prefix="/chat", template_folder="templates")

    @blueprint.after_request
    def keep_private(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @blueprint.get("/page")
    def page() -> ResponseReturnValue:
        visit = pages.visit(request.cookies.get(cookie_name, ""))
        if visit is None:
            return redirect("/chat", code=303)
        return render_template(
            "own_page.html",
            chrome=Chrome(visit.language, drafts),
            page=pages.own_page(visit),
        )

    return blueprint
