"""The focus-group pack: a page to print, and the same as DOCX for who wants to change it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from admin.board_tables import answered_at_least, in_words
from admin.desk import Desk
from admin.guard import guard
from admin.theme_reading import Sheet, sheet_of
from admin.theme_views import OwnWords
from admin.times import say_moment
from admin.viewer import viewer
from bot.insight.pack import Pack, pack
from bot.store import audits

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDE = 12 * 360_000  # of a drawing on the page: 12 cm, as DOCX counts lengths
PARTS = (
    ("What was clear", "clear", "Nothing stands out far enough to be called clear."),
    ("Where views split", "split", "No split is large enough to tell from chance."),
    ("Which questions lost people", "lost", "No question lost many of those who were asked it."),
)


def pack_page(desk: Desk) -> Blueprint:
    """Return the pack of a flow."""
    blueprint = Blueprint("pack", __name__, url_prefix="/admin/board")

    @blueprint.get("/<flow>/pack")
    def to_print(flow: str) -> ResponseReturnValue:
        sheet = sheet_of(desk, flow)
        return render_template(
            "pack.html",
            sheet=sheet,
            pack=_pack(desk, sheet),
            parts=PARTS,
            threshold=desk.release.threshold,
            intro=_intro(desk, sheet),
        )

    @blueprint.get("/<flow>/pack.docx")
    def to_change(flow: str) -> ResponseReturnValue:
        sheet = sheet_of(desk, flow)
        made = _pack(desk, sheet)
        if made is None:
            abort(404)
        with desk.store.begin() as tx:
            audits.record(
                tx,
                actor=viewer().actor,
                action="totals.export",
                subject=f"flow:{flow}",
                now=desk.now(),
            )
        name = f'attachment; filename="sayso-{sheet.flow.key}-pack.docx"'
        return Response(
            _document(sheet, made, _intro(desk, sheet), _drawings(desk, sheet)),
            content_type=DOCX,
            headers={"Content-Disposition": name, "Cache-Control": "no-store"},
        )

    return guard(blueprint)


def _pack(desk: Desk, sheet: Sheet) -> Pack | None:
    if sheet.released is None:
        return None
    figures = sheet.released.figures
    themes = sorted(
        (theme for asked in sheet.asked for theme in asked.themes if theme.count),
        key=lambda theme: -int(theme.count),
    )
    words = in_words(sheet.flow, figures, desk.house)
    return pack(figures, words, [theme.called for theme in themes])


def _intro(desk: Desk, sheet: Sheet) -> str:
    if sheet.released is None:
        return ""
    when = say_moment(sheet.released.released_at, desk.now(), desk.house.zone)
    return f"{answered_at_least(sheet.released.figures)} These totals are from {when}."


def _drawings(desk: Desk, sheet: Sheet) -> Mapping[str, bytes]:
    """Return the released drawings of a sheet by their ids."""
    ids = [one.id for asked in sheet.asked for one in asked.drawings]
    found = {one: desk.drawings.picture(one, user_id=viewer().id) for one in ids}
    return {one: content for one, content in found.items() if content is not None}


def _document(sheet: Sheet, made: Pack, intro: str, drawings: Mapping[str, bytes]) -> bytes:
    import docx  # noqa: PLC0415

    document = docx.Document()
    document.add_heading(f"For the focus group: {sheet.flow.about.name}", 1)
    document.add_paragraph(intro)
    for heading, part, nothing in PARTS:
        document.add_heading(heading, 2)
        for said in getattr(made, part) or (nothing,):
            document.add_paragraph(said, style="List Bullet")
    document.add_heading("In their own words", 2)
    for asked in sheet.asked:
        _add_words(document, asked)
        _add_drawings(document, asked, drawings)
    document.add_heading("To ask in the room", 2)
    for question in made.to_ask:
        document.add_paragraph(question, style="List Number")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_words(document: Any, asked: OwnWords) -> None:
    document.add_heading(asked.text, 3)
    for theme in asked.themes:
        count = f": {theme.count}" if theme.count else ""
        document.add_paragraph(f"{theme.called}{count}", style="List Bullet")
        for quote in theme.quotes:
            document.add_paragraph(f"“{quote.words}”", style="List Bullet 2")


def _add_drawings(document: Any, asked: OwnWords, drawings: Mapping[str, bytes]) -> None:
    for one in asked.drawings:
        if one.id in drawings:
            document.add_picture(io.BytesIO(drawings[one.id]), width=WIDE)
            document.add_paragraph(one.described)
