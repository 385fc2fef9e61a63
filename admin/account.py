"""One's own account: leaving every browser at once; another password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session
from flask.typing import ResponseReturnValue

from admin import presence
from admin.desk import Desk
from admin.guard import guard
from admin.own_password import add_own_password
from admin.viewer import viewer
from bot.store import audits
from bot.store.users import StaffSession


def account(desk: Desk) -> Blueprint:
    """Return the page of one's own account."""
    blueprint = Blueprint("account", __name__, url_prefix="/admin/account")

    @blueprint.get("")
    def mine() -> ResponseReturnValue:
        return render_template("account.html")

    @blueprint.post("/sign-out-everywhere")
    def leave_all() -> ResponseReturnValue:
        who, now, engine = viewer(), desk.now(), desk.store.engine
        with StaffSession(reading=engine, writing=engine) as db:
            presence.end_all(db, who.id, now)
        with desk.store.begin() as tx:
            audits.record(tx, actor=who.actor, action="sign_in.end_all", subject=who.actor, now=now)
        session.clear()
        return redirect("/admin/login")

    add_own_password(blueprint, desk)
    return guard(blueprint)
