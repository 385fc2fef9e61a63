"""What young people said in their own words, gathered into themes on the consultation's sheets."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.theme_reading import place_of, sheet_of, wave_asked
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.insight.theme_sheet import LONGEST_NAME
from bot.store.theme_answers import Place


def themes_page(desk: Desk) -> Blueprint:
    """Return the pages of themes."""
    blueprint = Blueprint("themes", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/themes")
    def show(flow: str) -> ResponseReturnValue:
        return render_template(
            "themes.html",
            sheet=sheet_of(desk, flow),
            threshold=desk.release.threshold,
            longest=LONGEST_NAME,
        )

    @blueprint.post("/<flow>/themes/<act>")
    def arrange(flow: str, act: str) -> ResponseReturnValue:
        _, place = place_of(desk, flow, request.form.get("question", ""))
        change = _acts(desk, place).get(act)
        if change is None:
            abort(404)
        try:
            flash(change(), "success")
        except BadInput as error:
            flash(as_sentence(error), "error")
        return redirect(f"/admin/board/{flow}/themes?wave={wave_asked()}#{place.question}")

    return guard(blueprint)


def _acts(desk: Desk, place: Place) -> dict[str, Callable[[], str]]:
    form, themes, user_id = request.form, desk.arrange_themes, viewer().id
    theme = form.get("theme", type=int) or 0

    def name() -> str:
        themes.name(place, theme, form.get("name", ""), user_id=user_id)
        return "The theme has its new name."

    def put() -> str:
        themes.put(place, theme, form.get("cell", "")[:20], user_id=user_id)
        return "The theme is moved."

    def merge() -> str:
        themes.merge(place, theme, form.get("into", type=int) or 0, user_id=user_id)
        return "The two themes are one."

    def split() -> str:
        groups = frozenset(form.getlist("group", type=int))
        themes.split(place, theme, groups, user_id=user_id)
        return "What you took out is a theme of its own now."

    return {"name": name, "place": put, "merge": merge, "split": split}
