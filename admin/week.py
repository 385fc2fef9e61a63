"""My week: what a worker has to do, then the meetings, day by day. Own caseload only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.meeting_cards import Card, cards
from admin.paging import AT_MOST, Beginning, beginning_of, part_of
from admin.request_words import RequestCard, card_of
from admin.task_words import say_task
from admin.times import parse_date, say_day, say_moment, start_of
from admin.viewer import Viewer, viewer
from bot.store import meeting_requests, promises, tasks
from bot.store.database import Transaction
from bot.store.queries import meetings, todo
from bot.store.queries.meetings import Meeting

WEEK = timedelta(days=7)
FURTHEST_DAYS = 3660
# So many of each on the page: a lead of a large team has hundreds.
MOST_MEETINGS, MOST_LINES, MOST_FORMS = 60, 50, 25


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line of the list. `id` is None on a colleague's, which only they tick off."""

    id: int | None
    sentence: str
    contact_id: int | None
    appointment_id: int | None
    worker: str | None = None


def week(desk: Desk) -> Blueprint:
    """Return the pages of my week."""
    blueprint = Blueprint("week", __name__, url_prefix="/admin/week")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        today = desk.now().astimezone(desk.house.zone).date()
        first = parse_date(request.args.get("from", "")) or today
        if abs((first - today).days) > FURTHEST_DAYS:
            first = today
        who = viewer()
        with desk.store.reading() as tx:
            part = part_of(_meetings(tx, desk, who, first), MOST_MEETINGS)
            return render_template(
                "week.html",
                to_do=_to_do(tx, who),
                team=_team(tx, who),
                asked=_asked(tx, desk, who),
                over=_over(tx, desk, who),
                promised=beginning_of(promises.open_in(tx, who.scope), MOST_LINES),
                say_due=lambda day: say_day(day, today),
                part=part,
                days=_by_day(cards(tx, desk, who, part.rows)),
                today=say_day(today, today),
                title=_title(first, today),
                sending_off=not desk.settings.live,
                before=(first - WEEK).isoformat(),
                after=(first + WEEK).isoformat(),
            )

    @blueprint.post("/tasks/<int:task_id>/done")
    def done(task_id: int) -> ResponseReturnValue:
        with desk.store.begin() as tx:
            if not tasks.done(tx, task_id, user_id=viewer().id, now=desk.now()):
                abort(404)
        flash("Done. That is off your list.", "success")
        return redirect("/admin/week")

    return guard(blueprint)


def _meetings(tx: Transaction, desk: Desk, who: Viewer, first: date) -> tuple[Meeting, ...]:
    zone = desk.house.zone
    since, until = start_of(first, zone), start_of(first + WEEK, zone)
    return meetings.between(tx, who.scope, since=since, until=until)


def _by_day(shown: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    return [(day, list(those)) for day, those in groupby(shown, key=lambda card: card.day)]


def _to_do(tx: Transaction, who: Viewer) -> Beginning[ToDo]:
    lines = [
        ToDo(task.id, say_task(task.kind, task.nickname), task.contact_id, task.appointment_id)
        for task in tasks.open_of(tx, who.id)
    ]
    return beginning_of(lines, MOST_LINES)


def _team(tx: Transaction, who: Viewer) -> Beginning[ToDo]:
    lines = [
        ToDo(
            None,
            say_task(task.kind, task.nickname),
            task.contact_id,
            task.appointment_id,
            worker=task.worker or "Nobody yet",
        )
        for task in todo.of_team(tx, who.scope)
    ]
    return beginning_of(lines, AT_MOST)


def _asked(tx: Transaction, desk: Desk, who: Viewer) -> Beginning[RequestCard]:
    now, zone = desk.now(), desk.house.zone
    asked = [
        card_of(one, lambda at: say_moment(at, now, zone))
        for one in meeting_requests.open_in(tx, who.scope)
    ]
    return beginning_of(asked, MOST_FORMS)


def _over(tx: Transaction, desk: Desk, who: Viewer) -> Beginning[Card]:
    """Return the meetings of the last week of which nobody has said whether they met."""
    now = desk.now()
    found = meetings.to_follow(tx, who.scope, since=now - WEEK, now=now)
    first = beginning_of(found, MOST_FORMS)
    return Beginning(cards(tx, desk, who, first.rows), first.more)


def _title(first: date, today: date) -> str:
    """Seven days, from today on: on a Sunday the week that matters is the one to come."""
    named = {
        today: "The next 7 days",
        today + WEEK: "The 7 days after",
        today - WEEK: "Last 7 days",
    }
    return named.get(first) or f"7 days from {say_day(first, today)}"
