"""Finding help without signing up. What was picked travels in the form, never in an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.errors import BadInput
from bot.services.find_help import HelpPage
from bot.web.chrome import Chrome

MOST_PICKS = 9


def get_help(
    find: Callable[[Sequence[int], str], HelpPage], around: Callable[[], Chrome]
) -> Blueprint:
    """Return `GET` and `POST /chat/numbers`: open to everybody, and it keeps nothing.

    Args:
        find: returns the page that picks lead to, in a language.
        around: what stands around the page, for whoever asks for it.
    """
    blueprint = Blueprint("get_help", __name__, url_prefix="/chat", template_folder="templates")

    @blueprint.after_request
    def keep_private(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.route("/numbers", methods=["GET", "POST"])
    def page() -> ResponseReturnValue:
        chrome = around()
        try:
            found = find(_picks(), chrome.spoken)
        except BadInput:  # not published here: the numbers themselves stand on this page
            return redirect(f"/chat{chrome.query}", code=303)
        return render_template("get_help.html", chrome=chrome, page=found)

    return blueprint


def _picks() -> tuple[int, ...]:
    """Return the options picked so far, from 1: one digit each."""
    sent = request.form.get("so_far", "")[:MOST_PICKS] + request.form.get("pick", "")[:1]
    return tuple(int(digit) for digit in sent if digit in "123456789")
