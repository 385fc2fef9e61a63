"""The audit log, for the auditor: who did what to whose record, when. No words are in it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.times import say_moment
from bot.store import audits


def audit_page(desk: Desk) -> Blueprint:
    """Return the page of the audit log."""
    blueprint = Blueprint("audit", __name__, url_prefix="/admin/audit")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        before = request.args.get("before", type=int)
        with desk.store.reading() as tx:
            found = audits.latest(tx, before=before)
        now, zone = desk.now(), desk.house.zone
        rows = [(one, say_moment(one.at, now, zone)) for one in found]
        older = found[-1].id if len(found) == audits.PAGE else None
        return render_template("audit.html", rows=rows, older=older)

    return guard(blueprint)
