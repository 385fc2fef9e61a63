"""Single fields of a parsed flow file, each read once and refused with the mend. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from bot.engine.model import DEFAULT_LANGUAGE, Text
from bot.errors import FlowError

Kind = TypeVar("Kind", bound=StrEnum)
Raw = Mapping[str, Any]


class FlowFault(FlowError):
    """A flow file cannot be read. `code` is stable: bad_form, missing_sees, non_string_key …"""

    def __init__(self, code: str, where: str, mend: str) -> None:
        super().__init__(f"{where}: {mend}")
        self.code = code
        self.where = where
        self.mend = mend
        self.flow, _, place = where.partition("/")
        self.node, _, self.option = place.partition("/")


def get(raw: Raw, name: str, where: str) -> Any:
    """Return a field that must be there."""
    if name not in raw:
        raise FlowFault("bad_form", where, f"add {name!r}")
    return raw[name]


def only(raw: Raw, known: set[str], where: str) -> None:
    """Refuse a field nobody reads: it is misspelt."""
    for name in raw:
        if name not in known:
            raise FlowFault("bad_form", where, f"{name!r} is not known here; use {sorted(known)}")


def mapping(raw: object, where: str) -> Raw:
    """Return a mapping whose names are all strings."""
    if not isinstance(raw, Mapping):
        raise FlowFault("bad_form", where, "a mapping of names to values belongs here")
    for name in raw:
        word(name, where)
    return raw


def many(raw: object, where: str) -> Sequence[object]:
    """Return a list."""
    if not isinstance(raw, list):
        raise FlowFault("bad_form", where, "a list belongs here")
    return raw


def words(raw: object, where: str) -> tuple[str, ...]:
    """Return a list of strings."""
    return tuple(word(item, where) for item in many(raw, where))


def word(raw: object, where: str) -> str:
    """Return a string: YAML reads a bare yes or no as something else."""
    if not isinstance(raw, str):
        raise FlowFault("non_string_key", where, f'put quotes around {raw!r}: "yes", not yes')
    return raw


def number(raw: object, where: str) -> int | None:
    """Return a whole number, or None where none is given."""
    if raw is None or (isinstance(raw, int) and not isinstance(raw, bool)):
        return raw
    raise FlowFault("bad_form", where, "a whole number belongs here")


def flag(raw: object, where: str) -> bool:
    """Return true or false."""
    if not isinstance(raw, bool):
        raise FlowFault("bad_form", where, "write true or false")
    return raw


def one_of(kinds: type[Kind], raw: object, where: str) -> Kind:
    """Return the member of an enumeration that `raw` names."""
    known = [kind.value for kind in kinds]
    if raw not in known:
        raise FlowFault("bad_form", where, f"{raw!r} is not one of {known}")
    return kinds(raw)


def text(raw: object, where: str, drafts: frozenset[str]) -> Text:
    """Read a sentence by language. A draft in another language than `drafts` is left out.

    English then stands in its place: a draft is sent only if the organisation says so.
    """
    said = {}
    for language, given in mapping(raw, where).items():
        translation = given if isinstance(given, Mapping) else {"text": given}
        only(translation, {"text", "of", "status"}, where)
        if translation.get("status") != "draft" or language in drafts:
            said[language] = word(get(translation, "text", where), where)
    if DEFAULT_LANGUAGE not in said:
        raise FlowFault("bad_form", where, "give the sentence in English (en)")
    return Text(said)
