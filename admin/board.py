"""The board: what young people said, added up. Reads released snapshots and nothing else."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from admin.board_tables import Finding, answered_at_least, findings, in_words
from admin.desk import Desk
from admin.guard import guard
from admin.times import say_moment
from admin.viewer import viewer
from bot.engine.model import Flow
from bot.errors import BadInput
from bot.insight.opening import Line, opening
from bot.insight.words import hidden_note
from bot.services.release_totals import shapes
from bot.store import audits, drawings
from bot.store.beginnings import WELCOME
from bot.store.queries import published
from bot.store.totals import Released


def board(desk: Desk) -> Blueprint:
    """Return the pages of the board."""
    blueprint = Blueprint("board", __name__, url_prefix="/admin/board")

    @blueprint.get("")
    def every() -> ResponseReturnValue:
        with desk.store.reading() as tx:
            keys = published.keys(tx)
        shown = [pair for key in keys if (pair := on_board(desk, key)) is not None]
        lines = [line_of(desk, *pair) for pair in shown]
        return render_template(
            "board.html",
            told=[line for line in lines if line["when"]],
            quiet=[line for line in lines if not line["when"]],
        )

    @blueprint.get("/<flow>")
    def one(flow: str) -> ResponseReturnValue:
        found = on_board(desk, flow)
        if found is None:
            abort(404)
        asked, released = found
        told: tuple[Finding, ...] = ()
        first: tuple[Line, ...] = ()
        charts: frozenset[str] = frozenset()
        if released is not None:
            with desk.store.reading() as tx:
                charts = drawings.names(tx, released.id)
            told = findings(asked, released.figures, desk.house)
            first = opening(released.figures, in_words(asked, released.figures, desk.house))
        return render_template(
            "board_flow.html",
            line=line_of(desk, asked, released),
            findings=told,
            opening=first,
            charts=charts,
            note=hidden_note(released.figures) if released else "",
            threshold=desk.release.threshold,
        )

    @blueprint.post("/<flow>/release")
    def release(flow: str) -> ResponseReturnValue:
        if on_board(desk, flow) is None:
            abort(404)
        if desk.release(flow) is None:
            flash(f"Not yet: {desk.release.threshold} more young people must answer first.")
        else:
            _record(desk, flow)
            flash("These are the new totals.", "success")
        return redirect(f"/admin/board/{flow}")

    return guard(blueprint)


def on_board(desk: Desk, key: str) -> tuple[Flow, Released | None] | None:
    """Return a flow that is counted; None for any other. The welcome never says it is counted."""
    try:
        flow, released = desk.release.newest(key)
    except BadInput:
        return None
    return (flow, released) if flow.key != WELCOME and shapes(flow) else None


def line_of(desk: Desk, flow: Flow, released: Released | None) -> dict[str, str | None]:
    """Return how the board names a flow, and when and how much of it was released."""
    if released is None:
        return {"key": flow.key, "name": flow.about.name, "when": None, "answered": None}
    return {
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
