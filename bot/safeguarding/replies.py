"""The fixed replies, from `bot/phrases/holding.yaml`: no other text answers a worrying message.

Pure apart from reading that file once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bot.errors import FlowError

FILE = Path(__file__).parent.parent / "phrases" / "holding.yaml"

SOURCE_LANGUAGE = "en"
REVIEWED = "reviewed"
# Childline is for people under 19; nobody else's age is known well enough to leave it out.
OVER_CHILDLINE = frozenset({"19-25"})

_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "suicide": "holding_feelings",
        "self_harm": "holding_feelings",
        "eating": "holding_feelings",
        "sexual": "holding_sexual",
        "online": "holding_sexual",
        "exploitation": "holding_pressure",
        "honour": "holding_pressure",
        "radicalisation": "holding_pressure",
        "running_away": "holding_away",
    }
)
_ANY_OTHER = "holding_harm"
_WHEN = "{when}"
_ONE_TEXT = 160  # letters: every text of the set is plain GSM-7


class Watch(StrEnum):
    """Who is there to read a worrying message just now."""

    ON_DUTY = "on_duty"
    OUT_OF_HOURS = "out_of_hours"
    ALERTING_DOWN = "alerting_down"


@dataclass(frozen=True, slots=True)
class Reply:
    """One fixed text as it may be sent, in the language it is really in."""

    key: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class FixedText:
    """One entry of the set. `texts` holds English and the translations that may be sent.

    Args:
        texts: language to text.
        waiting: translations that may not be sent: drafts, and those of another English text.
        approved_by: the safeguarding lead who signed the text; None: nobody has.
    """

    key: str
    texts: Mapping[str, str]
    waiting: tuple[str, ...]
    approved_by: str | None
    approved_on: date | None
    next_review: date | None


def holding_reply(
    category: str,
    age_band: str | None,
    language: str,
    *,
    watch: Watch = Watch.ON_DUTY,
    reads: str | None = None,
) -> Reply:
    """Return the one reply a worrying message gets.

    An unknown category or age band never fails: the general words, for a child, go then.

    Args:
        reads: when somebody is there again, out of hours: "Mon 9am".
    """
    age = "adult" if age_band in OVER_CHILDLINE else "young"
    group = _GROUPS.get(category, _ANY_OTHER)
    if watch is Watch.ON_DUTY:
        return fixed(f"{group}_{age}", language)
    if watch is Watch.OUT_OF_HOURS and reads is not None:
        said = timed(f"{group.replace('holding_', 'closed_')}_{age}", language, reads)
        if len(said.text) <= _ONE_TEXT:
            return said
    return fixed(f"{watch.value}_{age}", language)


def timed(key: str, language: str, reads: str) -> Reply:
    """Return one text of the set with when a person reads it.

    Raises:
        FlowError: there is no such key.
    """
    said = fixed(key, language)
    return replace(said, text=said.text.replace(_WHEN, reads))


def fixed(key: str, language: str) -> Reply:
    """Return one text of the set in `language` ("cy"), or in English if that is not ready.

    Raises:
        FlowError: there is no such key.
    """
    entry = fixed_texts().get(key)
    if entry is None:
        raise FlowError(f"there is no fixed text {key!r}")
    spoken = language if language in entry.texts else SOURCE_LANGUAGE
    return Reply(key, entry.texts[spoken], spoken)


@cache
def approved_texts() -> frozenset[str]:
    """Return every text that may be sent while a concern is open, unless a named person writes.

    Whether anybody has signed them is another matter: see `unsigned`.
    """
    return frozenset(text for entry in fixed_texts().values() for text in entry.texts.values())


def unsigned() -> tuple[str, ...]:
    """Return the keys nobody has signed yet, for the page of settings."""
    return tuple(key for key, entry in fixed_texts().items() if entry.approved_by is None)


def due_for_review(today: date) -> tuple[str, ...]:
    """Return the keys whose review is due by `today`."""
    entries = fixed_texts().items()
    return tuple(key for key, one in entries if one.next_review and one.next_review <= today)


@cache
def fixed_texts() -> Mapping[str, FixedText]:
    """Return the whole set by key, read once.

    Raises:
        FlowError: an entry is not in the form the file's head describes.
    """
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return MappingProxyType({key: parse(key, entry) for key, entry in raw.items()})


def parse(key: str, entry: Mapping[str, Any]) -> FixedText:
    """Return one entry of the file.

    Raises:
        FlowError: it has no English text, or a translation lacks its text or fingerprint.
    """
    try:
        english: str = entry["text"][SOURCE_LANGUAGE]
        others = {name: one for name, one in entry["text"].items() if name != SOURCE_LANGUAGE}
        ready = {name: one["text"] for name, one in others.items() if _is_ready(one, english)}
    except (KeyError, TypeError) as error:
        raise FlowError(f"the fixed text {key!r} is not in the right form") from error
    return FixedText(
        key=key,
        texts=MappingProxyType({SOURCE_LANGUAGE: english, **ready}),
        waiting=tuple(sorted(others.keys() - ready.keys())),
        approved_by=entry.get("approved_by"),
        approved_on=entry.get("approved_on"),
        next_review=entry.get("next_review"),
    )


def fingerprint(english: str) -> str:
    """Return what a translation says it was made from: 8 hex digits of the English."""
    return hashlib.sha256(english.encode()).hexdigest()[:8]


def _is_ready(translation: Mapping[str, str], english: str) -> bool:
    return translation["status"] == REVIEWED and translation["of"] == fingerprint(english)
