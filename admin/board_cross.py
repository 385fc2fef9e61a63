"""One group within another: a question by two breakdowns at once, where that is safe."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from admin.board import on_board
from admin.board_tables import Rows, in_words, rows_of
from admin.desk import Desk
from admin.guard import guard
from bot.insight.figures import SafeQuestion, SafeTally
from bot.insight.labels import BREAKDOWN_NAMES, say_group

Table = tuple[str, tuple[str, ...], Rows]


def board_cross(desk: Desk) -> Blueprint:
    """Return the page of two breakdowns."""
    blueprint = Blueprint("board_cross", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/cross")
    def cross(flow: str) -> ResponseReturnValue:
        found = on_board(desk, flow)
        if found is None:
            abort(404)
        asked, released = found
        words = in_words(asked, released.figures, desk.house) if released else {}
        chosen = _chosen(released.figures) if released else None
        by, within = _names()
        tables: tuple[Table, ...] | None = None
        if chosen is not None and by != within:
            tables = _tables(chosen, by, within, labels=words[chosen.id].labels)
        return render_template(
            "board_cross.html",
            flow=asked,
            wave=released.wave if released else None,
            words=words,
            names=BREAKDOWN_NAMES,
            question=chosen.id if chosen else None,
            by=by,
            within=within,
            tables=tables,
            threshold=desk.release.threshold,
        )

    return guard(blueprint)


def _chosen(safe: SafeTally) -> SafeQuestion | None:
    wanted = request.args.get("question")
    known = {question.id: question for question in safe.questions}
    if wanted in known:
        return known[wanted]
    return safe.questions[0] if safe.questions else None


def _names() -> tuple[str, str]:
    by, within = request.args.get("by", "gender"), request.args.get("within", "age_band")
    if by not in BREAKDOWN_NAMES or within not in BREAKDOWN_NAMES:
        abort(404)
    return by, within


def _tables(
    question: SafeQuestion, by: str, within: str, *, labels: Mapping[str, str]
) -> tuple[Table, ...] | None:
    """Return a table for each group of `within`; None where the pair is withheld."""
    turned = (by, within) not in question.pairs
    cells = question.pairs.get((within, by) if turned else (by, within))
    if not cells:
        return None
    places = {((b, a) if turned else (a, b)): figures for (a, b), figures in cells.items()}
    outer = tuple(dict.fromkeys(group for _, group in places))
    tables = []
    for group in outer:
        inside = {a: figures for (a, b), figures in places.items() if b == group}
        rows, _ = rows_of(tuple(inside.values()), labels)
        named = tuple(say_group(by, key) for key in inside)
        tables.append((say_group(within, group), named, rows))
    return tuple(tables)
