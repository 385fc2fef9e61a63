"""After a meeting: did you meet, what was promised, what was done. Those in scope alone."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.times import parse_date
from admin.viewer import viewer
from admin.words import as_sentence
from admin.would_go import asks_to_change, asks_to_see, check_page
from bot.errors import BadInput
from bot.meetings.promises import LONGEST, MOST, Promised, parse
from bot.services.follow_meeting import Kept
from bot.store import promises
from bot.store.following_up import MET
from bot.store.queries import meetings, people
from bot.store.queries.meetings import Meeting
from bot.store.queries.people import PersonLine

SAID = {
    "met": "Good. It is written down that you met.",
    "missed": "It is written down. {who} is asked tomorrow if all is OK.",
    "moved": "It is written down that it was moved.",
}
KEPT = {
    Kept.TOLD: "Done. {who} is told that it is done.",
    Kept.UNTOLD: "Done. No text can go to {who} now: say it to them.",
    Kept.BEFORE: "That was done already.",
}
TEXTED = "Written down. {who} is texted it, and can say if it is not right."
WRITE = "Write it down and text it"
NOT_TEXTED = "Written down. No text can go to {who} now: say it to them."


def after_page(desk: Desk) -> Blueprint:
    """Return what is said of meetings that are over."""
    blueprint = Blueprint("after", __name__, url_prefix="/admin")

    @blueprint.post("/meetings/<int:meeting_id>/attended")
    def attended(meeting_id: int) -> ResponseReturnValue:
        return _attended(desk, _meeting(desk, meeting_id))

    @blueprint.route("/people/<int:contact_id>/promises", methods=["GET", "POST"])
    def promise(contact_id: int) -> ResponseReturnValue:
        return _promise(desk, _person(desk, contact_id))

    @blueprint.post("/promises/<int:promise_id>/done")
    def done(promise_id: int) -> ResponseReturnValue:
        who = viewer()
        with desk.store.reading() as tx:
            line = promises.one(tx, who.scope, promise_id)
        if line is None:
            abort(404)
        kept = desk.follow.keep(line, user_id=who.id, actor=who.actor)
        flash(KEPT[kept].format(who=line.nickname), "success")
        return redirect("/admin/week")

    return guard(blueprint)


def _attended(desk: Desk, meeting: Meeting) -> ResponseReturnValue:
    how = request.form.get("how", "")
    try:
        desk.follow.attended(meeting.id, how, actor=viewer().actor)
    except BadInput as error:
        flash(as_sentence(error), "error")
        return redirect("/admin/week")
    flash(SAID[how].format(who=meeting.nickname), "success")
    if how == MET:
        return redirect(f"/admin/people/{meeting.contact_id}/promises?meeting={meeting.id}")
    return redirect("/admin/week")


def _promise(desk: Desk, person: PersonLine) -> ResponseReturnValue:
    faults: dict[str, str] = {}
    if request.method == "POST":
        read = _read(desk, faults)
        if not faults and not asks_to_change():
            return _promised(desk, person, read)
    page = render_template(
        "promises.html",
        person=person,
        meeting=request.values.get("meeting", type=int),
        rows=range(1, MOST + 1),
        form=request.form,
        faults=faults,
        longest=LONGEST,
    )
    return page, 400 if faults else 200


def _promised(desk: Desk, person: PersonLine, read: list[Promised]) -> ResponseReturnValue:
    who, meeting_id = viewer(), request.form.get("meeting", type=int)
    if meeting_id is not None:
        _meeting(desk, meeting_id)
    whose = (person.id, person.worker_id or who.id)
    if asks_to_see():
        texts = desk.follow.texts_of_promise(*whose, read, actor=who.actor)
        return check_page(desk, f"Tell {person.nickname} this?", texts, button=WRITE)
    told = desk.follow.promise(*whose, read, appointment_id=meeting_id, actor=who.actor)
    said = TEXTED if told else NOT_TEXTED
    flash(said.format(who=person.nickname), "success" if told else "error")
    return redirect("/admin/week")


def _read(desk: Desk, faults: dict[str, str]) -> list[Promised]:
    """Return what was typed, row by row; what is to be mended goes into `faults`."""
    today: date = desk.now().astimezone(desk.house.zone).date()
    found: list[Promised] = []
    for row in range(1, MOST + 1):
        words, typed = request.form.get(f"what{row}", "").strip(), request.form.get(f"by{row}", "")
        if not words:
            continue
        try:
            who = request.form.get(f"who{row}", "worker")
            found.append(parse(who, words, parse_date(typed), today))
        except BadInput as error:
            faults[f"what{row}"] = as_sentence(error)
    if not found and not faults:
        faults["what1"] = "Write one thing, or go back to my week."
    return found


def _meeting(desk: Desk, meeting_id: int) -> Meeting:
    with desk.store.reading() as tx:
        found = meetings.one(tx, viewer().scope, meeting_id)
    if found is None:
        abort(404)
    return found


def _person(desk: Desk, contact_id: int) -> PersonLine:
    with desk.store.reading() as tx:
        found = people.one(tx, viewer().scope, contact_id)
    if found is None:
        abort(404)
    return found
