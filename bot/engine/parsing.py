"""Parsed YAML or JSON into flows. All that a flow file may say is read here, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from bot.engine.model import (
    About,
    Ask,
    Branch,
    Case,
    Choice,
    End,
    Flow,
    Node,
    Outcome,
    Phrases,
    Say,
    Sees,
    Text,
)
from bot.errors import FlowError
from nlu.port import QuestionType

Kind = TypeVar("Kind", QuestionType, Outcome, Sees)
Raw = Mapping[str, Any]

# Field of `Phrases` -> key in bot/phrases/around.yaml.
PHRASES = {
    "unclear": "unclear_1",
    "moving_on": "unclear_2",
    "nothing_before": "nothing_before",
    "who_sees_worker": "who_worker",
    "who_sees_totals": "who_totals",
    "paused": "paused",
}
NEEDS_OPTIONS = frozenset({QuestionType.SINGLE, QuestionType.MULTI})
_KINDS_OF_NODE = ("ask", "say", "branch", "end")


class FlowFault(FlowError):
    """A flow file cannot be read. `code` is stable: bad_form, missing_sees or non_string_key."""

    def __init__(self, code: str, where: str, mend: str) -> None:
        super().__init__(f"{where}: {mend}")
        self.code = code
        self.flow, _, place = where.partition("/")
        self.node = place.partition("/")[0]


def read_flow(raw: Raw, phrases: Raw) -> Flow:
    """Return the flow that `raw` (a parsed flow file) and `phrases` (parsed around.yaml) describe.

    Raises:
        FlowFault: a part is missing, misspelt or of the wrong kind; names the node and the mend.
    """
    key = _word(_get(raw, "key", "flow"), "flow/key")
    _only(raw, {"key", "family", "about", "sees", "start", "nodes", "phrases"}, key)
    sees = None if "sees" not in raw else _one_of(Sees, raw["sees"], key)
    nodes = _mapping(_get(raw, "nodes", key), key)
    return Flow(
        key=key,
        family=_word(raw.get("family", key), key),
        about=_about(_mapping(raw.get("about", {}), key), key),
        sees=_sees(sees, key),
        start=_word(_get(raw, "start", key), key),
        nodes={
            _word(node, f"{key}/{node}"): _node(node, _mapping(body, f"{key}/{node}"), key, sees)
            for node, body in nodes.items()
        },
        phrases=_phrases(phrases),
    )


def _about(raw: Raw, flow: str) -> About:
    """A missing source or owner is left empty here: `bot.engine.issues` reports it by its code."""
    _only(raw, {"name", "source", "owner", "helps", "reviewed_by"}, flow)
    said = {name: _word(raw.get(name) or "", flow) for name in ("name", "source", "owner", "helps")}
    return About(**said, reviewed_by=_words(raw.get("reviewed_by") or [], flow))


def _phrases(raw: Raw) -> Phrases:
    texts = {}
    for name, key in PHRASES.items():
        entry = _mapping(_get(raw, key, "phrases"), f"phrases/{key}")
        texts[name] = _text(_get(entry, "text", f"phrases/{key}"), f"phrases/{key}")
    return Phrases(**texts)


def _node(key: str, raw: Raw, flow: str, sees: Sees | None) -> Node:
    where = f"{flow}/{key}"
    kinds = [kind for kind in _KINDS_OF_NODE if kind in raw]
    match kinds:
        case ["ask"]:
            return _ask(key, raw, where, sees)
        case ["say"]:
            _only(raw, {"say", "goto"}, where)
            return Say(key, _text(raw["say"], where), _word(_get(raw, "goto", where), where))
        case ["branch"]:
            _only(raw, {"branch", "otherwise"}, where)
            cases = tuple(_case(case, where) for case in _list(raw["branch"], where))
            return Branch(key, cases, _word(_get(raw, "otherwise", where), where))
        case ["end"]:
            _only(raw, {"end"}, where)
            return End(key, _one_of(Outcome, raw["end"], where))
        case _:
            raise FlowFault("bad_form", where, "give exactly one of ask, say, branch or end")


def _ask(key: str, raw: Raw, where: str, default: Sees | None) -> Ask:
    known = {"ask", "text", "goto", "sees", "options", "min", "max", "why", "sensitive"}
    _only(raw, known, where)
    kind = _one_of(QuestionType, raw["ask"], where)
    options = _list(raw.get("options", []), where)
    if kind in NEEDS_OPTIONS and not options:
        raise FlowFault("bad_form", where, f"a {kind.value} question needs options")
    return Ask(
        key=key,
        type=kind,
        text=_text(_get(raw, "text", where), where),
        goto=_word(_get(raw, "goto", where), where),
        sees=_one_of(Sees, raw["sees"], where) if "sees" in raw else _sees(default, where),
        choices=tuple(_choice(option, where) for option in options),
        minimum=_number(raw.get("min"), where),
        maximum=_number(raw.get("max"), where),
        why=_text(raw["why"], where) if "why" in raw else None,
        sensitive=_flag(raw.get("sensitive", False), where),
    )


def _choice(raw: object, where: str) -> Choice:
    option = _mapping(raw, where)
    _only(option, {"key", "label", "goto", "sets", "raises", "pauses"}, where)
    key = _word(_get(option, "key", where), where)
    place = f"{where}/{key}"
    sets = _mapping(option.get("sets", {}), place)
    return Choice(
        key=key,
        label=_text(_get(option, "label", place), place),
        goto=_word(option["goto"], place) if "goto" in option else None,
        sets={_word(name, place): _word(value, place) for name, value in sets.items()},
        raises=_word(option["raises"], place) if "raises" in option else None,
        pauses=_flag(option.get("pauses", False), place),
    )


def _case(raw: object, where: str) -> Case:
    case = _mapping(raw, where)
    _only(case, {"name", "is", "goto"}, where)
    name, goto = _get(case, "name", where), _get(case, "goto", where)
    return Case(_word(name, where), _words(_get(case, "is", where), where), _word(goto, where))


def _text(raw: object, where: str) -> Text:
    """Read a sentence by language. A translation marked draft is left out: English stands."""
    said = {}
    for language, given in _mapping(raw, where).items():
        translation = given if isinstance(given, Mapping) else {"text": given}
        _only(translation, {"text", "of", "status"}, where)
        if translation.get("status") != "draft":
            said[language] = _word(_get(translation, "text", where), where)
    if "en" not in said:
        raise FlowFault("bad_form", where, "give the sentence in English (en)")
    return Text(said)


def _sees(sees: Sees | None, where: str) -> Sees:
    if sees is None:
        raise FlowFault("missing_sees", where, "say who sees it: worker, totals, ask or nobody")
    return sees


def _get(raw: Raw, name: str, where: str) -> Any:
    if name not in raw:
        raise FlowFault("bad_form", where, f"add {name!r}")
    return raw[name]


def _only(raw: Raw, known: set[str], where: str) -> None:
    for name in raw:
        if name not in known:
            raise FlowFault("bad_form", where, f"{name!r} is not known here; use {sorted(known)}")


def _mapping(raw: object, where: str) -> Raw:
    if not isinstance(raw, Mapping):
        raise FlowFault("bad_form", where, "a mapping of names to values belongs here")
    for name in raw:
        _word(name, where)
    return raw


def _list(raw: object, where: str) -> Sequence[object]:
    if not isinstance(raw, list):
        raise FlowFault("bad_form", where, "a list belongs here")
    return raw


def _words(raw: object, where: str) -> tuple[str, ...]:
    return tuple(_word(item, where) for item in _list(raw, where))


def _word(raw: object, where: str) -> str:
    if not isinstance(raw, str):
        raise FlowFault("non_string_key", where, f'put quotes around {raw!r}: "yes", not yes')
    return raw


def _number(raw: object, where: str) -> int | None:
    if raw is None or (isinstance(raw, int) and not isinstance(raw, bool)):
        return raw
    raise FlowFault("bad_form", where, "min and max are whole numbers")


def _flag(raw: object, where: str) -> bool:
    if not isinstance(raw, bool):
        raise FlowFault("bad_form", where, "write true or false")
    return raw


def _one_of(kinds: type[Kind], raw: object, where: str) -> Kind:
    known = [kind.value for kind in kinds]
    if raw not in known:
        raise FlowFault("bad_form", where, f"{raw!r} is not one of {known}")
    return kinds(raw)
