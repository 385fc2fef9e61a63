"""Figures that may be shown. Pure; made by `disclosure.publish` or read back from a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Hidden(StrEnum):
    """Why there is no number. The value is what is printed in its place."""

    CONFIDENTIAL = "c"


Figure = int | Hidden


@dataclass(frozen=True, slots=True)
class SafeFigures:
    """Young people at one question, each figure safe to show or hidden."""

    asked: Figure
    answered: Figure
    skipped: Figure
    options: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class SafeQuestion:
    """One question; a breakdown is None where it is withheld as a whole."""

    id: str
    multi: bool
    open: bool
    overall: SafeFigures
    breakdowns: Mapping[str, Mapping[str, SafeFigures] | None]


@dataclass(frozen=True, slots=True)
class SafeTally:
    """What everybody may see of one flow, and the threshold it was made with."""

    threshold: int
    questions: tuple[SafeQuestion, ...]


def all_hidden(options: tuple[str, ...]) -> SafeFigures:
    """Return figures of which none is shown."""
    c = Hidden.CONFIDENTIAL
    return SafeFigures(c, c, c, dict.fromkeys(options, c))
