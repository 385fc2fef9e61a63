"""Parsed YAML or JSON into flows. All that a flow file may say of a flow is read here, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.engine.fields import FlowFault, Raw, flag, get, mapping, number, one_of, only, text, word
from bot.engine.fields import words as words_of
from bot.engine.index import index_of
from bot.engine.model import (
    DEFAULT_LANGUAGE,
    About,
    Budget,
    Flow,
    Node,
    Phrases,
    Sees,
    Text,
    Triggers,
)
from bot.engine.node_fields import Reading, read_node, sees_of
from bot.engine.standing import OPENING, standing

__all__ = ["FORM", "PHRASES", "USED", "FlowFault", "read_flow"]

FORM = 2  # of a stored document. The first said its openings and check-ins in the flow itself.
NO_DRAFTS: frozenset[str] = frozenset()

# Field of `Phrases` -> key in bot/phrases/around.yaml.
PHRASES = {
    "unclear": "unclear_1",
    "moving_on": "unclear_2",
    "nothing_before": "nothing_before",
    "who_sees_worker": "who_worker",
    "who_sees_totals": "who_totals",
    "paused": "paused",
    "who_sees_ask": "who_ask",
    "no_such_answer": "no_such_answer",
    "not_now": "not_now",
    "no_thanks": "no_thanks",
    "closing_totals": "boundary_out",
    "later_totals": "boundary_later",
    "left_totals": "left_totals",
    "left_worker": "left_worker",
    "person_asked": "person_asked",
    "numbers_young": "numbers_young",
    "numbers_adult": "numbers_adult",
    "after_this": "after_this",
}
_FIRST_FORM = 6  # how many of them a document of the first form has
_QUESTIONS = ("open_totals", "open_worker", "open_again", "check_in", "check_in_one")
USED = (*PHRASES.values(), *_QUESTIONS, "signpost_offer")

_FLOW = {
    *("key", "family", "about", "sees", "start", "nodes", "phrases", "languages", "opens"),
    *("opening", "closing", "triggers", "budget", "form"),
}


def read_flow(raw: Raw, phrases: Raw, drafts: frozenset[str] = NO_DRAFTS) -> Flow:
    """Return the flow that `raw` (a parsed flow file) and `phrases` (parsed around.yaml) describe.

    Args:
        drafts: the languages in which draft translations are said.

    Raises:
        FlowFault: a part is missing, misspelt or of the wrong kind; names the node and the mend.
    """
    key = word(get(raw, "key", "flow"), "flow/key")
    only(raw, _FLOW, key)
    sees = None if "sees" not in raw else one_of(Sees, raw["sees"], key)
    sees_of(sees, key)
    nodes = _nodes(raw, Reading(key, sees, drafts))
    said = _phrases(phrases, raw, drafts)
    start = word(get(raw, "start", key), key)
    around = _standing(raw, phrases, said, sees=sees_of(sees, key), start=start, drafts=drafts)
    first = OPENING if OPENING in around else start
    return Flow(
        key=key,
        family=word(raw.get("family", key), key),
        about=_about(mapping(raw.get("about", {}), key), key),
        sees=sees_of(sees, key),
        start=start,
        nodes=nodes,
        phrases=said,
        index=index_of(nodes, around, first=first, start=start),
        standing=around,
        languages=words_of(raw.get("languages", [DEFAULT_LANGUAGE]), key),
        triggers=_triggers(mapping(raw.get("triggers", {}), key), key),
        budget=_budget(mapping(raw.get("budget", {}), key), key),
        closing=text(raw["closing"], f"{key}/closing", drafts) if "closing" in raw else None,
    )


def _nodes(raw: Raw, reading: Reading) -> Mapping[str, Node]:
    nodes = mapping(get(raw, "nodes", reading.flow), reading.flow)
    for key in nodes:
        if key.startswith("_"):
            raise FlowFault("bad_form", f"{reading.flow}/{key}", "a key begins with a letter")
    return {
        key: read_node(key, mapping(body, f"{reading.flow}/{key}"), reading)
        for key, body in nodes.items()
    }


def _standing(
    raw: Raw, phrases: Raw, said: Phrases, *, sees: Sees, start: str, drafts: frozenset[str]
) -> Mapping[str, Node]:
    key = str(raw["key"])
    if _form(raw) < FORM:
        return {}
    default = "none" if sees not in (Sees.WORKER, Sees.TOTALS) else sees.value
    opens = word(raw.get("opens", default), key)
    if opens not in ("totals", "worker", "none"):
        raise FlowFault("bad_form", key, "opens is totals, worker or none")
    opening: Text | None = None
    if "opening" in raw:
        opening = text(raw["opening"], f"{key}/opening", drafts)
    if "closing" in raw:
        closing = text(raw["closing"], f"{key}/closing", drafts)
        said = replace(said, left_totals=closing, left_worker=closing)
    return standing(
        phrases,
        said,
        drafts=drafts,
        start=start,
        private=sees is Sees.TOTALS,
        opens=opens,
        opening=opening,
    )


def _form(raw: Raw) -> int:
    """Files are of the newest form; a document stored without one is of the first."""
    if "form" not in raw:
        return FORM if "phrases" not in raw else 1
    return number(raw["form"], str(raw["key"])) or 1


def _about(raw: Raw, flow: str) -> About:
    """What is missing is left empty here: `bot.engine.issues` reports it by its code."""
    only(raw, {"name", "source", "owner", "helps", "reviewed_by"}, flow)
    said = {name: word(raw.get(name) or "", flow) for name in ("name", "source", "owner", "helps")}
    return About(**said, reviewed_by=words_of(raw.get("reviewed_by") or [], flow))


def _triggers(raw: Raw, flow: str) -> Triggers:
    only(raw, {"keywords", "after", "schedule", "staff"}, flow)
    schedule = mapping(raw.get("schedule", {}), flow)
    only(schedule, {"every_days"}, flow)
    return Triggers(
        keywords=words_of(raw.get("keywords", []), flow),
        after=words_of(raw.get("after", []), flow),
        every_days=number(schedule.get("every_days"), flow),
        staff=flag(raw.get("staff", True), flow),
    )


def _budget(raw: Raw, flow: str) -> Budget:
    only(raw, {"counts", "rest_days"}, flow)
    return Budget(flag(raw.get("counts", True), flow), number(raw.get("rest_days"), flow) or 0)


def _phrases(raw: Raw, flow: Raw, drafts: frozenset[str]) -> Phrases:
    texts: dict[str, Any] = {}
    for position, (name, key) in enumerate(PHRASES.items()):
        if position >= _FIRST_FORM and _form(flow) < FORM:
            texts[name] = Text({DEFAULT_LANGUAGE: ""})
            continue
        entry = mapping(get(raw, key, "phrases"), f"phrases/{key}")
        texts[name] = text(get(entry, "text", f"phrases/{key}"), f"phrases/{key}", drafts)
    return Phrases(**texts)
