"""Words that may be quoted, read one by one: released with nobody in them, or left out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.theme_reading import place_of, questions_of, wave_asked
from admin.viewer import viewer
from admin.words import as_sentence
from bot.engine.model import Flow
from bot.errors import BadInput
from bot.insight.quoting import LONGEST
from bot.store.theme_answers import Place


def quotes_page(desk: Desk) -> Blueprint:
    """Return the page where words are read for quoting."""
    blueprint = Blueprint("quotes", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/quotes/<question>")
    def read(flow: str, question: str) -> ResponseReturnValue:
        return _page(desk, *place_of(desk, flow, question))

    @blueprint.post("/<flow>/quotes/<question>")
    def decide(flow: str, question: str) -> ResponseReturnValue:
        asked, place = place_of(desk, flow, question)
        token, quoted = request.form.get("token", ""), request.form.get("quoted", "")
        try:
            if request.form.get("act") == "release":
                _is_sure()
                desk.quotes.release(asked, place, token, quoted, user_id=viewer().id)
                flash("Released. It is on the sheet, without who said it.", "success")
            else:
                desk.quotes.leave_out(asked, place, token, user_id=viewer().id)
                flash("Left out. It is never quoted.", "success")
        except BadInput as error:
            return _page(desk, asked, place, problem=as_sentence(error), quoted=quoted)
        return redirect(f"/admin/board/{flow}/quotes/{question}?wave={wave_asked()}")

    return guard(blueprint)


def _is_sure() -> None:
    if request.form.get("sure") != "yes":
        raise BadInput("read it once more, and tick that nobody can be known by it")


def _page(
    desk: Desk, flow: Flow, place: Place, *, problem: str | None = None, quoted: str | None = None
) -> ResponseReturnValue:
    page = render_template(
        "quotes.html",
        flow=flow,
        place=place,
        text=questions_of(desk, flow)[place.question],
        unread=desk.quotes.next(flow, place, user_id=viewer().id),
        problem=problem,
        quoted=quoted,
        longest=LONGEST,
    )
    return page, 400 if problem else 200
