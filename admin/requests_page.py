"""What young people asked of their meetings: read it, agree with one tap, or offer other times."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.request_words import card_of
from admin.times import say_moment
from admin.viewer import Viewer, viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store import audits, meeting_requests
from bot.store.meeting_requests import Request

MOVED = "Agreed. The meeting is moved, and {who} is told."
OFFERED = "{who} is told, and offered other times."
NO_TEXT = "No text can go to {who} now. Talk to them, and find a time together."

Act = Callable[[Request, Viewer], str]


def requests_page(desk: Desk) -> Blueprint:
    """Return the pages of requests."""
    blueprint = Blueprint("requests", __name__, url_prefix="/admin/requests")

    @blueprint.get("/<int:request_id>")
    def one(request_id: int) -> ResponseReturnValue:
        return _page(desk, _find(desk, request_id))

    def agree(found: Request, who: Viewer) -> str:
        desk.settle_request.agree(found, user_id=who.id, actor=who.actor)
        return MOVED.format(who=found.nickname)

    def other(found: Request, who: Viewer) -> str:
        told = desk.settle_request.not_that_time(found, user_id=who.id, actor=who.actor)
        return (OFFERED if told else NO_TEXT).format(who=found.nickname)

    def seen(found: Request, who: Viewer) -> str:
        desk.settle_request.seen(found, user_id=who.id)
        return "Done. That is off your list."

    for act in (agree, other, seen):
        _add(blueprint, desk, act)
    return guard(blueprint)


def _add(blueprint: Blueprint, desk: Desk, act: Act) -> None:
    """Add what one tap does; it always leads back to my week."""
    name = act.__name__

    @blueprint.post(f"/<int:request_id>/{name}", endpoint=name)
    def tapped(request_id: int) -> ResponseReturnValue:
        found = _find(desk, request_id)
        try:
            flash(act(found, viewer()), "success")
        except BadInput as error:
            flash(as_sentence(error), "error")
        return redirect("/admin/week")


def _page(desk: Desk, found: Request) -> ResponseReturnValue:
    """Show one request with their own words; the look at those is recorded."""
    zone, now = desk.house.zone, desk.now()
    with desk.store.begin() as tx:
        words = meeting_requests.words_of(tx, viewer().words, found.id)
        if words is not None:
            audits.record(
                tx,
                actor=viewer().actor,
                action="answers.read",
                subject=f"request:{found.id}",
                now=now,
            )
    shown = card_of(found, lambda at: say_moment(at, now, zone))
    return render_template("request.html", item=shown, words=words, settled=found.settled)


def _find(desk: Desk, request_id: int) -> Request:
    with desk.store.reading() as tx:
        found = meeting_requests.one(tx, viewer().scope, request_id)
    if found is None:
        abort(404)
    return found
