"""A code the young person texts, beside their worker: to join, or to move to a new number."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.times import say_clock
from admin.viewer import viewer
from bot.meetings.joining import shown
from bot.store import audits, joining
from bot.store.queries import people


def add_joining(blueprint: Blueprint, desk: Desk) -> None:
    """Add the page that shows a code, once."""

    @blueprint.post("/<int:contact_id>/code")
    def code(contact_id: int) -> ResponseReturnValue:
        who, now = viewer(), desk.now()
        moves = request.form.get("moves") == "yes"
        with desk.store.begin() as tx:
            person = people.one(tx, who.scope, contact_id)
            if person is None:
                abort(404)
            made, until = joining.make(tx, contact_id, made_by=who.id, moves=moves, now=now)
            audits.record(
                tx,
                actor=who.actor,
                action="contact.code",
                subject=f"contact:{contact_id}",
                now=now,
            )
        return render_template(
            "join_code.html",
            person=person,
            code=shown(made),
            moves=moves,
            number=_as_dialled(desk.settings.twilio.from_number),
            until=say_clock(until.astimezone(desk.house.zone).time()),
        )


def _as_dialled(number: str | None) -> str | None:
    """Return a number as people here write it: "07700 900000"."""
    if number is None or not number.startswith("+44"):
        return number
    return f"0{number[3:7]} {number[7:]}"
