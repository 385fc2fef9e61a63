"""Concerns: the queue, and one with its words. For safeguarding alone; every look is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.concern_words import (
    can_be_texted,
    say_category,
    say_channel,
    say_severity,
    say_state,
)
from admin.desk import Desk
from admin.guard import guard
from admin.times import say_ago, say_moment
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.store.concerns import Line, Whole
from bot.store.users import RoleName

TAKEN = "It is yours now."
GONE = "Somebody else has it already."
RESUMED = "Questions may go on."
CLOSED = "The concern is closed."


@dataclass(frozen=True, slots=True)
class Row:
    """One concern of the queue in words: nothing of what was written."""

    id: int
    severity: str
    immediate: bool
    category: str
    age: str
    state: str
    tone: str
    channel: str


def concerns(desk: Desk) -> Blueprint:
    """Return the pages of concerns."""
    blueprint = Blueprint("concerns", __name__, url_prefix="/admin/concerns")

    @blueprint.get("")
    def queue() -> ResponseReturnValue:
        closed = request.args.get("closed") == "yes"
        lines = desk.concerns.queue(include_closed=closed)
        rows = [_row(line, desk.now()) for line in lines]
        return render_template("concerns.html", rows=rows, closed=closed)

    @blueprint.get("/<int:concern_id>")
    def one(concern_id: int) -> ResponseReturnValue:
        return _page(desk, concern_id)

    @blueprint.post("/<int:concern_id>/take")
    def take(concern_id: int) -> ResponseReturnValue:
        taken = desk.concerns.acknowledge(concern_id, user_id=viewer().id)
        flash(TAKEN if taken else GONE, "success" if taken else "error")
        return redirect(f"/admin/concerns/{concern_id}")

    @blueprint.post("/<int:concern_id>/resume")
    def resume(concern_id: int) -> ResponseReturnValue:
        _or_none(lambda: desk.concerns.resume(concern_id, user_id=viewer().id))
        flash(RESUMED, "success")
        return redirect(f"/admin/concerns/{concern_id}")

    @blueprint.post("/<int:concern_id>/close")
    def close(concern_id: int) -> ResponseReturnValue:
        outcome = request.form.get("outcome", "")
        try:
            desk.concerns.close(concern_id, user_id=viewer().id, outcome=outcome)
        except BadInput as error:
            return _page(desk, concern_id, outcome=outcome, problem=as_sentence(error))
        flash(CLOSED, "success")
        return redirect("/admin/concerns")

    return guard(blueprint, RoleName.SAFEGUARDING)


def _page(
    desk: Desk, concern_id: int, *, outcome: str = "", problem: str | None = None
) -> ResponseReturnValue:
    whole = _read(desk, concern_id)
    now, zone = desk.now(), desk.house.zone
    page = render_template(
        "concern.html",
        whole=whole,
        row=_row(whole.line, now),
        opened=say_moment(whole.line.opened_at, now, zone),
        words=[(say_moment(at, now, zone), words) for at, words in whole.words],
        reach=can_be_texted(whole),
        numbers=local_numbers(desk.settings.local_numbers),
        outcome=outcome,
        problem=problem,
    )
    return page, 400 if problem else 200


def _read(desk: Desk, concern_id: int) -> Whole:
    try:
        return desk.concerns.read(concern_id, user_id=viewer().id)
    except BadInput:
        abort(404)


def _or_none(act: Callable[[], None]) -> None:
    try:
        act()
    except BadInput:
        abort(404)


def _row(line: Line, now: datetime) -> Row:
    state, tone = say_state(line)
    return Row(
        id=line.id,
        severity=say_severity(line.severity),
        immediate=line.severity == "immediate",
        category=say_category(line.category),
        age=say_ago(line.opened_at, now),
        state=state,
        tone=tone,
        channel=say_channel(line.address_kind),
    )


def local_numbers(setting: str | None) -> list[str]:
    """Return the local numbers of the settings, a line each; they are parted by semicolons."""
    return [number.strip() for number in (setting or "").split(";") if number.strip()]
