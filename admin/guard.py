"""Who may open a page of `admin`: the policy says, route by route. Every blueprint is guarded."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_security import current_user
from flask_security.utils import check_and_update_authn_fresh

from admin.forms import CHANGES
from admin.viewer import viewer
from bot.errors import NotYours
from bot.privacy import policy
from bot.privacy.routes import ROUTES, Right


def guard(blueprint: Blueprint) -> Blueprint:
    """Let nobody into the blueprint but signed-in staff whom the policy lets; return it.

    Without a sign-in the browser is sent to the sign-in page; where the policy says no, or knows
    nothing of the route, it gets 403. Every change must carry this session's form token (400
    without), and what needs a sign-in of just now asks for the password.
    """

    @blueprint.before_request
    def check() -> ResponseReturnValue | None:
        return _refusal()

    return blueprint


def _refusal() -> ResponseReturnValue | None:
    if not current_user.is_authenticated:
        return _sign_in_first()
    right = ROUTES.get(request.endpoint or "")
    if right is None:
        abort(403)
    try:
        policy.grant(viewer().asker, right.resource, right.action)
    except NotYours:
        abort(403)
    if request.method in CHANGES:
        current_app.extensions["csrf"].protect()
    return _asked_again(right)


def _sign_in_first() -> ResponseReturnValue:
    """Send a stranger to sign in. A sign-in that ended, or was forged, and any form gets 401."""
    claimed = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    if request.method not in CHANGES and not (claimed and (not session or "_user_id" in session)):
        refused: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # set by Flask-Login
        return refused
    session.clear()
    back = request.full_path.rstrip("?") if request.method == "GET" else _page()
    page = render_template("signed_out.html", again=url_for("security.login", next=back))
    return page, 401


def _asked_again(right: Right) -> ResponseReturnValue | None:
    """Return the way to type the password once more, where this route needs that."""
    config = current_app.config
    if not policy.needs_fresh(right.resource, right.action):
        return None
    within, grace = config["SECURITY_FRESHNESS"], config["SECURITY_FRESHNESS_GRACE_PERIOD"]
    if check_and_update_authn_fresh(within, grace):
        return None
    flash(*config["SECURITY_MSG_REAUTHENTICATION_REQUIRED"])
    # What was posted is not kept: they come back to the page it was posted from.
    back = request.full_path if request.method == "GET" else _page()
    return redirect(url_for("security.verify", next=back))


def _page() -> str:
    blueprint = current_app.blueprints[request.blueprint or ""]
    return blueprint.url_prefix or request.path
