"""A worker is away or has changed: their young people go to a colleague, each told by a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.paging import AT_MOST, part_of
from admin.times import parse_date
from admin.viewer import Viewer, viewer
from admin.words import as_sentence
from admin.would_go import asks_to_change, asks_to_see, check_page
from bot.errors import BadInput
from bot.store import audits, staff
from bot.store.database import Transaction
from bot.store.handing_over import hand_over
from bot.store.queries import people
from bot.store.queries.people import PersonLine
from bot.store.would_go import would_go

HAND_OVER = "Hand over and tell them"
DONE = "{count} handed over. Each is told by a text they can answer."
UNTOLD = " No text can go to {untold} of them: it is on the new worker's list to tell them."


def add_hand_over(blueprint: Blueprint, desk: Desk) -> None:
    """Add the page that hands young people over."""

    @blueprint.route("/hand-over", methods=["GET", "POST"])
    def hand_over_page() -> ResponseReturnValue:
        who = viewer()
        faults: dict[str, str] = {}
        if request.method == "POST":
            chosen = request.form.getlist("contact", type=int)
            to = request.form.get("to", type=int)
            if not chosen:
                faults["contact"] = "Choose at least one young person."
            if to is None:
                faults["to"] = "Choose who they go to."
            back_on = parse_date(request.form.get("back_on", ""))
            if back_on is not None and back_on <= desk.now().astimezone(desk.house.zone).date():
                faults["back_on"] = "Choose a day to come, or none."
            if to is not None and not faults and not asks_to_change():
                return _handed(desk, who, chosen, to=to, back_on=back_on)
        with desk.store.reading() as tx:
            part = part_of(_by_caseload(people.in_scope(tx, who.scope)))
            colleagues = staff.with_caseload_beside(tx, who.id)
        page = render_template(
            "hand_over.html",
            part=part,
            colleagues=colleagues,
            me=who.id,
            chosen=request.form.getlist("contact", type=int),
            to=request.form.get("to", ""),
            why=request.form.get("why", "for_good"),
            back_on=request.form.get("back_on", ""),
            faults=faults,
        )
        return page, 400 if faults else 200


def _by_caseload(mine: Sequence[PersonLine]) -> Sequence[PersonLine]:
    """Return people so that a caseload stays together where they are too many for one page."""
    if len(mine) <= AT_MOST:
        return mine
    return sorted(mine, key=lambda one: (one.worker or "", one.worker_id or 0))


def _handed(
    desk: Desk, who: Viewer, chosen: list[int], *, to: int, back_on: date | None
) -> ResponseReturnValue:
    away, now = request.form.get("why") == "away", desk.now()
    with desk.store.reading() as tx:
        allowed = {person.id for person in people.in_scope(tx, who.scope)}
        colleagues = {one.id for one in staff.with_caseload_beside(tx, who.id)} | {who.id}
    if not allowed.issuperset(chosen) or to not in colleagues:
        abort(404)

    def act(tx: Transaction) -> list[int]:
        hand_over(tx, desk.house, chosen, to, away=away, now=now, back_on=back_on)
        return chosen

    try:
        if asks_to_see():
            texts = would_go(desk.store, act)
            return check_page(desk, "Hand over, and tell them this?", texts, button=HAND_OVER)
        with desk.store.begin() as tx:
            untold = hand_over(tx, desk.house, chosen, to, away=away, now=now, back_on=back_on)
            for contact_id in chosen:
                audits.record(
                    tx,
                    actor=who.actor,
                    action="contact.hand_over",
                    subject=f"contact:{contact_id}",
                    now=now,
                )
    except BadInput as error:
        flash(as_sentence(error), "error")
        return redirect("/admin/people/hand-over")
    said = DONE.format(count=len(chosen)) + (UNTOLD.format(untold=untold) if untold else "")
    flash(said, "success")
    return redirect("/admin/people")
