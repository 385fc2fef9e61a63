"""Forms of the chat come from our own pages. The cookie is SameSite; this stops what is left."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

CHAT = "/chat/"
OURS = frozenset(
    {"same-origin", "none"}
)  # what a browser says of its own pages, and of a typed one


def keep_to_own_pages(app: Flask, base_url: str) -> None:
    """Refuse (403) every form of the chat that another site made a browser send."""
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{parts.netloc}"

    @app.before_request
    def check() -> None:
        if request.method == "POST" and request.path.startswith(CHAT) and _is_foreign(origin):
            abort(403)


def _is_foreign(origin: str) -> bool:
    """Whether a browser says so. A program that is none names no origin, and has no cookie of
    anybody's but its own."""
    sender, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site", "none")
    named = sender is not None and sender not in {origin, request.host_url.rstrip("/")}
    return named or site not in OURS
