"""Who may open a page of `admin`. Every blueprint but sign-in's own is given to `guard`."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from bot.store.users import RoleName

CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def guard(blueprint: Blueprint, *roles: RoleName) -> Blueprint:
    """Let nobody into the blueprint but signed-in staff with one of the roles; return it.

    Without a sign-in the browser is sent to the sign-in page; with the wrong role it gets 403.
    Every change must carry this session's form token (400 without).
    """
    if not roles:
        raise ValueError("name at least one role")

    @blueprint.before_request
    def check() -> ResponseReturnValue | None:
        return _refusal(roles)

    return blueprint


def held_roles() -> frozenset[RoleName]:
    """Return the roles of whoever is signed in; none when nobody is."""
    if not current_user.is_authenticated:
        return frozenset()
    return frozenset(RoleName(role.name) for role in current_user.roles)


def _refusal(roles: tuple[RoleName, ...]) -> ResponseReturnValue | None:
    if not current_user.is_authenticated:
        refused: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # set by Flask-Login
        return refused
    if held_roles().isdisjoint(roles):
        abort(403)
    if request.method in CHANGES:
        current_app.extensions["csrf"].protect()
    return None
