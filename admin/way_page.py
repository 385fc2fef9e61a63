"""Getting there: the way to a place, written once; a lift or a fare for one meeting."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.meeting_cards import cards
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store import audits, getting_there, places
from bot.store.getting_there import TRAVEL
from bot.store.queries import meetings

TOLD = "Kept. {who} is texted it."
NOT_TOLD = "Kept. No text can go to {who} now: tell them."


def add_way(blueprint: Blueprint, desk: Desk) -> None:
    """Add the page where a worker sorts the way to one meeting."""

    @blueprint.route("/<int:meeting_id>/way", methods=["GET", "POST"])
    def way(meeting_id: int) -> ResponseReturnValue:
        who, problem = viewer(), None
        with desk.store.reading() as tx:
            meeting = meetings.one(tx, who.scope, meeting_id)
            if meeting is None:
                abort(404)
            card = cards(tx, desk, who, [meeting])[0]
            written = places.way_to(tx, meeting.place)
        if request.method == "POST":
            try:
                return _kept(desk, meeting_id, card.nickname)
            except BadInput as error:
                problem = as_sentence(error)
        page = render_template(
            "meeting_way.html",
            card=card,
            way=request.form.get("way", written or ""),
            travel=meeting.travel,
            longest=places.LONGEST,
            problem=problem,
        )
        return page, 400 if problem else 200


def _kept(desk: Desk, meeting_id: int, nickname: str) -> ResponseReturnValue:
    who, now = viewer(), desk.now()
    way, travel = request.form.get("way", "").strip(), request.form.get("travel", "")
    with desk.store.begin() as tx:
        told = getting_there.sort_out(
            tx,
            desk.house,
            meeting_id,
            way=way or None,
            travel=travel if travel in TRAVEL else None,
            user_id=who.id,
            now=now,
        )
        subject = f"appointment:{meeting_id}"
        audits.record(tx, actor=who.actor, action="appointment.way", subject=subject, now=now)
    flash((TOLD if told else NOT_TOLD).format(who=nickname), "success" if told else "error")
    return redirect(f"/admin/meetings/{meeting_id}")
