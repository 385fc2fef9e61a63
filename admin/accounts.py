"""Staff accounts: a list, and a form for each change. A link is shown this once."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.first_link import first_path
from admin.guard import guard
from admin.paging import part_of, same_part
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store.staff_tables import RoleName
from bot.store.users import User

HERE = "/admin/accounts"
AT_MOST = 50  # each with the forms that change it
SAYS = {
    RoleName.WORKER: "Worker",
    RoleName.LEAD: "Team lead",
    RoleName.OFFICER: "Participation officer",
    RoleName.SAFEGUARDING: "Safeguarding",
    RoleName.ADMINISTRATOR: "Administrator",
    RoleName.AUDITOR: "Auditor",
}
SWITCHED = {True: "The account is on again.", False: "The account is off, in every browser."}


def accounts(desk: Desk) -> Blueprint:
    """Return the pages of accounts."""
    blueprint = Blueprint("accounts", __name__, url_prefix=HERE)

    @blueprint.get("")
    def every() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.post("/add")
    def add() -> ResponseReturnValue:
        form = request.form
        return _with_link(
            desk,
            lambda: desk.accounts.add(
                email=form.get("email", ""),
                name=form.get("name", ""),
                roles=form.getlist("roles"),
                team=form.get("team", ""),
                by=viewer().id,
            ),
        )

    @blueprint.post("/<int:user_id>/link")
    def invite(user_id: int) -> ResponseReturnValue:
        return _with_link(desk, lambda: desk.accounts.invite(user_id, by=viewer().id))

    @blueprint.post("/<int:user_id>/roles")
    def change_roles(user_id: int) -> ResponseReturnValue:
        roles = request.form.getlist("roles")
        return _done(
            desk,
            lambda: desk.accounts.change_roles(user_id, roles, by=viewer().id),
            "Their roles are changed, and they are signed out.",
        )

    @blueprint.post("/<int:user_id>/switch")
    def switch(user_id: int) -> ResponseReturnValue:
        on = request.form.get("on") == "yes"
        return _done(
            desk, lambda: desk.accounts.switch(user_id, on=on, by=viewer().id), SWITCHED[on]
        )

    return guard(blueprint)


def _page(desk: Desk, problem: str | None = None, link: str | None = None) -> ResponseReturnValue:
    shown = render_template(
        "accounts.html",
        part=part_of(desk.accounts.every(), AT_MOST, path=HERE),
        here=same_part(),
        says=SAYS,
        me=viewer().id,
        problem=problem,
        link=link,
        typed=request.form,
    )
    return shown, 400 if problem else 200


def _with_link(desk: Desk, make: Callable[[], User]) -> ResponseReturnValue:
    try:
        path = first_path(make(), desk.settings.secret_key)
    except BadInput as error:
        return _page(desk, as_sentence(error))
    return _page(desk, link=desk.settings.public_base_url + path)


def _done(desk: Desk, do: Callable[[], None], said: str) -> ResponseReturnValue:
    try:
        do()
    except BadInput as error:
        return _page(desk, as_sentence(error))
    flash(said, "success")
    return redirect(HERE + same_part())
