"""Rounds: launched, steered, closed. Groups and safe numbers; never anybody's name or number."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.guest_list import take_off
from admin.round_forms import LAST_MINUTE, Typed, blank, read_plan, typed_of
from admin.round_words import STANDS, few, heard_back, next_step
from admin.times import parse_date, say_moment
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.rounds.findings import RUNGS
from bot.rounds.standing import Standing
from bot.services.launch_round import Plan, Preview
from bot.services.release_totals import shapes
from bot.store import audiences, findings, guests, invitations
from bot.store import rounds as rows
from bot.store.beginnings import WELCOME
from bot.store.rounds import Round

MADE_HERE = ("right-", "group-")  # asked from pages of their own


def rounds(desk: Desk) -> Blueprint:
    """Return the pages of rounds."""
    blueprint = Blueprint("rounds", __name__, url_prefix="/admin/rounds")
    _add_list(blueprint, desk)
    _add_guests(blueprint, desk)
    _add_launch(blueprint, desk)
    _add_steering(blueprint, desk)
    _add_poster(blueprint, desk)
    return guard(blueprint)


def _add_list(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("")
    def every() -> ResponseReturnValue:
        with desk.store.reading() as tx:
            found = rows.every(tx)
            on_the_list = guests.every(tx)
        back = desk.changes.heard_back()
        return render_template(
            "rounds.html",
            lines=[_line(desk, one) for one in found],
            heard=heard_back(back),
            share_known=back.share is not None,
            guests=on_the_list,
        )

    @blueprint.get("/<int:round_id>")
    def one(round_id: int) -> ResponseReturnValue:
        found = _find(desk, round_id)
        with desk.store.reading() as tx:
            told = findings.of_round(tx, round_id)
            counts = invitations.counts(tx, round_id)
        return render_template(
            "round.html",
            round=found,
            line=_line(desk, found),
            counts={"planned": few(counts.planned), "invited": few(counts.invited)},
            findings=[(each, next_step(each.progress)) for each in told],
            rungs=RUNGS,
            typed=request.args,
            tomorrow=desk.now().date().isoformat(),
        )


def _add_guests(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/guests")
    def add_guest() -> ResponseReturnValue:
        try:
            desk.add_guest(request.form.get("phone", ""), user_id=viewer().id)
        except BadInput as error:
            flash(as_sentence(error), "error")
        else:
            flash("The guest is on the list. Only trials reach guests.", "success")
        return redirect("/admin/rounds")

    @blueprint.post("/guests/<int:guest_id>/remove")
    def remove_guest(guest_id: int) -> ResponseReturnValue:
        take_off(desk, guest_id)
        return redirect("/admin/rounds")


def _add_launch(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/new")
    def new() -> ResponseReturnValue:
        today = desk.now().astimezone(desk.house.zone).date()
        return _form(desk, blank(today))

    @blueprint.post("/new")
    def launch() -> ResponseReturnValue:
        typed = typed_of(request.form)
        plan = read_plan(typed, desk.house.zone, desk.now())
        if not isinstance(plan, Plan):
            return _form(desk, replace(typed, faults=plan))
        try:
            if "launch" not in request.form:
                return _form(desk, typed, preview=desk.launch_round.preview(plan))
            round_id = desk.launch_round(plan, user_id=viewer().id)
        except BadInput as error:
            return _form(desk, typed, problem=as_sentence(error))
        flash("The round is launched.", "success")
        return redirect(f"/admin/rounds/{round_id}")


def _add_steering(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/<int:round_id>/<act>")
    def steer(round_id: int, act: str) -> ResponseReturnValue:
        _find(desk, round_id)
        acts: dict[str, tuple[Callable[[], None], str]] = {
            "pause": (
                lambda: desk.steer_round.pause(round_id, user_id=viewer().id),
                "Paused. Nobody else is asked until it goes on.",
            ),
            "resume": (
                lambda: desk.steer_round.resume(round_id, user_id=viewer().id),
                "It goes on.",
            ),
            "end": (
                lambda: desk.steer_round.end(round_id, user_id=viewer().id),
                "Nobody else is asked. Now tell them what comes of it.",
            ),
            "extend": (lambda: _extend(desk, round_id), "It stays open until the new day."),
            "close": (
                lambda: desk.steer_round.close(
                    round_id, reason=request.form.get("reason", ""), user_id=viewer().id
                ),
                "The round is closed.",
            ),
        }
        if act not in acts:
            abort(404)
        change, said = acts[act]
        try:
            change()
        except BadInput as error:
            flash(as_sentence(error), "error")
        else:
            flash(said, "success")
        return redirect(f"/admin/rounds/{round_id}")


def _add_poster(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/<int:round_id>/poster")
    def poster(round_id: int) -> ResponseReturnValue:
        found = _find(desk, round_id)
        if found.join_word is None:
            abort(404)
        return render_template(
            "poster.html",
            round=found,
            number=desk.settings.twilio.from_number,
            organisation=desk.house.organisation,
            until=say_moment(found.closes_at, desk.now(), desk.house.zone),
        )

    @blueprint.get("/<int:round_id>/poster.svg")
    def code(round_id: int) -> ResponseReturnValue:
        found, number = _find(desk, round_id), desk.settings.twilio.from_number
        if found.join_word is None or number is None:
            abort(404)
        import segno  # noqa: PLC0415

        drawn = io.BytesIO()
        text = f"smsto:{number}:{found.join_word.upper()}"
        segno.make(text, error="m").save(drawn, kind="svg", scale=8, border=4)
        return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _extend(desk: Desk, round_id: int) -> None:
    day = parse_date(request.form.get("until", ""))
    if day is None:
        raise BadInput("choose the new last day")
    until = datetime.combine(day, LAST_MINUTE, desk.house.zone)
    desk.steer_round.extend(round_id, until, user_id=viewer().id)


def _find(desk: Desk, round_id: int) -> Round:
    with desk.store.reading() as tx:
        found = rows.one(tx, round_id)
    if found is None:
        abort(404)
    return found


def _line(desk: Desk, of: Round) -> dict[str, object]:
    stands = of.stands(desk.now())
    words, tone = STANDS[stands]
    zone = desk.house.zone
    return {
        "id": of.id,
        "name": of.name,
        "stands": words,
        "tone": tone,
        "trial": of.trial,
        "wave": of.wave,
        "opens": say_moment(of.opens_at, desk.now(), zone),
        "closes": say_moment(of.closes_at, desk.now(), zone),
        "acts": {
            "pause": stands in (Standing.PLANNED, Standing.RUNNING),
            "resume": stands is Standing.PAUSED,
            "end": stands in (Standing.PLANNED, Standing.RUNNING, Standing.PAUSED),
            "extend": stands is not Standing.CLOSED,
            "close": stands is not Standing.CLOSED,
        },
    }


def _form(
    desk: Desk, typed: Typed, *, preview: Preview | None = None, problem: str | None = None
) -> ResponseReturnValue:
    with desk.store.reading() as tx:
        groups = audiences.groups(tx)
        published = desk.release.shelf.all_newest(tx)
    flows = [
        (one.flow.key, one.flow.about.name)
        for one in published
        if one.flow.key != WELCOME
        and shapes(one.flow)
        and not one.flow.key.startswith(("right-", "group-"))
    ]
    page = render_template(
        "round_new.html",
        typed=typed,
        groups=groups,
        flows=sorted(flows, key=lambda pair: pair[1]),
        preview=preview,
        first=_said(desk, preview.first) if preview else None,
        last=_said(desk, preview.last) if preview else None,
        problem=problem,
    )
    return page, 400 if typed.faults or problem else 200


def _said(desk: Desk, at: datetime | None) -> str | None:
    return say_moment(at, desk.now(), desk.house.zone) if at is not None else None
