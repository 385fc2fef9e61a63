"""Checks on translations: whole, made from the English as it is now, and marked. Pure.

They look at the file as parsed, since a flow in use has no drafts left in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from bot.engine.fields import Raw
from bot.engine.issue import Issue, Level, Path
from bot.engine.model import DEFAULT_LANGUAGE

STATUSES = ("draft", "reviewed")


def fingerprint(english: str) -> str:
    """Return what marks a translation as made from this English: "0a1b2c3d"."""
    return sha256(english.encode()).hexdigest()[:8]


def translations(flow: str, raw: Raw) -> Iterator[Issue]:
    """Yield every finding about the translations of a parsed file; drafts are notes."""
    languages = [one for one in raw.get("languages", ()) if isinstance(one, str)]
    drafts: Counter[str] = Counter()
    for place, said in sentences(raw):
        node = _node_of(place)
        english = str(said[DEFAULT_LANGUAGE])
        for language in languages:
            if language not in said:
                mend = f"no {language}: write it, or take {language} out of languages"
                yield Issue("missing_translation", flow, node, mend, place)
        for name, given in said.items():
            if name != DEFAULT_LANGUAGE:
                where = (*place, str(name))
                yield from _one(flow, node, english, str(name), given=given, place=where)
                drafts[str(name)] += isinstance(given, Mapping) and (given.get("status") == "draft")
    for language, count in sorted(drafts.items()):
        if count:
            told = (
                f"{count} sentences in {language} are drafts: somebody who speaks it must read them"
            )
            yield Issue("draft_translation", flow, "", told, level=Level.NOTE)


def _one(
    flow: str, node: str, english: str, language: str, *, given: object, place: Path
) -> Iterator[Issue]:
    mark = fingerprint(english)
    if not isinstance(given, Mapping) or "of" not in given:
        mend = f'{language} does not say which English it is of: add of: "{mark}"'
        yield Issue("missing_fingerprint", flow, node, mend, place)
    elif given["of"] != mark:
        mend = f'the English changed after {language} was made: look at it, then write of: "{mark}"'
        yield Issue("stale_translation", flow, node, mend, place)
    status = given.get("status") if isinstance(given, Mapping) else None
    if status not in STATUSES:
        mend = f'{language} is neither "draft" nor "reviewed": add status'
        yield Issue("missing_status", flow, node, mend, place)


def sentences(raw: object, place: Path = ()) -> Iterator[tuple[Path, Mapping[object, object]]]:
    """Yield each sentence of a parsed file, in all its languages, and where it stands."""
    if isinstance(raw, Mapping):
        if isinstance(raw.get(DEFAULT_LANGUAGE), str):
            yield place, raw
            return
        for name, value in raw.items():
            yield from sentences(value, (*place, str(name)))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from sentences(value, (*place, number))


def _node_of(place: Path) -> str:
    """Return the node of a flow file, or the phrase of a file of phrases, that `place` is in."""
    if place and place[0] == "nodes":
        return str(place[1]) if len(place) > 1 else ""
    return str(place[0]) if place else ""
