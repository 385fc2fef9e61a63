"""Meetings: the list, booking one, moving it, calling it off. Own caseload; a lead, the team's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.booking import add_booking
from admin.desk import Desk
from admin.guard import guard
from admin.meeting_cards import Card, cards
from admin.meeting_forms import Typed, Wanted, read_meeting, typed_of
from admin.paging import part_of
from admin.times import say_moment
from admin.viewer import viewer
from admin.way_page import add_way
from admin.words import as_sentence
from admin.would_go import asks_to_change, asks_to_see, check_page, in_words
from bot.errors import BadInput
from bot.store import diaries, gatherings
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
            part = part_of(rows.between(tx, who.scope, since=desk.now()))
            shown = cards(tx, desk, who, part.rows)
        days = [(day, list(those)) for day, those in groupby(shown, key=lambda card: card.day)]
        return render_template("meetings.html", days=days, part=part)

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
        if asks_to_change():
            return render_template("meeting_move.html", card=card, typed=typed)
        done = _move(desk, meeting, typed)
        if not isinstance(done, Typed):
            return done
        return render_template(
            "meeting_move.html", card=card, typed=done, problem=done.faults.get("whole")
        ), 400

    @blueprint.route("/<int:meeting_id>/call-off", methods=["GET", "POST"])
    def call_off(meeting_id: int) -> ResponseReturnValue:
        _, card = _find(desk, meeting_id)
        try:
            return _call_off(desk, card)
        except BadInput as error:
            flash(as_sentence(error), "error")
            return redirect(f"/admin/meetings/{meeting_id}")


def _move(desk: Desk, meeting: Meeting, typed: Typed) -> ResponseReturnValue | Typed:
    """Move it, or show what would be texted; return the form instead where it is to be mended."""
    wanted = read_meeting(typed, desk.house.zone, desk.now(), with_leads=False)
    if isinstance(wanted, Typed):
        return wanted
    at, place, actor = wanted.starts_at, wanted.place, viewer().actor
    together = _together()
    try:
        if asks_to_see():
            texts = desk.book.texts_of_move(
                meeting.id, starts_at=at, place=place, actor=actor, together=together
            )
            heading = f"Move it to {say_moment(at, desk.now(), desk.house.zone)}, {place}?"
            taken = _taken(desk, meeting, wanted)
            return check_page(desk, heading, texts, button="Move it", notices=taken)
        desk.book.move(meeting.id, starts_at=at, place=place, actor=actor, together=together)
    except BadInput as error:
        return replace(typed, faults={"whole": as_sentence(error)})
    flash("The meeting is moved. They are told once.", "success")
    return redirect(f"/admin/meetings/{meeting.id}")


def _taken(desk: Desk, meeting: Meeting, wanted: Wanted) -> tuple[str, ...]:
    """Say when its worker is at another meeting then."""
    until = wanted.starts_at + timedelta(minutes=meeting.minutes)
    with desk.store.reading() as tx:
        together = gatherings.all_of(tx, meeting.id) if _together() else (meeting.id,)
        at = diaries.busy(
            tx,
            worker_id=meeting.worker_id,
            contact_id=meeting.contact_id,
            since=wanted.starts_at,
            until=until,
            but=together,
        )
    hits = [one.starts_at for one in at if one.ends_at > wanted.starts_at]
    said = [say_moment(hit, desk.now(), desk.house.zone) for hit in hits[:1]]
    return tuple(f"{meeting.worker} has another meeting {when}." for when in said)


def _call_off(desk: Desk, card: Card) -> ResponseReturnValue:
    actor, rest = viewer().actor, request.form.get("which") == "rest"
    asks = request.method == "GET" or asks_to_change()
    if asks or asks_to_see():
        texts = desk.book.texts_of_call_off(card.id, actor=actor, together=_together(), rest=rest)
        if asks:
            return render_template("meeting_call_off.html", card=card, shown=in_words(desk, texts))
        heading = f"Call off {card.when}{' and all after it' if rest else ''}?"
        return check_page(desk, heading, texts, button="Call it off")
    desk.book.call_off(card.id, actor=actor, together=_together(), rest=rest)
    said = "The meetings are called off." if rest else "The meeting is called off."
    flash(f"{said} They are told once.", "success")
    return redirect("/admin/week")


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
