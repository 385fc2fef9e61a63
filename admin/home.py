"""The way in: sends each member of staff to the first place of their own."""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from admin.guard import guard
from admin.shell import places_for
from admin.viewer import held_roles


def home() -> Blueprint:
    """Return the route of `/admin/`."""
    blueprint = guard(Blueprint("home", __name__, url_prefix="/admin"))

    @blueprint.get("/")
    def first_place() -> ResponseReturnValue:
        places = places_for(held_roles())
        if not places:
            abort(403)
        return redirect(places[0].href)

    return blueprint
