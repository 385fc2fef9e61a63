"""Take in a sheet of meetings or of young people: a look first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.services.import_sheets import MEETINGS, PEOPLE, Looked
from bot.text.sheets import MOST_LETTERS

Take = Callable[[str, bool], Looked]


def import_page(desk: Desk) -> Blueprint:
    """Return the pages that take in sheets."""
    blueprint = Blueprint("sheets", __name__, url_prefix="/admin/import")

    def meetings(text: str, look: bool) -> Looked:
        who = viewer()
        return desk.sheets.meetings(text, look=look, worker_id=who.id, actor=who.actor)

    def people(text: str, look: bool) -> Looked:
        who = viewer()
        return desk.sheets.contacts(text, look=look, worker_email=who.email, actor=who.actor)

    _add(blueprint, "meetings", meetings, columns=MEETINGS[:-1], leads_to="/admin/meetings")
    _add(blueprint, "people", people, columns=PEOPLE, leads_to="/admin/people")
    return guard(blueprint)


def _add(
    blueprint: Blueprint, what: str, take: Take, *, columns: tuple[str, ...], leads_to: str
) -> None:
    @blueprint.route(f"/{what}", methods=["GET", "POST"], endpoint=what)
    def page() -> ResponseReturnValue:
        looked: Looked | None = None
        problem: str | None = None
        text = _sent() if request.method == "POST" else ""
        if request.method == "POST":
            try:
                looked = take(text, request.form.get("take") != "yes")
            except BadInput as error:
                problem = as_sentence(error)
        if looked is not None and looked.made:
            flash(f"{len(looked.made)} taken in.", "success")
            return redirect(leads_to)
        shown = render_template(
            "import.html",
            what=what,
            columns=columns,
            looked=looked,
            faults=[as_sentence(BadInput(str(fault))) for fault in looked.faults] if looked else [],
            text=text,
            problem=problem,
            back_to=leads_to,
        )
        return shown, 400 if problem or (looked and looked.faults) else 200


def _sent() -> str:
    """Return the sheet: a file, or the one that was looked at."""
    uploaded = request.files.get("sheet")
    if uploaded is None or not uploaded.filename:
        return request.form.get("text", "")
    raw: bytes = uploaded.read(4 * MOST_LETTERS)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # as older spreadsheets save it
