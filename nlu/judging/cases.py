"""The labelled texts of one part of the evaluation sets, parsed once. Lines in, cases out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BadInput

Line = Mapping[str, Any]  # one JSON object, as `sayso nlu` takes or gives it

JUDGES_ONLY = ("expect", "tags")


@dataclass(frozen=True, slots=True)
class Case:
    """One text and what is right for it.

    Args:
        asked: the line `sayso nlu` is given; the label is not in it.
        label: the right kind, intent or severity ("none" where there is no alarm to raise).
        also: other labels that do no harm here.
        value: the right value, where the label is an answer.
        alert: whether it must alert; None where either is right.
    """

    id: str
    asked: Line
    label: str
    also: frozenset[str] = frozenset()
    value: Any = None
    alert: bool | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One folder of the evaluation sets."""

    name: str
    replies: tuple[Case, ...]
    intents: tuple[Case, ...]
    screening: tuple[Case, ...]


def read_lines(file: Path) -> tuple[Line, ...]:
    """Read JSON Lines.

    Raises:
        BadInput: the file cannot be read, or a line is no JSON object; it names file and line.
    """
    try:
        texts = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadInput(f"{file} cannot be read. Check the path.") from error
    return tuple(
        _object(text, f"{file}, line {number}")
        for number, text in enumerate(texts, 1)
        if text.strip()
    )


def read_part(folder: Path) -> Part:
    """Read a part: replies.jsonl, intents.jsonl and screening.jsonl in `folder`.

    Raises:
        BadInput: a file is missing, or a line lacks what it needs; it names file and line.
    """
    return Part(
        folder.name,
        *(
            tuple(
                _case(line, label, f"{kind}.jsonl, case {number}")
                for number, line in enumerate(read_lines(folder / f"{kind}.jsonl"), 1)
            )
            for kind, label in (
                ("replies", "kind"),
                ("intents", "intent"),
                ("screening", "severity"),
            )
        ),
    )


def _object(text: str, where: str) -> Line:
    try:
        line = json.loads(text)
    except ValueError as error:
        raise BadInput(f"{where} is not JSON.") from error
    if not isinstance(line, dict):
        raise BadInput(f"{where} is not a JSON object.")
    return line


def _case(line: Line, label: str, where: str) -> Case:
    try:
        expected = line["expect"]
        return Case(
            id=line["id"],
            asked={name: part for name, part in line.items() if name not in JUDGES_ONLY},
            label=expected[label] or "none",
            also=frozenset(expected.get("also", ())),
            value=expected.get("value"),
            alert=expected.get("alert"),
            tags=tuple(line["tags"]),
        )
    except (KeyError, TypeError) as error:
        raise BadInput(f"{where} lacks an id, tags, or an expect with its {label}.") from error
