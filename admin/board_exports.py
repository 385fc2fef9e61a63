"""The board's figures to take away: CSV, XLSX, and what each column means. Fresh sign-in only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from admin.board import on_board
from admin.board_groups import alone
from admin.board_tables import in_words
from admin.desk import Desk
from admin.guard import guard
from admin.viewer import viewer
from bot.engine.model import Flow
from bot.insight.labels import BREAKDOWN_NAMES, WAVES
from bot.insight.sheets import COLUMNS, Cell, Head, dictionary, rows
from bot.store import audits
from bot.store.totals import Released

BREAKDOWN, WITHIN = (tuple(COLUMNS).index(column) for column in ("breakdown", "within"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def board_exports(desk: Desk) -> Blueprint:
    """Return the downloads of the board."""
    blueprint = Blueprint("board_exports", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/totals.csv")
    def as_csv(flow: str) -> ResponseReturnValue:
        asked, released = _released(desk, flow)
        return _file(_csv(_rows(desk, asked, released)), "text/csv; charset=utf-8", f"{flow}.csv")

    @blueprint.get("/<flow>/totals.xlsx")
    def as_xlsx(flow: str) -> ResponseReturnValue:
        asked, released = _released(desk, flow)
        return _file(_xlsx(_rows(desk, asked, released), released), XLSX, f"{flow}.xlsx")

    @blueprint.get("/<flow>/charts/<name>.csv")
    def of_chart(flow: str, name: str) -> ResponseReturnValue:
        asked, released = _released(desk, flow)
        table = list(_of_chart(desk, asked, released, name))
        if len(table) < 2:
            abort(404)
        return _file(_csv(table), "text/csv; charset=utf-8", f"{flow}-{name}.csv")

    @blueprint.get("/dictionary.csv")
    def meanings() -> ResponseReturnValue:
        told = (("column", "meaning"), *dictionary(desk.release.threshold))
        return _file(_csv(told), "text/csv; charset=utf-8", "dictionary.csv")

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


def _csv(table: Iterable[tuple[Any, ...]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(table)
    return b"\xef\xbb\xbf" + written.getvalue().encode()  # so that spreadsheets read it as UTF-8


def _xlsx(table: Iterable[tuple[Cell, ...]], released: Released) -> bytes:
    import xlsxwriter  # noqa: PLC0415

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        for name, lines in (
            ("Figures", table),
            ("Dictionary", (("column", "meaning"), *dictionary(released.figures.threshold))),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return written.getvalue()


def _file(content: bytes, mimetype: str, name: str) -> Response:
    return Response(
        content,
        content_type=mimetype,
        headers={
            "Content-Disposition": f'attachment; filename="sayso-{name}"',
            "Cache-Control": "no-store",
        },
    )
