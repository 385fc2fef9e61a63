"""`/decide/<token>`: where a decision-maker answers young people. The signed link is the key."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from bot.conversation.house import House
from bot.errors import BadInput
from bot.services.ask_decision import AskDecision
from bot.store.findings import Finding
from bot.web.chrome import in_english

CHOICES = (
    ("yes", "Yes, we will change it"),
    ("later", "Yes, but later"),
    ("no", "No, and this is why"),
)


def decisions(asking: AskDecision, house: House) -> Blueprint:
    """Return the page; a link that ended and one that never was are both not found."""
    blueprint = Blueprint("decisions", __name__, template_folder="templates")
    in_english(blueprint)

    @blueprint.get("/decide/<token>")
    def page(token: str) -> ResponseReturnValue:
        found = asking.find(token)
        if found is None:
            abort(404)
        return _page(house, found, {}, None)

    @blueprint.post("/decide/<token>")
    def decide(token: str) -> ResponseReturnValue:
        found = asking.find(token)
        if found is None:
            abort(404)
        try:
            decided = asking.record(
                token,
                decision=request.form.get("decision", ""),
                because=request.form.get("because", ""),
                by_when=_day(request.form.get("by_when", "")),
            )
        except BadInput as error:
            return _page(house, found, request.form.to_dict(), str(error))
        return _page(house, decided or found, {}, None)

    return blueprint


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise BadInput("write the day as it is in the box, or leave it empty") from error


def _page(
    house: House, found: Finding, typed: dict[str, str], problem: str | None
) -> ResponseReturnValue:
    page = render_template(
        "decision.html",
        finding=found,
        organisation=house.organisation,
        choices=CHOICES,
        said=dict(CHOICES).get(found.progress.decision or ""),
        typed=typed,
        problem=problem,
    )
    answer = make_response(page, 400 if problem else 200)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
