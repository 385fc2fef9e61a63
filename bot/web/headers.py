"""Headers every answer carries: our own scripts and styles, no frames, no referrer, not kept."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

FILES = frozenset({"static", "admin_shell.static"})
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
NOT_KEPT = ("Cache-Control", "no-store")
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
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if request.endpoint not in FILES:
            response.headers[NOT_KEPT[0]] = NOT_KEPT[1]
        if secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return response


def always(*, secure: bool) -> list[tuple[str, str]]:
    """Return the headers of an answer that is no page and never kept."""
    headers = [*ALWAYS.items(), ("Content-Security-Policy", _policy(None)), NOT_KEPT]
    return [*headers, ("Strict-Transport-Security", HSTS)] if secure else headers


def _policy(nonce: str | None) -> str:
    script = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
