"""What became of meetings and of promises, and how teams are rated: safe totals, as last fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from admin.board_tables import Rows, in_words, rows_of
from admin.desk import Desk
from admin.guard import guard
from admin.times import say_moment
from bot.insight.figures import Hidden
from bot.insight.labels import say_group
from bot.meetings.attendance import FEWEST, MODEST, Attendance, Group
from bot.services.release_meetings import Told

PAGE = "/admin/attendance"
TEAM = "area"  # the breakdown that holds the teams
NAMES = {
    "all": "All meetings",
    "reminded": "A reminder went out",
    "not_reminded": "No reminder went out",
    "their_time": "At a time they called good",
    "another_time": "At another time",
    "not_said": "They had not said when is good",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """One question about meetings: a column a team, a row an option."""

    question: str
    teams: tuple[str, ...]
    rows: Rows
    hides: bool


def attendance_page(desk: Desk) -> Blueprint:
    """Return the page of what became of meetings."""
    blueprint = Blueprint("attendance", __name__, url_prefix=PAGE)

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        told = desk.release_meetings.newest()
        return render_template(
            "attendance.html",
            when=told.on and say_moment(told.on, desk.now(), desk.house.zone),
            parts=_parts(told.attendance),
            names=NAMES,
            fewest=FEWEST,
            modest=MODEST,
            promised=told.promised,
            ratings=_ratings(desk, told),
        )

    @blueprint.post("/release")
    def release() -> ResponseReturnValue:
        if desk.release_meetings():
            flash("These are the new figures.", "success")
        else:
            flash(f"Not yet: {FEWEST} more young people must be in them first.")
        return redirect(PAGE)

    return guard(blueprint)


def _parts(told: Attendance | None) -> Sequence[tuple[str, Sequence[Group]]]:
    return (
        ("All together", (told.whole,) if told else ()),
        ("By reminder", told.by_reminder if told else ()),
        ("By choice of time", told.by_choice if told else ()),
    )


def _ratings(desk: Desk, told: Told) -> list[Rating]:
    """Return the questions of which a team can be told; a team under ten stands with others."""
    if told.teams is None or told.flow is None:
        return []
    words = in_words(told.flow, told.teams, desk.house)
    found = []
    for question in told.teams.questions:
        groups = question.breakdowns.get(TEAM)
        if groups is None or isinstance(question.overall.answered, Hidden):
            continue
        asked = words[question.id]
        rows, hides = rows_of(tuple(groups.values()), asked.labels)
        teams = tuple(say_group(TEAM, key) for key in groups)
        found.append(Rating(asked.text, teams, rows, hides))
    return found
