"""`GET /calendar/<token>.ics`: a worker's meetings in their own calendar. The token is the key."""

from __future__ import annotations

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from bot.services.share_calendar import ShareCalendar


def calendar(shared: ShareCalendar) -> Blueprint:
    """Return the route; what ended and what never was are not found, and nothing tells which."""
    blueprint = Blueprint("calendar", __name__)

    @blueprint.get("/calendar/<token>.ics")
    def feed(token: str) -> ResponseReturnValue:
        file = shared.read(token)
        if file is None:
            abort(404)
        answer = Response(file, mimetype="text/calendar")
        answer.headers["Content-Disposition"] = 'inline; filename="meetings.ics"'
        return answer

    return blueprint
