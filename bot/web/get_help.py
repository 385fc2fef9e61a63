"""Finding help without signing up. What was picked travels in the form, never in an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.errors import BadInput
from bot.services.find_help import HelpPage
from bot.web.chrome import in_english

MOST_PICKS = 9


def get_help(find: Callable[[Sequence[int]], HelpPage]) -> Blueprint:
    """Return `GET` and `POST /chat/numbers`: open to everybody, and it keeps nothing."""
    blueprint = Blueprint("get_help", __name__, url_prefix="/chat", template_folder="templates")
    in_english(blueprint)

    @blueprint.after_request
    def keep_private(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.route("/numbers", methods=["GET", "POST"])
    def page() -> ResponseReturnValue:
        try:
            found = find(_picks())
        except BadInput:  # not published here: the numbers themselves stand on this page
            return redirect("/chat", code=303)
        return render_template("get_help.html", page=found)

    return blueprint


def _picks() -> tuple[int, ...]:
    """Return the options picked so far, from 1: one digit each."""
    sent = request.form.get("so_far", "")[:MOST_PICKS] + request.form.get("pick", "")[:1]
    return tuple(int(digit) for digit in sent if digit in "123456789")
