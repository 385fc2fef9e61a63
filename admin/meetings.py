"""Meetings: the list, booking one, moving it, calling it off. Own caseload; a lead, the team's."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.booking import add_booking
from admin.desk import Desk
from admin.guard import guard
from admin.meeting_cards import Card, cards
from admin.meeting_forms import Typed, read_meeting, typed_of
from admin.viewer import viewer
from admin.way_page import add_way
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store.queries import meetings as rows
from bot.store.queries.meetings import Meeting


def meetings(desk: Desk) -> Blueprint:
    """Return the pages of meetings."""
    blueprint = Blueprint("meetings", __name__, url_prefix="/admin/meetings")
    _add_list(blueprint, desk)
    add_booking(blueprint, desk)
    add_way(blueprint, desk)
    _add_changes(blueprint, desk)
    return guard(blueprint)


def _add_list(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("")
    def upcoming() -> ResponseReturnValue:
        who = viewer()
        with desk.store.reading() as tx:
            shown = cards(tx, desk, who, rows.between(tx, who.scope, since=desk.now()))
        days = groupby(shown, key=lambda card: card.day)
        return render_template("meetings.html", days=[(day, list(those)) for day, those in days])

    @blueprint.get("/<int:meeting_id>")
    def one(meeting_id: int) -> ResponseReturnValue:
        _, card = _find(desk, meeting_id)
        return render_template("meeting.html", card=card, sending_off=not desk.settings.live)


def _add_changes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.route("/<int:meeting_id>/move", methods=["GET", "POST"])
    def move(meeting_id: int) -> ResponseReturnValue:
        meeting, card = _find(desk, meeting_id)
        if request.method == "GET":
            return render_template(
                "meeting_move.html", card=card, typed=_as_it_stands(desk, meeting)
            )
        typed = typed_of(request.form, [])
        problem = _move(desk, meeting_id, typed)
        if problem is None:
            flash("The meeting is moved. They are told once.", "success")
            return redirect(f"/admin/meetings/{meeting_id}")
        return render_template(
            "meeting_move.html", card=card, typed=problem, problem=problem.faults.get("whole")
        ), 400

    @blueprint.route("/<int:meeting_id>/call-off", methods=["GET", "POST"])
    def call_off(meeting_id: int) -> ResponseReturnValue:
        _, card = _find(desk, meeting_id)
        if request.method == "GET":
            return render_template("meeting_call_off.html", card=card)
        try:
            desk.book.call_off(meeting_id, actor=viewer().actor, together=_together())
        except BadInput as error:
            flash(as_sentence(error), "error")
            return redirect(f"/admin/meetings/{meeting_id}")
        flash("The meeting is called off. They are told once.", "success")
        return redirect("/admin/week")


def _move(desk: Desk, meeting_id: int, typed: Typed) -> Typed | None:
    """Move it; return the form with what to mend, or None when it is moved."""
    wanted = read_meeting(typed, desk.house.zone, desk.now(), with_leads=False)
    if isinstance(wanted, Typed):
        return wanted
    try:
        desk.book.move(
            meeting_id,
            starts_at=wanted.starts_at,
            place=wanted.place,
            actor=viewer().actor,
            together=_together(),
        )
    except BadInput as error:
        return replace(typed, faults={"whole": as_sentence(error)})
    return None


def _together() -> bool:
    """Tell whether a group moves, or is called off, as one: yes, unless it is for one alone."""
    return request.form.get("whom") != "alone"


def _find(desk: Desk, meeting_id: int) -> tuple[Meeting, Card]:
    """Return a meeting in scope; 404 for any other, there or not."""
    who = viewer()
    with desk.store.reading() as tx:
        meeting = rows.one(tx, who.scope, meeting_id)
        if meeting is None:
            abort(404)
        return meeting, cards(tx, desk, who, [meeting])[0]


def _as_it_stands(desk: Desk, meeting: Meeting) -> Typed:
    local = meeting.starts_at.astimezone(desk.house.zone)
    return Typed(local.date().isoformat(), local.strftime("%H:%M"), meeting.place)
