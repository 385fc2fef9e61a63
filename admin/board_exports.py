"""The board's figures to take away: CSV, XLSX, and what each column means. Fresh sign-in only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from admin.board import on_board
from admin.board_groups import alone
from admin.board_tables import in_words
from admin.desk import Desk
from admin.guard import guard
from admin.spreadsheets import CSV, XLSX, as_csv, as_workbook, download
from admin.viewer import viewer
from bot.engine.model import Flow
from bot.insight.labels import BREAKDOWN_NAMES, WAVES
from bot.insight.sheets import COLUMNS, Cell, Head, dictionary, rows
from bot.store import audits
from bot.store.totals import Released

BREAKDOWN, WITHIN = (tuple(COLUMNS).index(column) for column in ("breakdown", "within"))


def board_exports(desk: Desk) -> Blueprint:
    """Return the downloads of the board."""
    blueprint = Blueprint("board_exports", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/totals.csv", endpoint="as_csv")
    def csv_of(flow: str) -> ResponseReturnValue:
        asked, released = _released(desk, flow)
        return download(as_csv(_rows(desk, asked, released)), CSV, f"{flow}.csv")

    @blueprint.get("/<flow>/totals.xlsx", endpoint="as_xlsx")
    def xlsx_of(flow: str) -> ResponseReturnValue:
        asked, released = _released(desk, flow)
        return download(_xlsx(_rows(desk, asked, released), released), XLSX, f"{flow}.xlsx")

    @blueprint.get("/<flow>/charts/<name>.csv")
    def of_chart(flow: str, name: str) -> ResponseReturnValue:
        asked, released = _released(desk, flow)
        table = list(_of_chart(desk, asked, released, name))
        if len(table) < 2:
            abort(404)
        return download(as_csv(table), CSV, f"{flow}-{name}.csv")

    @blueprint.get("/dictionary.csv")
    def meanings() -> ResponseReturnValue:
        told = (("column", "meaning"), *dictionary(desk.release.threshold))
        return download(as_csv(told), CSV, "dictionary.csv")

    return guard(blueprint)


def _released(desk: Desk, key: str) -> tuple[Flow, Released]:
    found = on_board(desk, key)
    if found is None or found[1] is None:
        abort(404)
    with desk.store.begin() as tx:
        audits.record(
            tx, actor=viewer().actor, action="totals.export", subject=f"flow:{key}", now=desk.now()
        )
    return found[0], found[1]


def _rows(desk: Desk, asked: Flow, released: Released) -> Iterable[tuple[Cell, ...]]:
    head = Head(asked.key, released.wave, released.released_at.isoformat())
    yield tuple(COLUMNS)
    yield from rows(released.figures, head, in_words(asked, released.figures, desk.house))


def _of_chart(desk: Desk, asked: Flow, released: Released, name: str) -> Iterator[tuple[Cell, ...]]:
    """Yield the figures one chart is of: of everyone, by a breakdown, or from wave to wave."""
    question, _, by = name.partition("-")
    yield tuple(COLUMNS)
    every = desk.release.waves(asked) if by == WAVES else (released.wave,)
    for wave in every:
        _, shown = desk.release.newest(asked.key, wave=wave)
        if shown is None:
            continue
        of = replace(alone(shown.figures, question), course=None, books={})
        head = Head(asked.key, wave, shown.released_at.isoformat())
        wanted = "" if by in {"", WAVES} else BREAKDOWN_NAMES.get(by)
        for row in rows(of, head, in_words(asked, shown.figures, desk.house)):
            if row[BREAKDOWN] == wanted and row[WITHIN] == "":
                yield row


def _xlsx(table: Iterable[tuple[Cell, ...]], released: Released) -> bytes:
    meanings = (("column", "meaning"), *dictionary(released.figures.threshold))
    return as_workbook({"Figures": table, "Dictionary": meanings})
