"""How I hear, my own number, my calendar: what a worker sets for themselves."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store import worker_ways
from bot.text.phone import parse_mobile

HERE = "/admin/my-ways"


def my_ways(desk: Desk) -> Blueprint:
    """Return the page of a worker's own ways."""
    blueprint = Blueprint("my_ways", __name__, url_prefix=HERE)

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.post("/route")
    def route() -> ResponseReturnValue:
        return _done(lambda: _choose(desk), "Kept. You hear that way from now on.")

    @blueprint.post("/number")
    def number() -> ResponseReturnValue:
        return _done(lambda: _begin(desk), "A code is on its way to that phone.")

    @blueprint.post("/code")
    def code() -> ResponseReturnValue:
        with desk.store.begin() as tx:
            good = worker_ways.confirm_number(
                tx, viewer().id, request.form.get("code", ""), desk.now()
            )
        said = "Your number is confirmed." if good else "That code is not right. Ask for a new one."
        flash(said, "success" if good else "error")
        return redirect(HERE)

    @blueprint.post("/calendar")
    def calendar() -> ResponseReturnValue:
        who = viewer()
        return _page(desk, desk.calendar.link(who.id, actor=who.actor))

    return guard(blueprint)


def _page(desk: Desk, link: str | None = None) -> ResponseReturnValue:
    with desk.store.reading() as tx:
        way = worker_ways.of_user(tx, viewer().id, desk.now())
    return render_template("my_ways.html", way=way, link=link)


def _choose(desk: Desk) -> None:
    route = request.form.get("route", "")
    with desk.store.begin() as tx:
        if route == "sms" and not worker_ways.of_user(tx, viewer().id, desk.now()).confirmed:
            raise BadInput("confirm your own number first, below")
        worker_ways.choose(tx, viewer().id, route)


def _begin(desk: Desk) -> None:
    allowed = desk.settings.allow_drama_numbers
    number = parse_mobile(request.form.get("number", ""), allow_drama=allowed)
    with desk.store.begin() as tx:
        worker_ways.begin_number(tx, viewer().id, number, desk.now())


def _done(do: Callable[[], None], said: str) -> ResponseReturnValue:
    try:
        do()
    except BadInput as error:
        flash(as_sentence(error), "error")
    else:
        flash(said, "success")
    return redirect(HERE)
