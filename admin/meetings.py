"""Meetings: the list, booking one, moving it, calling it off. Own caseload; a lead, the team's."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.meeting_cards import Card, cards
from admin.meeting_forms import LEADS, Typed, Wanted, read_meeting, typed_of
from admin.reach_words import reached
from admin.viewer import Viewer, viewer
from admin.wish_words import reminders_wished, wish_lines
from admin.words import as_sentence
from bot.errors import BadInput
from bot.meetings.lead_times import NO_REMINDERS, wished_leads
from bot.store.queries import meetings as rows
from bot.store.queries import people, wishes
from bot.store.queries.meetings import Meeting
from bot.store.queries.people import PersonLine
from bot.store.queries.wishes import Wish


def meetings(desk: Desk) -> Blueprint:
    """Return the pages of meetings."""
    blueprint = Blueprint("meetings", __name__, url_prefix="/admin/meetings")
    _add_list(blueprint, desk)
    _add_booking(blueprint, desk)
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


def _add_booking(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/new")
    def new() -> ResponseReturnValue:
        who, contact_id = viewer(), request.args.get("contact", type=int)
        if contact_id is None:
            with desk.store.reading() as tx:
                mine = people.in_scope(tx, who.scope)
            tried = "contact" in request.args
            return render_template("meeting_who.html", people=mine, tried=tried)
        return _booking_page(desk, who, contact_id)

    @blueprint.post("/new")
    def book() -> ResponseReturnValue:
        who, contact_id = viewer(), request.form.get("contact", type=int)
        if contact_id is None:
            abort(404)
        person, asked_for = _booked_with(desk, who, contact_id)
        typed = typed_of(request.form, request.form.getlist("leads"))
        reminded = reminders_wished(asked_for) != NO_REMINDERS
        wanted = read_meeting(typed, desk.house.zone, desk.now(), with_leads=reminded)
        if isinstance(wanted, Typed):
            return _booking_page(desk, who, contact_id, typed=wanted)
        problem = _book(desk, who, person, wanted)
        if problem is not None:
            return _booking_page(desk, who, contact_id, typed=typed, problem=problem)
        flash("The meeting is booked.", "success")
        return redirect("/admin/week?from=" + wanted.starts_at.date().isoformat())


def _book(desk: Desk, who: Viewer, person: PersonLine, wanted: Wanted) -> str | None:
    """Book it in the name of their own worker; return what stands in the way, if anything."""
    try:
        desk.book(
            contact_id=person.id,
            worker_id=person.worker_id or who.id,
            starts_at=wanted.starts_at,
            place=wanted.place,
            leads=wanted.leads,
            actor=who.actor,
        )
    except BadInput as error:
        return as_sentence(error)
    return None


def _booking_page(
    desk: Desk,
    who: Viewer,
    contact_id: int,
    *,
    typed: Typed | None = None,
    problem: str | None = None,
) -> ResponseReturnValue:
    person, asked_for = _booked_with(desk, who, contact_id)
    wish = reminders_wished(asked_for)
    if typed is None:
        typed = Typed(leads=tuple(lead.key for lead in wished_leads(wish)))
    page = render_template(
        "meeting_new.html",
        person=person,
        wishes=wish_lines(asked_for, desk.house, person.worker),
        reach=reached(person),
        typed=typed,
        leads=LEADS if wish != NO_REMINDERS else (),
        problem=problem,
    )
    return page, 400 if typed.faults or problem else 200


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
            desk.book.call_off(meeting_id, actor=viewer().actor)
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
            meeting_id, starts_at=wanted.starts_at, place=wanted.place, actor=viewer().actor
        )
    except BadInput as error:
        return Typed(typed.date, typed.time, typed.place, (), {"whole": as_sentence(error)})
    return None


def _find(desk: Desk, meeting_id: int) -> tuple[Meeting, Card]:
    """Return a meeting in scope; 404 for any other, there or not."""
    who = viewer()
    with desk.store.reading() as tx:
        meeting = rows.one(tx, who.scope, meeting_id)
        if meeting is None:
            abort(404)
        return meeting, cards(tx, desk, who, [meeting])[0]


def _booked_with(desk: Desk, who: Viewer, contact_id: int) -> tuple[PersonLine, tuple[Wish, ...]]:
    """Return somebody in scope and what they asked for; 404 for anybody else."""
    with desk.store.reading() as tx:
        person = people.one(tx, who.scope, contact_id)
        if person is None:
            abort(404)
        asked_for = wishes.newest(tx, who.scope, desk.release.shelf, [contact_id])
        return person, asked_for.get(contact_id, ())


def _as_it_stands(desk: Desk, meeting: Meeting) -> Typed:
    local = meeting.starts_at.astimezone(desk.house.zone)
    return Typed(local.date().isoformat(), local.strftime("%H:%M"), meeting.place)
