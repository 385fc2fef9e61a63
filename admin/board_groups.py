"""One question of the board by every group: a page each, as all at once weigh a megabyte."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from admin.board import line_of, on_board
from admin.board_tables import findings, in_words
from admin.board_waves import by_wave
from admin.desk import Desk
from admin.guard import guard
from bot.engine.model import Flow
from bot.insight.figures import SafeQuestion, SafeTally
from bot.insight.words import hidden_note, listed, withheld_note
from bot.store import drawings


def board_groups(desk: Desk) -> Blueprint:
    """Return the page of one question by group."""
    blueprint = Blueprint("board_groups", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/groups/<question>")
    def groups(flow: str, question: str) -> ResponseReturnValue:
        asked, released = on_board(desk, flow) or (None, None)
        if asked is None or released is None:
            abort(404)
        told = findings(asked, alone(released.figures, question), desk.house)
        if not told:
            abort(404)
        unshown = [split.name for split in told[0].splits if split.note]
        labels = in_words(asked, released.figures, desk.house)[question].labels
        with desk.store.reading() as tx:
            charts = drawings.names(tx, released.id)
        return render_template(
            "board_groups.html",
            line=line_of(desk, asked, released),
            each=told[0],
            charts=charts,
            note=hidden_note(released.figures),
            withheld=withheld_note(listed(unshown)) if unshown else None,
            waves=by_wave(_every_wave(desk, asked, question), labels),
        )

    return guard(blueprint)


def _every_wave(desk: Desk, asked: Flow, question: str) -> list[tuple[int, SafeQuestion]]:
    """Return one question in each wave that has totals to see."""
    found = []
    for wave in desk.release.waves(asked):
        _, released = desk.release.newest(asked.key, wave=wave)
        figures = alone(released.figures, question).questions if released else ()
        found += [(wave, each) for each in figures]
    return found


def alone(figures: SafeTally, question: str) -> SafeTally:
    """Return the figures of one question, or of none where there is no such question."""
    return replace(figures, questions=tuple(q for q in figures.questions if q.id == question))
