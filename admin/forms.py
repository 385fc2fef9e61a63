"""Forms of signing in: each carries its browser's form token, and what is refused gets a 4xx."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OURS = frozenset({"security", "first_sign_in"})
# These lead on when they are right; shown once more, they were not.
STEPS = frozenset(
    {
        "security.login",
        "security.mf_recovery",
        "security.two_factor_token_validation",
        "security.verify",
        "first_sign_in.first",
    }
)


def keep_forms(app: Flask) -> None:
    """Refuse (400) a form of signing in without its token, and one that was filled in wrong."""
    app.before_request(_protect)
    app.after_request(_refuse)


def _protect() -> None:
    if request.method in CHANGES and request.blueprint in OURS:
        current_app.extensions["csrf"].protect()


def _refuse(response: Response) -> Response:
    if request.method == "POST" and request.endpoint in STEPS and response.status_code == 200:
        response.status_code = 400
    return response
