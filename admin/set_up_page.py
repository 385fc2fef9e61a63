"""Setting up, step by step: what is done, what is missing. It changes the guest list alone."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.guest_list import take_off
from admin.set_up_words import stages
from admin.viewer import held_roles, viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.readiness.check import Step
from bot.readiness.missing import missing
from bot.store import guests
from bot.store.guests import Guest
from bot.store.staff_tables import RoleName

HERE = "/admin/set-up"


def set_up_page(desk: Desk) -> Blueprint:
    """Return the page of setting up."""
    blueprint = Blueprint("set_up", __name__, url_prefix=HERE)

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.post("/guests")
    def add_guest() -> ResponseReturnValue:
        try:
            desk.add_guest(request.form.get("phone", ""), user_id=viewer().id)
        except BadInput as error:
            return _page(desk, as_sentence(error))
        flash("The guest is on the list. Only trials reach guests.", "success")
        return redirect(f"{HERE}#{Step.GUESTS}")

    @blueprint.post("/guests/<int:guest_id>/remove")
    def remove_guest(guest_id: int) -> ResponseReturnValue:
        take_off(desk, guest_id)
        return redirect(f"{HERE}#{Step.GUESTS}")

    return guard(blueprint)


def _page(desk: Desk, problem: str | None = None) -> ResponseReturnValue:
    standing = desk.take_stock()
    lines = missing(standing)
    may_add = RoleName.ADMINISTRATOR in held_roles()
    page = render_template(
        "set_up.html",
        stages=stages(standing, lines, desk.settings),
        left=sum(line.is_must for line in lines),
        may_add=may_add,
        guests=_guests(desk) if may_add else (),
        problem=problem,
        typed=request.form,
    )
    return page, 400 if problem else 200


def _guests(desk: Desk) -> tuple[Guest, ...]:
    with desk.store.reading() as tx:
        return guests.every(tx)
