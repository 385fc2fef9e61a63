"""Complaints and erasures with their dates. A lead reads what is complained of, nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from admin.desk import Desk
from admin.guard import guard
from admin.paging import part_of
from admin.times import say_moment
from admin.viewer import held_roles, viewer
from bot.errors import BadInput
from bot.store import audits
from bot.store import cases as stored
from bot.store.cases import Case
from bot.store.database import Transaction
from bot.store.staff_tables import RoleName

SHORTEST, AT_MOST = 10, 50
SAY_MORE = "Say in a sentence what came of it: the young person reads it on their page."
ANSWERED = "Answered. They can read it on their own page. Tell them in person, too."
STATES = {"open": "Nobody has it yet", "acknowledged": "Somebody has it", "closed": "Done"}


def cases(desk: Desk) -> Blueprint:
    """Return the page and its two buttons."""
    blueprint = Blueprint("cases", __name__, url_prefix="/admin/cases")

    @blueprint.get("")
    def everything() -> ResponseReturnValue:
        with desk.store.begin() as tx:
            part = part_of(_seen(tx), AT_MOST)
            _record_look(tx, desk, part.rows)
        now, zone = desk.now(), desk.house.zone
        lines = [
            {
                "case": case,
                "state": STATES[case.state],
                "opened": say_moment(case.opened_at, now, zone),
                "due": say_moment(case.due_at, now, zone),
                "days": (case.due_at - now).days,
                "reads": _reads_words(),
            }
            for case in part.rows
        ]
        return render_template("cases.html", lines=lines, part=part)

    @blueprint.post("/<int:case_id>/take")
    def take(case_id: int) -> ResponseReturnValue:
        with desk.store.begin() as tx:
            _one(tx, case_id)
            stored.acknowledge(tx, case_id, user_id=viewer().id, now=desk.now())
            _record(tx, desk, "case.taken", case_id)
        return redirect("/admin/cases")

    @blueprint.post("/<int:case_id>/answer")
    def answer(case_id: int) -> ResponseReturnValue:
        outcome = request.form.get("outcome", "").strip()
        if len(outcome) < SHORTEST:
            flash(SAY_MORE, "error")
            return redirect("/admin/cases")
        try:
            with desk.store.begin() as tx:
                _one(tx, case_id)
                now, who = desk.now(), viewer().id
                stored.acknowledge(tx, case_id, user_id=who, now=now)
                stored.close(tx, case_id, user_id=who, outcome=outcome, now=now)
                _record(tx, desk, "case.answered", case_id)
        except BadInput as error:
            flash(str(error), "error")
        else:
            flash(ANSWERED, "success")
        return redirect("/admin/cases")

    return guard(blueprint)


def _reads_words() -> bool:
    return RoleName.LEAD in held_roles()


def _seen(tx: Transaction) -> tuple[Case, ...]:
    """Return what whoever is signed in may see: a lead their team's, an administrator all dates."""
    everything = stored.all_of(tx)
    if RoleName.ADMINISTRATOR in held_roles():
        return everything
    return tuple(case for case in everything if case.team_id in {None, current_user.team_id})


def _one(tx: Transaction, case_id: int) -> Case:
    """Only who may read a complaint may answer it, and nobody one about themselves."""
    found = next((case for case in _seen(tx) if case.id == case_id), None)
    if found is None or not _reads_words() or found.worker_id == viewer().id:
        abort(404)
    return found


def _record_look(tx: Transaction, desk: Desk, found: Sequence[Case]) -> None:
    for case in found:
        if _reads_words() and case.words:
            _record(tx, desk, "case.read", case.id)


def _record(tx: Transaction, desk: Desk, action: str, case_id: int) -> None:
    audits.record(
        tx, actor=viewer().actor, action=action, subject=f"case:{case_id}", now=desk.now()
    )
