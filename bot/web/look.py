"""How a young person's pages look to them: letters, spaces, colours. Kept in a cookie of the visit
that says nothing else, so that it works without JavaScript and is gone with the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from bot.web.chrome import Chrome

# Each choice, and the sentence of the page it is called by.
SIZES = {"usual": "usual", "bigger": "bigger", "biggest": "biggest"}
SPACES = {"usual": "usual", "wide": "wider"}
THEMES = {"phone": "as_phone", "light": "light", "dark": "dark", "contrast": "black_on_white"}
_BETWEEN = "."


@dataclass(frozen=True, slots=True)
class Look:
    """One choice of each; each the first of its list unless chosen."""

    size: str = "usual"
    space: str = "usual"
    theme: str = "phone"

    def in_cookie(self) -> str:
        """Return it as the cookie keeps it."""
        return _BETWEEN.join((self.size, self.space, self.theme))


def parse_look(size: str, space: str, theme: str) -> Look:
    """Return a look; whatever is none of the choices becomes the usual one."""
    return Look(
        size if size in SIZES else "usual",
        space if space in SPACES else "usual",
        theme if theme in THEMES else "phone",
    )


def look_of(cookie: str) -> Look:
    """Return the look a cookie keeps; the usual one where it keeps none."""
    parts = cookie.split(_BETWEEN)
    return parse_look(*parts) if len(parts) == len(Look.__slots__) else Look()


def look_cookie(*, secure: bool) -> str:
    """Return the cookie's name."""
    return "__Host-sayso-look" if secure else "sayso-look"


def look(*, secure: bool, chrome: Callable[[], Chrome] = Chrome) -> Blueprint:
    """Return the page where it is chosen, and `look` for all templates.

    Args:
        chrome: what stands around the page, for whoever asks for it.
    """
    name = look_cookie(secure=secure)
    blueprint = Blueprint("look", __name__, url_prefix="/chat/look", template_folder="templates")

    @blueprint.app_context_processor
    def chosen() -> dict[str, Any]:
        return {"look": look_of(request.cookies.get(name, ""))}

    @blueprint.after_request
    def keep_private(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.get("")
    def page() -> ResponseReturnValue:
        choices = (("size", "letters", SIZES), ("space", "spaces", SPACES))
        return render_template(
            "look.html",
            chrome=chrome(),
            choices=(*choices, ("theme", "colours", THEMES)),
        )

    @blueprint.post("")
    def choose() -> ResponseReturnValue:
        form = request.form
        chosen = parse_look(form.get("size", ""), form.get("space", ""), form.get("theme", ""))
        response = make_response(redirect("/chat", code=303))
        response.set_cookie(
            name, chosen.in_cookie(), secure=secure, httponly=True, samesite="Lax", path="/"
        )
        return response

    return blueprint
