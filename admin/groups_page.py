"""Focus groups: invited by group, voted on, settled, reminded, and what was said in the room."""

from __future__ import annotations

from datetime import datetime, time

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.round_forms import LAST_MINUTE, Typed, typed_of
from admin.times import parse_date, say_moment
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.rounds.audience import Audience
from bot.rounds.focus_group import Offered, lines
from bot.services.invite_group import Invitation
from bot.store import audiences, focus_groups, rounds
from bot.store.focus_groups import FocusGroup

VOTED = (("a2", "Where"), ("a3", "When"), ("a4", "How"))
USUAL_WAYS = "In a room\nVideo call\nIn this chat"


def groups_page(desk: Desk) -> Blueprint:
    """Return the pages of focus groups."""
    blueprint = Blueprint("groups", __name__, url_prefix="/admin/focus-groups")
    _add_inviting(blueprint, desk)
    _add_one(blueprint, desk)
    return guard(blueprint)


def _add_inviting(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("")
    def every() -> ResponseReturnValue:
        with desk.store.reading() as tx:
            found = focus_groups.every(tx)
        return render_template(
            "focus_groups.html", lines=[(one, _when(desk, one)) for one in found]
        )

    @blueprint.get("/new")
    def new() -> ResponseReturnValue:
        return _form(desk, Typed(), {"ways": USUAL_WAYS})

    @blueprint.post("/new")
    def invite() -> ResponseReturnValue:
        typed = typed_of(request.form)
        try:
            group_id = desk.invite_group(_wanted(desk, typed), user_id=viewer().id)
        except BadInput as error:
            return _form(desk, typed, request.form.to_dict(), problem=as_sentence(error))
        flash("They are asked where, when and how.", "success")
        return redirect(f"/admin/focus-groups/{group_id}")


def _add_one(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/<int:group_id>")
    def one(group_id: int) -> ResponseReturnValue:
        return _page(desk, group_id)

    @blueprint.post("/<int:group_id>/settle")
    def settle(group_id: int) -> ResponseReturnValue:
        form = request.form
        try:
            desk.invite_group.settle(
                group_id,
                place=form.get("place", ""),
                way=form.get("way", ""),
                meets_at=_moment(desk),
                user_id=viewer().id,
            )
        except BadInput as error:
            return _page(desk, group_id, problem=as_sentence(error))
        flash(
            "Settled. Whoever said they would come is told, and reminded a day before.", "success"
        )
        return redirect(f"/admin/focus-groups/{group_id}")

    @blueprint.post("/<int:group_id>/note")
    def note(group_id: int) -> ResponseReturnValue:
        try:
            desk.invite_group.note(group_id, request.form.get("notes", ""), user_id=viewer().id)
        except BadInput as error:
            return _page(desk, group_id, problem=as_sentence(error))
        flash("The notes are kept.", "success")
        return redirect(f"/admin/focus-groups/{group_id}")


def _wanted(desk: Desk, typed: Typed) -> Invitation:
    closes = parse_date(typed.closes)
    if closes is None:
        raise BadInput("choose the day the vote ends")
    form = request.form
    return Invitation(
        about=typed.about,
        asked_from=form.get("asked_from", "")[:40],
        audience=Audience(
            tuple(int(one) for one in typed.teams if one.isdecimal()),
            typed.areas,
            typed.age_bands,
            tuple(int(one) for one in typed.workers if one.isdecimal()),
        ),
        offered=Offered(
            lines(form.get("places", "")), lines(form.get("times", "")), lines(form.get("ways", ""))
        ),
        closes_at=datetime.combine(closes, LAST_MINUTE, desk.house.zone),
    )


def _moment(desk: Desk) -> datetime:
    day = parse_date(request.form.get("day", ""))
    try:
        clock = time.fromisoformat(request.form.get("clock", ""))
    except ValueError as error:
        raise BadInput("choose the time, like 16:00") from error
    if day is None:
        raise BadInput("choose the day")
    return datetime.combine(day, clock.replace(tzinfo=None), desk.house.zone)


def _form(
    desk: Desk, typed: Typed, given: dict[str, str], *, problem: str | None = None
) -> ResponseReturnValue:
    with desk.store.reading() as tx:
        groups = audiences.groups(tx)
    asked_from = given.get("asked_from") or request.args.get("from", "")
    page = render_template(
        "focus_group_new.html",
        typed=typed,
        given=given,
        groups=groups,
        asked_from=asked_from,
        problem=problem,
    )
    return page, 400 if problem else 200


def _page(desk: Desk, group_id: int, *, problem: str | None = None) -> ResponseReturnValue:
    with desk.store.reading() as tx:
        group = focus_groups.one(tx, group_id)
        of = rounds.one(tx, group.round_id) if group else None
    if group is None or of is None:
        abort(404)
    leads = desk.invite_group.leads(group)
    page = render_template(
        "focus_group.html",
        group=group,
        when=_when(desk, group),
        closes=say_moment(of.closes_at, desk.now(), desk.house.zone),
        over=desk.now() >= of.closes_at,
        voted=[(name, leads.get(key, ())) for key, name in VOTED],
        typed=request.form,
        problem=problem,
    )
    return page, 400 if problem else 200


def _when(desk: Desk, group: FocusGroup) -> str | None:
    if group.meets_at is None:
        return None
    return say_moment(group.meets_at, desk.now(), desk.house.zone)
