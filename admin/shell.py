"""What every admin page stands in: header, navigation by role, notices."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.exceptions import Forbidden, HTTPException, NotFound

from admin.viewer import held_roles
from bot.errors import NotYours
from bot.store.staff_tables import RoleName

PREFIX = "/admin"
STATIC = f"{PREFIX}/static/"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: its words, its address, who has it, what else is under it."""

    text: str
    href: str
    roles: frozenset[RoleName]
    also: tuple[str, ...] = ()


_WITH_A_WEEK = frozenset({RoleName.WORKER, RoleName.LEAD})
PLACES = (
    Place("My week", "/admin/week", _WITH_A_WEEK, also=("/admin/my-ways", "/admin/requests")),
    Place("Meetings", "/admin/meetings", _WITH_A_WEEK, also=("/admin/import/meetings",)),
    Place("People", "/admin/people", _WITH_A_WEEK, also=("/admin/import/people",)),
    Place(
        "Concerns",
        "/admin/concerns",
        frozenset({RoleName.SAFEGUARDING}),
        also=("/admin/care-report", "/admin/fixed-replies", "/admin/read-again"),
    ),
    Place(
        "Opened records", "/admin/open-records", frozenset({RoleName.LEAD, RoleName.SAFEGUARDING})
    ),
    Place(
        "Board",
        "/admin/board",
        frozenset({RoleName.OFFICER}),
        also=("/admin/drawings", "/admin/outcomes", "/admin/attendance"),
    ),
    Place("Audit log", "/admin/audit", frozenset({RoleName.AUDITOR})),
    Place(
        "Rounds",
        "/admin/rounds",
        frozenset({RoleName.OFFICER}),
        also=("/admin/findings", "/admin/ask", "/admin/focus-groups"),
    ),
    Place("Ideas", "/admin/ideas", frozenset({RoleName.OFFICER})),
    Place(
        "Set up",
        "/admin/set-up",
        frozenset({RoleName.ADMINISTRATOR}),
        also=("/admin/test-phone",),
    ),
    Place("Settings", "/admin/settings", frozenset({RoleName.ADMINISTRATOR, RoleName.AUDITOR})),
    Place("Accounts", "/admin/accounts", frozenset({RoleName.ADMINISTRATOR})),
    Place("Rota", "/admin/rota", frozenset({RoleName.SAFEGUARDING, RoleName.ADMINISTRATOR})),
    Place("Complaints", "/admin/cases", frozenset({RoleName.LEAD, RoleName.ADMINISTRATOR})),
)


def places_for(roles: Collection[RoleName]) -> tuple[Place, ...]:
    """Return the navigation of somebody with these roles, in order."""
    return tuple(place for place in PLACES if not place.roles.isdisjoint(roles))


def _nobodys(code: int) -> Response | None:
    return None


def install_shell(app: Flask, theirs: Callable[[int], Response | None] = _nobodys) -> None:
    """Make the shell, its macros and its files known to the app. Call before `init_security`.

    Templates may then `{% extends "shell.html" %}` and import GOV.UK macros:
    `{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}`.
    Pages need the app's own static folder to be `bot/web/static` (tokens and fonts).

    Args:
        theirs: answers a status where a young person's page was asked for, and else returns None.
    """

    def plain_words(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        if not request.path.startswith(PREFIX) or request.path.startswith(STATIC):
            return theirs(code) or error
        return render_template("error.html", code=code), code

    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([own, macros] if own is not None else [macros])
    app.register_blueprint(_files())
    app.context_processor(_surroundings)
    for error in (CSRFError, Forbidden, NotFound):
        app.register_error_handler(error, plain_words)
    app.register_error_handler(NotYours, lambda _error: plain_words(Forbidden()))


def _files() -> Blueprint:
    return Blueprint(
        "admin_shell",
        __name__,
        static_folder="static",
        static_url_path=STATIC.rstrip("/"),
        template_folder="templates",
    )


def _surroundings() -> dict[str, Any]:
    if not request.path.startswith(PREFIX):
        return {}
    roles = held_roles()
    return {
        "signed_in": bool(roles),
        "navigation": [
            {
                "text": place.text,
                "href": place.href,
                "active": request.path.startswith((place.href, *place.also)),
                "current": request.path == place.href,
            }
            for place in places_for(roles)
        ],
    }
