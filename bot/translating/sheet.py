"""A sheet of sentences for one language: made from files, and taken back into them. Pure: text in,
text out. A row made from another English than the file has now is never taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.engine.translations import STATUSES
from bot.errors import BadInput
from bot.translating.sentences import Sentence, Translation, put, sentences

BEFORE = ("file", "place", "state", "english")
AFTER = ("status", "of")


class State(StrEnum):
    """How a translation stands."""

    MISSING = "missing"
    STALE = "stale"  # its English has changed since
    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row of a sheet that came back."""

    file: str
    place: str
    translation: Translation


def made(language: str, files: Mapping[str, str]) -> str:
    """Return the sheet of `language` as CSV text, a row a sentence.

    Args:
        files: name -> text of each file.
    """
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow((*BEFORE, language, *AFTER))
    for name, text in files.items():
        for one in sentences(text):
            said = one.others.get(language, Translation(""))
            row = (name, one.place, state_of(one, language), one.english, said.text)
            write.writerow((*row, said.status, one.fingerprint))
    return out.getvalue()


def state_of(sentence: Sentence, language: str) -> State:
    """Return how one sentence stands in one language."""
    said = sentence.others.get(language)
    if said is None:
        return State.MISSING
    if said.of != sentence.fingerprint:
        return State.STALE
    return State.REVIEWED if said.status == State.REVIEWED else State.DRAFT


def read(sheet: str) -> tuple[str, list[Row]]:
    """Return the language of a sheet that came back, and its filled rows.

    Raises:
        BadInput: a column is missing, or a status is neither draft nor reviewed; names the row.
    """
    table = csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff")))
    names = tuple(table.fieldnames or ())
    others = [name for name in names if name not in (*BEFORE, *AFTER)]
    if not {*BEFORE, *AFTER} <= set(names) or len(others) != 1:
        wanted = ", ".join((*BEFORE, "the language", *AFTER))
        raise BadInput(f"this is no sheet of sentences: its columns are {wanted}")
    language = others[0]
    return language, [
        _row(row, row[language].strip(), number)
        for number, row in enumerate(table, start=2)
        if (row[language] or "").strip()
    ]


def taken(
    language: str, rows: Iterable[Row], files: Mapping[str, str]
) -> tuple[dict[str, str], list[Row]]:
    """Return the files that change, and the rows left out since their English is not there now."""
    changed, left_out = {}, []
    given = list(rows)
    for name, text in files.items():
        standing = {one.place: one for one in sentences(text)}
        here = [row for row in given if row.file == name]
        left_out += [row for row in here if not _is_of(standing.get(row.place), row)]
        fresh = [row for row in here if _is_of(standing.get(row.place), row)]
        new = [row for row in fresh if _is_new(standing[row.place], language, row)]
        written = put(text, language, {row.place: row.translation for row in new})
        if written != text:
            changed[name] = written
    left_out += [row for row in given if row.file not in files]
    return changed, left_out


def _is_of(sentence: Sentence | None, row: Row) -> bool:
    return sentence is not None and sentence.fingerprint == row.translation.of


def _is_new(sentence: Sentence, language: str, row: Row) -> bool:
    """A stale sentence sent back as it was has not been looked at; one marked anew has."""
    said = sentence.others.get(language, Translation(""))
    return (said.text, said.status) != (row.translation.text, row.translation.status)


def _row(row: Mapping[str, str], text: str, number: int) -> Row:
    status = (row["status"] or "").strip() or State.DRAFT
    if status not in STATUSES:
        raise BadInput(f'row {number}: status is "draft" or "reviewed", not "{status}"')
    return Row(row["file"], row["place"], Translation(text, row["of"].strip(), status))
