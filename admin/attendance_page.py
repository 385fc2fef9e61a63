"""What became of meetings and of promises: totals alone, for participation officers."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from bot.meetings.attendance import FEWEST, MODEST, attendance
from bot.store import promises
from bot.store.queries.attendance import happened

NAMES = {
    "all": "All meetings",
    "reminded": "A reminder went out",
    "not_reminded": "No reminder went out",
    "their_time": "At a time they called good",
    "another_time": "At another time",
    "not_said": "They had not said when is good",
}


def attendance_page(desk: Desk) -> Blueprint:
    """Return the page of what became of meetings."""
    blueprint = Blueprint("attendance", __name__, url_prefix="/admin/attendance")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        with desk.store.reading() as tx:
            told = attendance(happened(tx, desk.house))
            counts = promises.counts(tx)
        return render_template(
            "attendance.html",
            parts=[
                ("All together", (told.whole,)),
                ("By reminder", told.by_reminder),
                ("By choice of time", told.by_choice),
            ],
            names=NAMES,
            fewest=FEWEST,
            modest=MODEST,
            promised=counts if counts.young_people >= FEWEST else None,
        )

    return guard(blueprint)
