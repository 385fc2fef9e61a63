"""The rota: who is told of a concern, on which days, and by which rules. A form for each change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from admin.concern_acts import number_of
from admin.desk import Desk
from admin.guard import guard
from admin.rota_words import DAYS, POSTS, now_on_duty, rules_of, say_reached, say_shift, say_ways
from admin.times import parse_date
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store import rotas

HERE = "/admin/rota"


def rota_page(desk: Desk) -> Blueprint:
    """Return the page of the rota and its forms."""
    blueprint = Blueprint("rota", __name__, url_prefix=HERE)

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.post("/people")
    def add_person() -> ResponseReturnValue:
        form = request.form
        return _done(
            desk,
            "name",
            lambda: desk.rota.add_responder(
                name=form.get("name", ""),
                email=form.get("email", ""),
                phone=form.get("phone", ""),
                user_id=_account_of(desk, form.get("email", "")),
                by=viewer().id,
            ),
            "They can be put on the rota now.",
        )

    @blueprint.post("/people/<int:responder_id>/end")
    def end_person(responder_id: int) -> ResponseReturnValue:
        desk.rota.end_responder(responder_id, by=viewer().id)
        return _said("They are off the rota.")

    @blueprint.post("/people/<int:responder_id>/test")
    def send_test(responder_id: int) -> ResponseReturnValue:
        who = viewer()
        return _done(
            desk,
            "whole",
            lambda: desk.rota.send_test(responder_id, by=who.id, name=current_user.name),
            "A test is on its way to them. It says that nobody is in danger.",
        )

    @blueprint.post("/shifts")
    def add_shift() -> ResponseReturnValue:
        form = request.form
        return _done(
            desk,
            "who",
            lambda: desk.rota.add_shift(
                responder_id=number_of(form.get("who", "")),
                post=form.get("post", ""),
                days=[number_of(day) for day in form.getlist("days")],
                first=_day(form.get("first", "")),
                last=_day(form.get("last", "")),
                by=viewer().id,
            ),
            "The rota is changed.",
        )

    @blueprint.post("/shifts/<int:shift_id>/end")
    def end_shift(shift_id: int) -> ResponseReturnValue:
        desk.rota.end_shift(shift_id, by=viewer().id)
        return _said("The rota is changed.")

    @blueprint.post("/rules")
    def change_rules() -> ResponseReturnValue:
        return _done(
            desk,
            "opens",
            lambda: desk.rota.change_rules(rules_of(request.form), by=viewer().id),
            "The rules are changed.",
        )

    return guard(blueprint)


def _page(desk: Desk, faults: dict[str, str] | None = None) -> ResponseReturnValue:
    rota, rules, people = desk.rota.read()
    reached, now = desk.rota.reached(), desk.now()
    page = render_template(
        "rota.html",
        now_told=now_on_duty(rota, now),
        people=[(one, say_ways(one), say_reached(one, reached)) for one in people],
        shifts=[(shift.id, say_shift(shift)) for shift in rota.shifts],
        rules=rules,
        posts=POSTS,
        days=DAYS,
        typed=request.form,
        faults=faults or {},
    )
    return page, 400 if faults else 200


def _done(desk: Desk, field: str, do: Callable[[], object], said: str) -> ResponseReturnValue:
    try:
        do()
    except BadInput as error:
        return _page(desk, {field: as_sentence(error)})
    return _said(said)


def _said(words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(HERE)


def _account_of(desk: Desk, email: str) -> int | None:
    """Return the account with this address, so that a hand-over finds its owner's phone."""
    with desk.store.reading() as tx:
        found = {one.email: one.id for one in rotas.colleagues(tx)}
    return found.get(email.strip().lower())


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    day = parse_date(typed)
    if day is None:
        raise BadInput("Write a day like 27/11/2026, or leave it empty.")
    return day
