"""Opening a record that is not one's own, with a reason; and looking into what was opened."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.times import say_moment
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.privacy.policy import Action, Resource

HERE = "/admin/open-records"
OPENED = "It is open for you for an hour. The lead and safeguarding have been told."


def openings(desk: Desk) -> Blueprint:
    """Return the pages of records opened with a reason."""
    blueprint = Blueprint("openings", __name__, url_prefix=HERE)

    @blueprint.get("")
    def every() -> ResponseReturnValue:
        now, zone = desk.now(), desk.house.zone
        found = desk.open_record.recent(viewer().scope_of(Resource.OPENINGS, Action.SEE))
        rows = [(one, say_moment(one.opened_at, now, zone)) for one in found]
        return render_template("openings.html", rows=rows)

    @blueprint.post("/<int:opening_id>/seen")
    def seen(opening_id: int) -> ResponseReturnValue:
        scope = viewer().scope_of(Resource.OPENINGS, Action.CHANGE)
        if not desk.open_record.seen(opening_id, scope):
            abort(404)
        flash("It is written down that you looked into it.", "success")
        return redirect(HERE)

    @blueprint.get("/new")
    def ask() -> ResponseReturnValue:
        return render_template("opening_new.html", typed={}, problem=None)

    @blueprint.post("/new")
    def open_one() -> ResponseReturnValue:
        typed = request.form
        try:
            contact_id = desk.open_record(
                typed.get("whose", ""), reason=typed.get("reason", ""), user_id=viewer().id
            )
        except BadInput as error:
            page = render_template("opening_new.html", typed=typed, problem=as_sentence(error))
            return page, 400
        flash(OPENED, "success")
        return redirect(f"/admin/people/{contact_id}")

    return guard(blueprint)
