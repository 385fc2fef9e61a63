"""Three pages around concerns: how they are answered, reading by lot, and signing fixed replies."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.times import say_date, say_moment
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.safeguarding.care_figures import by_week
from bot.safeguarding.replies import fixed_texts
from bot.store.queries import care_report as counted

WEEKS = 12


def care_report(desk: Desk) -> Blueprint:
    """Return the report: how long concerns waited, false alarms, misses found. No names in it."""
    blueprint = Blueprint("care_report", __name__, url_prefix="/admin/care-report")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        now = desk.now()
        with desk.store.reading() as tx:
            since = now - timedelta(weeks=WEEKS + 1)
            facts, reads = counted.facts(tx, since), counted.reads(tx, since)
        weeks = by_week(facts, reads, zone=desk.house.zone, now=now, weeks=WEEKS)
        rows = [(say_date(week.monday), week) for week in weeks if week.opened or week.read]
        return render_template("care_report.html", rows=rows)

    return guard(blueprint)


def read_again(desk: Desk) -> Blueprint:
    """Return the page where a person reads, without a name, what no rule flagged."""
    blueprint = Blueprint("read_again", __name__, url_prefix="/admin/read-again")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        now, zone = desk.now(), desk.house.zone
        drawn = desk.read_again.waiting(user_id=viewer().id)
        rows = [(one.id, say_moment(one.received_at, now, zone), one.words) for one in drawn]
        return render_template("read_again.html", rows=rows)

    @blueprint.post("/<int:drawn_id>")
    def answer(drawn_id: int) -> ResponseReturnValue:
        missed = request.form.get("found") == "missed"
        opened = desk.read_again.answer(drawn_id, user_id=viewer().id, missed=missed)
        if opened is not None:
            flash("A concern is open, and the rota is told.", "success")
            return redirect(f"/admin/concerns/{opened}")
        return redirect("/admin/read-again")

    return guard(blueprint)


def fixed_replies(desk: Desk) -> Blueprint:
    """Return the page where the fixed replies are read and signed."""
    blueprint = Blueprint("fixed_replies", __name__, url_prefix="/admin/fixed-replies")

    def page(problem: str | None = None) -> ResponseReturnValue:
        signed, today = desk.sign_replies.signed(), desk.now().date()
        rows = []
        for key, entry in fixed_texts().items():
            one = signed.get(key)
            due = one is None or one.next_review <= today
            said = "Nobody has signed it"
            if one is not None:
                until = say_date(one.next_review)
                said = f"Signed by {one.by} on {say_date(one.on)}, next look {until}"
            rows.append(
                (key, entry.texts["en"], f"{said}. Its review is due" if one and due else said)
            )
        return render_template("fixed_replies.html", rows=rows, problem=problem), (
            400 if problem else 200
        )

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        return page()

    @blueprint.post("")
    def sign() -> ResponseReturnValue:
        try:
            count = desk.sign_replies(request.form.getlist("read"), user_id=viewer().id)
        except BadInput as error:
            return page(as_sentence(error))
        flash(f"You signed {count} {'text' if count == 1 else 'texts'}.", "success")
        return redirect("/admin/fixed-replies")

    return guard(blueprint)
