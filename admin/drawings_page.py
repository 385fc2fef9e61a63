"""Drawings young people sent, looked at one by one before others see them. No name is here."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.times import say_date
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.privacy.picture import MIMETYPE
from bot.services.check_drawings import LONGEST_DESCRIPTION

RELEASED = "Released. It is on the board, without who drew it."
KEPT_OUT = "Erased. Nobody else sees it."
WORRIED = "Safeguarding is told, with the drawing. It is theirs now, and not on the board."


def drawings_page(desk: Desk) -> Blueprint:
    """Return the page where drawings are looked at, and the pictures themselves."""
    blueprint = Blueprint("drawings", __name__, url_prefix="/admin/drawings")

    @blueprint.get("")
    def look() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.get("/<drawn_id>.jpg")
    def picture(drawn_id: str) -> ResponseReturnValue:
        return as_picture(desk.drawings.picture(drawn_id, user_id=viewer().id))

    @blueprint.post("")
    def decide() -> ResponseReturnValue:
        try:
            said = _decided(desk, request.form.get("drawing", ""), request.form.get("act", ""))
        except BadInput as error:
            return _page(desk, as_sentence(error))
        flash(said, "success")
        return redirect("/admin/drawings")

    return guard(blueprint)


def as_picture(content: bytes | None) -> Response:
    """Return a picture as it is served to staff; 404 where there is none they may see."""
    if content is None:
        abort(404)
    return Response(content, content_type=MIMETYPE, headers={"Content-Disposition": "inline"})


def _decided(desk: Desk, drawn_id: str, act: str) -> str:
    """Do what was chosen, and return what to say of it."""
    who = viewer().id
    if act == "release":
        if request.form.get("sure") != "yes":
            raise BadInput("look once more, and tick that nobody can be known by it")
        desk.drawings.release(drawn_id, request.form.get("described", ""), user_id=who)
        return RELEASED
    if act == "worry":
        in_danger = request.form.get("danger") == "yes"
        desk.drawings.worry(drawn_id, in_danger=in_danger, user_id=who)
        return WORRIED
    if act == "keep_out":
        desk.drawings.keep_out(drawn_id, user_id=who)
        return KEPT_OUT
    raise BadInput("choose what becomes of this drawing")


def _page(desk: Desk, problem: str | None = None) -> ResponseReturnValue:
    waiting = desk.drawings.waiting()
    page = render_template(
        "drawings.html",
        one=desk.drawings.next(),
        waiting=waiting,
        since=say_date(waiting.since) if waiting.since else None,
        late=desk.drawings.is_late(waiting),
        longest=LONGEST_DESCRIPTION,
        described=request.form.get("described", ""),
        problem=problem,
    )
    return page, 400 if problem else 200
