"""One finding: asked of whoever decides, checked with those who answered, published, told back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.round_words import DECIDED, few, next_step
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.rounds.findings import LONGEST_CHANGE, PICTURES, RUNGS
from bot.services.tell_back import Told
from bot.store import findings
from bot.store.findings import Finding


def finding_pages(desk: Desk) -> Blueprint:
    """Return the pages of findings."""
    blueprint = Blueprint("finding_pages", __name__, url_prefix="/admin/findings")

    @blueprint.get("/<int:finding_id>")
    def one(finding_id: int) -> ResponseReturnValue:
        return _page(desk, _find(desk, finding_id))

    @blueprint.post("/new")
    def add() -> ResponseReturnValue:
        form, whence = request.form, _whence()
        try:
            finding_id = desk.write_finding(
                about=form.get("about", ""),
                heard=form.get("heard", ""),
                rung=form.get("rung", ""),
                round_id=form.get("round", type=int),
                idea_id=form.get("idea", type=int),
                user_id=viewer().id,
            )
        except BadInput as error:
            flash(as_sentence(error), "error")
            return redirect(whence)
        return redirect(f"/admin/findings/{finding_id}")

    @blueprint.post("/<int:finding_id>/ask")
    def ask(finding_id: int) -> ResponseReturnValue:
        return _try(
            desk,
            finding_id,
            lambda: desk.ask_decision(
                finding_id,
                name=request.form.get("name", ""),
                email=request.form.get("email", ""),
                user_id=viewer().id,
            ),
            "They are asked, and reminded after 10 and 20 days.",
        )

    @blueprint.post("/<int:finding_id>/right")
    def right(finding_id: int) -> ResponseReturnValue:
        return _try(
            desk,
            finding_id,
            lambda: desk.tell_back.ask_if_right(finding_id, user_id=viewer().id),
            "Those who answered are being asked if we got it right.",
        )

    @blueprint.post("/<int:finding_id>/publish")
    def publish(finding_id: int) -> ResponseReturnValue:
        told = Told(
            change=request.form.get("change", ""),
            still=request.form.get("still", ""),
            picture=request.form.get("picture", ""),
            checked="yes" in request.form.getlist("checked"),
        )
        return _try(
            desk,
            finding_id,
            lambda: desk.tell_back.publish(finding_id, told, user_id=viewer().id),
            "Published. Everyone who answered is being told.",
        )

    return guard(blueprint)


def _whence() -> str:
    idea, of = request.form.get("idea", type=int), request.form.get("round", type=int)
    return f"/admin/ideas/{idea}" if idea is not None else f"/admin/rounds/{of}"


def _find(desk: Desk, finding_id: int) -> Finding:
    with desk.store.reading() as tx:
        found = findings.one(tx, finding_id)
    if found is None:
        abort(404)
    return found


def _try(desk: Desk, finding_id: int, change: Callable[[], None], said: str) -> ResponseReturnValue:
    """Make a change; if something is in the way, show the form again as it was typed."""
    found = _find(desk, finding_id)
    try:
        change()
    except BadInput as error:
        return _page(desk, found, problem=as_sentence(error))
    flash(said, "success")
    return redirect(f"/admin/findings/{finding_id}")


def _page(desk: Desk, found: Finding, *, problem: str | None = None) -> ResponseReturnValue:
    progress = found.progress
    waits = progress.asked_at is not None and progress.published_at is None
    by_mail = "email" in desk.house.routes
    page = render_template(
        "finding.html",
        finding=found,
        step=next_step(progress),
        decided=DECIDED[progress.decision] if progress.decision else None,
        rung=RUNGS[found.rung],
        right=desk.changes.right(found),
        told=few(found.told or 0),
        link=desk.ask_decision.link(found) if waits and not by_mail else None,
        by_mail=by_mail,
        pictures=PICTURES,
        longest=LONGEST_CHANGE,
        typed=request.form,
        problem=problem,
    )
    return page, 400 if problem else 200
