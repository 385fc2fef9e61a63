"""Concerns: the queue, and one with its words. For safeguarding alone; every look is recorded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from admin.concern_acts import add_acts, add_disposal, add_endings
from admin.concern_words import (
    SENT,
    how_to_reach,
    say_category,
    say_channel,
    say_event,
    say_severity,
    say_state,
    say_who,
)
from admin.desk import Desk
from admin.drawings_page import as_picture
from admin.guard import guard
from admin.paging import part_of
from admin.times import say_ago, say_moment
from admin.viewer import viewer
from bot.errors import BadInput
from bot.privacy.policy import Action, Resource
from bot.safeguarding.replies import fixed
from bot.store import rotas
from bot.store.queries.concerns import Line, Whole

PHONE = re.compile(r"\+?\d[\d ()]{7,}\d")


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
        scope = viewer().scope_of(Resource.CONCERN, Action.SEE)
        lines = desk.concerns.queue(scope, include_closed=closed)
        part = part_of(lines)
        rows = [_row(line, desk.now()) for line in part.rows]
        mark = mark_of(desk.concerns.queue(scope))
        due = sorted(desk.dispose_of_concern.due())
        return render_template(
            "concerns.html", rows=rows, part=part, closed=closed, mark=mark, due=due
        )

    @blueprint.get("/newest")
    def newest() -> ResponseReturnValue:
        """Tell a page that is left open whether the queue is still as it shows it."""
        scope = viewer().scope_of(Resource.CONCERN, Action.SEE)
        return jsonify(mark=mark_of(desk.concerns.queue(scope)))

    @blueprint.get("/<int:concern_id>")
    def one(concern_id: int) -> ResponseReturnValue:
        return page(desk, concern_id)

    @blueprint.get("/<int:concern_id>/drawings/<drawn_id>.jpg")
    def drawing(concern_id: int, drawn_id: str) -> ResponseReturnValue:
        who = viewer().id
        found = desk.drawings.picture_of_concern(concern_id, drawn_id, user_id=who)
        return as_picture(found)

    add_acts(blueprint, desk, page)
    add_endings(blueprint, desk, page)
    add_disposal(blueprint, desk, page)
    return guard(blueprint)


def mark_of(lines: Sequence[Line]) -> str:
    """Return what changes whenever the queue does: no word and no name is in it."""
    told = ";".join(f"{one.id},{one.severity},{one.state},{one.close_asked}" for one in lines)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def page(
    desk: Desk, concern_id: int, faults: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Return one concern's page; what was typed wrong is kept in its field.

    Args:
        faults: field of a form -> what to mend.
    """
    whole = _read(desk, concern_id)
    now, zone = desk.now(), desk.house.zone

    def when(at: datetime | None) -> str | None:
        return say_moment(at, now, zone) if at is not None else None

    shown = render_template(
        "concern.html",
        whole=whole,
        row=_row(whole.line, now),
        who=say_who(whole),
        reach=how_to_reach(whole),
        opened=when(whole.line.opened_at),
        next_told=when(whole.next_told_at),
        review_due=when(whole.line.review_due_at),
        drawings=desk.drawings.of_concern(concern_id),
        words=[(when(at), words) for at, words in whole.words],
        told=[(when(at), words, SENT.get(state, state)) for at, words, state in whole.told],
        written=[(when(at), words, SENT.get(state, state)) for at, words, state in whole.written],
        events=[(when(event.at), say_event(event), event.words) for event in whole.events],
        numbers=local_numbers(desk.settings.local_numbers),
        colleagues=_colleagues(desk),
        resume_line=fixed("resume_line", "en").text,
        have_it=whole.taken_by == viewer().id,
        mine=whole.asked_to_close == viewer().id,
        time_over=concern_id in desk.dispose_of_concern.due(),
        typed=request.form,
        faults=faults or {},
    )
    return shown, 400 if faults else 200


def _colleagues(desk: Desk) -> list[rotas.Colleague]:
    with desk.store.reading() as tx:
        return [one for one in rotas.colleagues(tx) if one.id != viewer().id]


def _read(desk: Desk, concern_id: int) -> Whole:
    try:
        return desk.concerns.read(concern_id, user_id=viewer().id)
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


def local_numbers(setting: str | None) -> list[tuple[str, str, str]]:
    """Return the local numbers of the settings, a line each; they are parted by semicolons.

    Each is what stands before the number, the number to ring, and what stands after it.
    """
    lines = [line.strip() for line in (setting or "").split(";") if line.strip()]
    return [_around_the_number(line) for line in lines]


def _around_the_number(line: str) -> tuple[str, str, str]:
    found = PHONE.search(line)
    if found is None:
        return line, "", ""
    return line[: found.start()], found[0], line[found.end() :]
