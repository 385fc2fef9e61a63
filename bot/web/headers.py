"""Headers every page carries: our own scripts and styles alone, no frames, no referrer."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g

HSTS = "max-age=63072000; includeSubDomains"


def install_headers(app: Flask, *, secure: bool) -> None:
    """Put the security headers on every answer; `csp_nonce()` is there for templates."""

    def csp_nonce() -> str:
        if "csp_nonce" not in g:
            g.csp_nonce = secrets.token_urlsafe(16)
        return str(g.csp_nonce)

    @app.context_processor
    def nonce() -> dict[str, object]:
        return {"csp_nonce": csp_nonce}

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy(g.get("csp_nonce")))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return response


def _policy(nonce: str | None) -> str:
    script = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
