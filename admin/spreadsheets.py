"""Tables as files to take away: CSV and XLSX. What a cell may hold is decided where it is made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Iterable[tuple[Any, ...]]) -> bytes:
    """Return a table as CSV that spreadsheets read as UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows(table)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_workbook(sheets: Mapping[str, Iterable[tuple[Any, ...]]]) -> bytes:
    """Return tables as a workbook, a sheet each; nothing in it is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return written.getvalue()


def download(content: bytes, mimetype: str, name: str) -> Response:
    """Return a file to be kept, and by nobody on the way."""
    return Response(
        content,
        content_type=mimetype,
        headers={
            "Content-Disposition": f'attachment; filename="sayso-{name}"',
            "Cache-Control": "no-store",
        },
    )
