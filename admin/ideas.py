"""Ideas as cases: read, answered within five working days, on the same path as any finding."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.paging import part_of
from bot.rounds.findings import RUNGS
from bot.store import ideas as rows
from bot.store.ideas import Idea

KINDS = {
    "idea": "An idea",
    "problem": "A problem",
    "good_news": "Good news",
    "complaint": "A complaint",
    None: "Not said what it is",
}


def ideas(desk: Desk) -> Blueprint:
    """Return the pages of ideas. No name stands on them: who it was is not the officer's to see."""
    blueprint = Blueprint("ideas", __name__, url_prefix="/admin/ideas")

    @blueprint.get("")
    def every() -> ResponseReturnValue:
        with desk.store.begin() as tx:  # a new one is a case as soon as somebody looks
            rows.open_cases(tx, desk.house.zone)
            found = rows.every(tx)
        part = part_of(found)
        lines = [_line(desk, one) for one in part.rows]
        return render_template("ideas.html", lines=lines, part=part)

    @blueprint.get("/<int:idea_id>")
    def one(idea_id: int) -> ResponseReturnValue:
        with desk.store.reading() as tx:
            found = rows.one(tx, idea_id)
        if found is None:
            abort(404)
        return render_template("idea.html", line=_line(desk, found), rungs=RUNGS)

    return guard(blueprint)


def _line(desk: Desk, one: Idea) -> dict[str, object]:
    today = desk.now().astimezone(desk.house.zone).date()
    day = f"{one.answer_by.day} {one.answer_by:%B}"
    if one.answered_at is not None:
        clock, tone = "Answered", "good"
    elif one.answer_by < today:
        clock, tone = f"Late: the answer was due by {day}", "bad"
    else:
        clock, tone = f"Answer by {day}", "today" if one.answer_by == today else "waiting"
    kind = KINDS.get(one.kind, KINDS[None])
    return {"idea": one, "kind": kind, "clock": clock, "tone": tone}
