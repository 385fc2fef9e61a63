"""The directory of places to turn to: dated facts, and which of them may still be sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import FlowError

FILE = Path(__file__).with_name("signposts.yaml")

GOOD_FOR = timedelta(days=183)
WARN_BEFORE = timedelta(days=30)
# A young person in danger is told of these two whatever a calendar says (S16, issue 5).
ALWAYS = frozenset({"emergency", "childline"})


@dataclass(frozen=True, slots=True)
class Signpost:
    """One place to turn to. `checked` is the day somebody last saw it on its owner's own page."""

    key: str
    name: str
    contact: str
    channel: str
    hours: str
    ages: str
    area: str
    language: str
    note: str
    checked: date | None
    checker: str | None


_FIELDS = frozenset(field.name for field in fields(Signpost)) - {"key"}


@cache
def load() -> tuple[Signpost, ...]:
    """Return the shipped directory, read once.

    Raises:
        FlowError: an entry lacks a field, has an unknown one, or is not dated by a date.
    """
    return parse(yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def parse(raw: Mapping[str, Mapping[str, Any]]) -> tuple[Signpost, ...]:
    """Return the directory written in `raw`, the parsed YAML, in its order.

    Raises:
        FlowError: an entry lacks a field, has an unknown one, or is not dated by a date.
    """
    return tuple(_signpost(key, entry) for key, entry in raw.items())


def usable(signposts: Iterable[Signpost], today: date) -> tuple[Signpost, ...]:
    """Return those that may be sent: checked within 183 days, and 999 and Childline always."""
    return tuple(one for one in signposts if one.key in ALWAYS or _is_fresh(one, today))


def stale(signposts: Iterable[Signpost], today: date) -> tuple[Signpost, ...]:
    """Return those that somebody must check: too old or never checked, 999 and Childline too."""
    return tuple(one for one in signposts if not _is_fresh(one, today))


def soon_stale(signposts: Iterable[Signpost], today: date) -> tuple[Signpost, ...]:
    """Return those that are good today and will not be in 30 days."""
    fresh = [one for one in signposts if _is_fresh(one, today)]
    return stale(fresh, today + WARN_BEFORE)


def _is_fresh(signpost: Signpost, today: date) -> bool:
    return signpost.checked is not None and today - signpost.checked <= GOOD_FOR


def _signpost(key: str, entry: Mapping[str, Any]) -> Signpost:
    if entry.keys() != _FIELDS:
        wrong = ", ".join(sorted(entry.keys() ^ _FIELDS))
        raise FlowError(f"signpost {key!r} lacks, or should not have: {wrong}")
    if not (entry["checked"] is None or isinstance(entry["checked"], date)):
        raise FlowError(f"signpost {key!r}: checked must be a date, or null")
    return Signpost(key=key, **entry)
