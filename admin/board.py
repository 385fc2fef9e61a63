"""The board: what young people said, added up. Reads released snapshots and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.board_course import books, books_dates, ended, history, stretches
from admin.board_tables import answered_at_least, findings, in_words
from admin.desk import Desk
from admin.guard import guard
from admin.round_words import heard_back
from admin.times import say_moment
from admin.viewer import viewer
from bot.engine.model import Flow
from bot.errors import BadInput, FlowError
from bot.insight.opening import opening
from bot.insight.words import hidden_note
from bot.services.release_totals import shapes
from bot.store import audits, drawings
from bot.store.beginnings import WELCOME
from bot.store.queries import published
from bot.store.totals import Released

Line: TypeAlias = dict[str, str | int | None]


def board(desk: Desk) -> Blueprint:
    """Return the pages of the board."""
    blueprint = Blueprint("board", __name__, url_prefix="/admin/board")

    @blueprint.get("")
    def every() -> ResponseReturnValue:
        with desk.store.reading() as tx:
            votes = published.votes(tx)
            keys = [key for key in published.keys(tx) if key not in votes]
        lines, unread = _lines(desk, keys)
        back, waiting = desk.changes.heard_back(), desk.drawings.waiting()
        return render_template(
            "board.html",
            told=[line for line in lines if line["when"]],
            quiet=[line for line in lines if not line["when"]],
            unread=unread,
            heard=heard_back(back),
            share_known=back.share is not None,
            drawings=waiting,
            drawings_late=desk.drawings.is_late(waiting),
        )

    @blueprint.get("/<flow>")
    def one(flow: str) -> ResponseReturnValue:
        found = on_board(desk, flow)
        if found is None:
            abort(404)
        asked, released = found
        return render_template(
            "board_flow.html",
            line=line_of(desk, asked, released),
            waves=desk.release.waves(asked),
            hidden=_hidden(desk, asked),
            threshold=desk.release.threshold,
            **(_shown(desk, asked, released) if released is not None else {}),
        )

    @blueprint.post("/<flow>/release")
    def release(flow: str) -> ResponseReturnValue:
        found = on_board(desk, flow)
        if found is None:
            abort(404)
        if desk.release(flow) is not None:
            _record(desk, flow)
            flash("These are the new totals.", "success")
        elif desk.release.hidden_until(found[0]) is not None:
            flash("Not now: the counts of this round are hidden until it is over.")
        else:
            flash(f"Not yet: {desk.release.threshold} more young people must answer first.")
        return redirect(f"/admin/board/{flow}")

    return guard(blueprint)


def _lines(desk: Desk, keys: Sequence[str]) -> tuple[list[Line], list[str]]:
    """Return the lines of the list, and the keys of conversations that cannot be read."""
    lines: list[Line] = []
    unread: list[str] = []
    for key in keys:
        try:
            found = on_board(desk, key)
        except FlowError:
            unread.append(key)
            continue
        if found is not None:
            lines.append(line_of(desk, *found))
    return lines, unread


def _shown(desk: Desk, asked: Flow, released: Released) -> dict[str, Any]:
    """Return what is told of one snapshot: words, then figures, then who it is from."""
    figures = released.figures
    words = in_words(asked, figures, desk.house)
    with desk.store.reading() as tx:
        charts = drawings.names(tx, released.id)
    return {
        "findings": findings(asked, figures, desk.house),
        "opening": opening(figures, words),
        "charts": charts,
        "note": hidden_note(figures),
        "stretches": stretches(figures, words),
        "ended": ended(figures),
        "books": books(figures),
        "books_dates": books_dates(released, desk.house.zone),
        "history": history(desk.release.history(asked, released.wave), desk.house.zone),
    }


def _hidden(desk: Desk, asked: Flow) -> str | None:
    until = desk.release.hidden_until(asked)
    return None if until is None else say_moment(until, desk.now(), desk.house.zone)


def on_board(desk: Desk, key: str) -> tuple[Flow, Released | None] | None:
    """Return a flow that is counted, and the snapshot of the wave that is looked at.

    None for a flow that is not counted. The welcome never says it is.
    """
    try:
        flow, released = desk.release.newest(key, wave=request.args.get("wave", type=int))
    except BadInput:
        return None
    return (flow, released) if flow.key != WELCOME and shapes(flow) else None


def line_of(desk: Desk, flow: Flow, released: Released | None) -> Line:
    """Return how the board names a flow, and when and how much of it was released."""
    if released is None:
        return {"key": flow.key, "name": flow.about.name, "when": None, "answered": None, "wave": 1}
    return {
        "wave": released.wave,
        "key": flow.key,
        "name": flow.about.name,
        "when": say_moment(released.released_at, desk.now(), desk.house.zone),
        "answered": answered_at_least(released.figures),
    }


def _record(desk: Desk, flow: str) -> None:
    with desk.store.begin() as tx:
        audits.record(
            tx,
            actor=viewer().actor,
            action="totals.release",
            subject=f"flow:{flow}",
            now=desk.now(),
        )
