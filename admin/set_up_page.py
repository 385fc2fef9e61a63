"""Setting up, step by step: what is done and what is missing. It changes nothing."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.set_up_words import stages
from bot.readiness.missing import missing

HERE = "/admin/set-up"


def set_up_page(desk: Desk) -> Blueprint:
    """Return the page of setting up."""
    blueprint = Blueprint("set_up", __name__, url_prefix=HERE)

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        standing = desk.take_stock()
        lines = missing(standing)
        return render_template(
            "set_up.html",
            stages=stages(standing, lines, desk.settings),
            left=sum(line.is_must for line in lines),
        )

    return guard(blueprint)
