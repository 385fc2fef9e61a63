"""The board's charts, as the worker drew them at release. Nothing is drawn here."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from admin.board import on_board
from admin.desk import Desk
from admin.guard import guard
from bot.store import drawings

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def board_charts(desk: Desk) -> Blueprint:
    """Return the pictures of the board."""
    blueprint = Blueprint("board_charts", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/charts/<name>.<kind>")
    def picture(flow: str, name: str, kind: str) -> ResponseReturnValue:
        found = on_board(desk, flow)
        if found is None or found[1] is None or kind not in TYPES:
            abort(404)
        theme = "dark" if kind == "svg" and request.args.get("theme") == "dark" else "light"
        with desk.store.reading() as tx:
            content = drawings.one(tx, found[1].id, name, kind=kind, theme=theme)
        if content is None:
            abort(404)
        return Response(content, content_type=TYPES[kind])

    return guard(blueprint)
