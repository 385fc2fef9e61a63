"""What guards each shipped flow has, found in its file, and the flow without each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.engine.loading import FLOWS

Raw = dict[str, Any]
FILES = sorted(FLOWS.glob("*.yaml"))
LONG = "Is it " + "so " * 19 + "much?"
COUNTED = ("number", "scale")
# Tasks that a sentence to the young person speaks of.
PROMISED = {
    *("get_in_touch", "another_adult", "get_ready_together", "help_getting_there", "wifi_link"),
    *("another_language", "wrong_number"),
}
TAKEN = {
    "sees": "missing_visibility",
    "ages": "missing_ages",
    "instead": "missing_instead",
    "area_only": "missing_area_only",
}
SAID_FIRST = {
    "no_way_to_leave": "Text STOP to leave.",
    "missing_cost": "Texts cost your normal rate.",
    "missing_limits": "If you or someone is not safe, we tell someone who can help.",
    "missing_emergency": "In danger? Call 999.",
    "missing_free_link": "wifi_link",
}
SKIPS = re.compile(r"\s*[^.?!\u06d4\u061f]*\bSKIP\b[^.?!\u06d4\u061f]*[.\u06d4]?")


@dataclass(frozen=True)
class Broken:
    """A flow with a guard taken out of some nodes, and the finding that must speak of each.

    The node is "" where the guard is the whole flow's.
    """

    code: str
    nodes: frozenset[str]
    raw: Raw
    alone: bool = False  # it cannot be read at all, so that nothing else would be found

    def and_also(self, other: Broken) -> Broken:
        """Return the flow with both taken out, which are of one code and of two nodes."""
        mended = {key: self.raw["nodes"][key] for key in self.nodes}
        nodes = {**other.raw["nodes"], **mended}
        return Broken(self.code, self.nodes | other.nodes, {**self.raw, "nodes": nodes})


def read(path: Path) -> Raw:
    raw: Raw = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return raw


def without_each_guard(path: Path) -> Iterator[Broken]:
    """Yield the flow of a file without each guard that it has, one at a time."""
    raw = read(path)
    for field in ("name", "source", "owner", "helps"):
        yield _broken(raw, f"missing_{field}", lambda one, field=field: one["about"].pop(field))
    yield _broken(raw, "missing_reviewer", lambda one: one["about"].pop("reviewed_by"))
    if any("ask" in node and "sees" not in node for node in raw["nodes"].values()):
        yield _broken(raw, "missing_visibility", lambda one: one.pop("sees"))
    yield from _of_the_whole(raw)
    yield from _of_first_contact(raw)
    for key, node in raw["nodes"].items():
        if "ask" in node:
            yield from _of_question(raw, key, node)
            yield from _of_whom(raw, key, node)
            yield from _of_each_answer(raw, key, node)
        if "ask" in node or "say" in node:
            yield from _of_sentence(raw, key)


def _of_question(raw: Raw, key: str, node: Raw) -> Iterator[Broken]:
    options = node.get("options", ())
    if node.get("sensitive"):
        yield _at(raw, "no_signpost", key, _offer_nobody)
        yield _at(raw, "offer_not_sensitive", key, lambda one: one.pop("sensitive"))
    if node.get("sees", raw["sees"]) == "ask":
        yield _at(raw, "missing_why", key, lambda one: one.pop("why"))
    if not options and node["ask"] != "yesno":
        yield _at(raw, "no_way_to_skip", key, _say_nothing_of_skipping)
    if node["ask"] in COUNTED and not options:
        yield _at(raw, "missing_range", key, lambda one: one.pop("max"))
    if any(serves.get("reversed") for serves in node.get("serves", ())):
        yield _at(raw, "missing_score", key, _score_nothing)
    yield _at(raw, "no_way_to_skip", key, lambda one: one.pop("goto"), alone=True)
    yield _at(raw, "long_question", key, lambda one: _text(one).update(en=LONG))
    if options:
        yield from _of_options(raw, key)


def _of_whom(raw: Raw, key: str, node: Raw) -> Iterator[Broken]:
    """Who sees it, whom it is for, and why it is asked."""
    for field, code in TAKEN.items():
        if field in node and (field != "instead" or "ages" in node):
            # One question's `sees` is missed because the others have theirs.
            alone = field == "sees"
            yield _at(raw, code, key, lambda one, field=field: one.pop(field), alone=alone)
    if node.get("sees", raw["sees"]) != "nobody":
        yield _at(raw, "missing_serves", key, lambda one: one.pop("serves"))
    for shown in node.get("shows", ()):
        yield _at(raw, "missing_shows", key, lambda one, of=shown: one["shows"].remove(of))
    for place, option in enumerate(node.get("options", ())):
        if option.get("raises") in PROMISED:
            yield _at(
                raw, "missing_task", key, lambda one, at=place: one["options"][at].pop("raises")
            )


def _of_each_answer(raw: Raw, key: str, node: Raw) -> Iterator[Broken]:
    """The offer each hard answer brings, and the score each answer has."""
    for hard in node["sensitive"] if isinstance(node.get("sensitive"), list) else ():
        yield _at(raw, "no_signpost", key, lambda one, of=hard: one["offers"]["person"].remove(of))
        yield _at(raw, "offer_not_sensitive", key, lambda one, of=hard: one["sensitive"].remove(of))
    for place, option in enumerate(node.get("options", ())):
        if "score" in option:
            yield _at(
                raw, "missing_score", key, lambda one, at=place: one["options"][at].pop("score")
            )


def _of_the_whole(raw: Raw) -> Iterator[Broken]:
    yield _broken(raw, "missing_budget", lambda one: one.pop("budget"))
    for field in ("opening", "closing"):
        if field in raw:
            yield _broken(raw, f"missing_{field}", lambda one, field=field: one.pop(field))
        for language in raw["languages"][1:] if field in raw else ():
            yield _around(raw, field, language)


def _around(raw: Raw, field: str, language: str) -> Broken:
    said = {name: text for name, text in raw[field].items() if name != language}
    return Broken("missing_translation", frozenset({field}), {**raw, field: said}, alone=True)


def _of_first_contact(raw: Raw) -> Iterator[Broken]:
    """What the welcome says once, taken out of every language."""
    for code, sentence in SAID_FIRST.items() if raw["key"] == "welcome" else ():
        nodes = {key: _unsaid(node, sentence) for key, node in raw["nodes"].items()}
        assert nodes != raw["nodes"], sentence
        yield Broken(code, frozenset({""}), {**raw, "nodes": nodes})
    if raw["key"] == "get-help":
        for key in ("x1", "x1_adult", "last_young", "last_adult"):
            yield _at(raw, "missing_emergency", key, lambda one: _leave_out(one, "999"))


def _unsaid(node: Raw, sentence: str) -> Raw:
    copy = deepcopy(node)
    if "ask" in node or "say" in node:
        _leave_out(copy, sentence)
    for option in copy.get("options", ()):
        if option.get("raises") == sentence:
            del option["raises"]
    return copy


def _leave_out(node: Raw, words: str) -> None:
    text = _text(node)
    text["en"] = text["en"].replace(words, "").strip()


def _of_options(raw: Raw, key: str) -> Iterator[Broken]:
    first: Callable[[Raw], Raw] = lambda one: one["options"][0]  # noqa: E731
    yield _at(
        raw, "long_option", key, lambda one: first(one)["label"].update(en="Somewhere over there!")
    )
    yield _at(raw, "non_string_key", key, lambda one: first(one).update(key=True), alone=True)
    yield _at(raw, "carrier_word", key, lambda one: first(one)["label"].update(en="Stop"))
    yield _at(raw, "too_many_options", key, _six_options)
    yield _at(raw, "ambiguous_options", key, lambda one: one["options"].append(one["options"][0]))


def _of_sentence(raw: Raw, key: str) -> Iterator[Broken]:
    added = {
        "long_sentence": f" It is {'so ' * 15}much.",
        "banned_word": " We provide assistance.",
        "bare_yes": " Text yes.",
        "carrier_word": " Please cancel.",
        "unknown_placeholder": " {friend}.",
        "not_gsm": " \N{SPARKLES}",
        "over_one_segment": " So it goes." * 15,
    }
    for code, more in added.items():
        yield _at(
            raw, code, key, lambda one, more=more: _text(one).update(en=_text(one)["en"] + more)
        )
    for language in raw["languages"][1:]:
        yield _at(raw, "missing_translation", key, lambda one, to=language: _text(one).pop(to))
        yield _at(
            raw, "missing_fingerprint", key, lambda one, to=language: _text(one)[to].pop("of")
        )
        yield _at(raw, "missing_status", key, lambda one, to=language: _text(one)[to].pop("status"))
    if len(raw["languages"]) > 1:
        yield _at(raw, "stale_translation", key, lambda one: _text(one).update(en="Hm. Text SKIP."))
    said = _text(raw["nodes"][key])
    for number in re.findall(r"\b999\b|\b0800 1111\b", said["en"]):
        for language in raw["languages"][1:]:
            yield _at(
                raw,
                "missing_number",
                key,
                lambda one, to=language, number=number: _text(one)[to].update(
                    text=said[to]["text"].replace(number, "")
                ),
            )
    yield _at(raw, "missing_node", key, lambda one: one.update(goto="nowhere"))


def _text(node: Raw) -> Raw:
    said: Raw = node["say"] if "say" in node else node["text"]
    return said


def _offer_nobody(node: Raw) -> None:
    node.pop("offers", None)
    for option in node.get("options", ()):
        option.pop("offers", None)


def _say_nothing_of_skipping(node: Raw) -> None:
    text = _text(node)
    text["en"] = SKIPS.sub("", text["en"])


def _score_nothing(node: Raw) -> None:
    for option in node["options"]:
        option.pop("score", None)


def _six_options(node: Raw) -> None:
    more = [{"key": f"k{number}", "label": {"en": f"Label {number}"}} for number in range(6)]
    node["options"] = [*node["options"], *more][:6]


def together(ones: Iterator[Broken]) -> list[Broken]:
    """Join what is of one code and of different nodes: to check a flow takes its time."""
    joined: list[Broken] = []
    for one in ones:
        fits = (at for at, other in enumerate(joined) if _may_join(other, one))
        place = next(fits, None)
        if place is None:
            joined.append(one)
        else:
            joined[place] = joined[place].and_also(one)
    return joined


def _may_join(one: Broken, other: Broken) -> bool:
    apart = one.alone or other.alone or "" in one.nodes
    return not apart and one.code == other.code and not one.nodes & other.nodes


def _at(
    raw: Raw, code: str, key: str, breaks: Callable[[Raw], object], *, alone: bool = False
) -> Broken:
    """Break one node; the rest of the flow is shared with the others, for a copy is slow."""
    node = deepcopy(raw["nodes"][key])
    breaks(node)
    return Broken(code, frozenset({key}), {**raw, "nodes": {**raw["nodes"], key: node}}, alone)


def _broken(raw: Raw, code: str, breaks: Callable[[Raw], object]) -> Broken:
    copy = {**raw, "about": dict(raw["about"])}
    breaks(copy)
    return Broken(code, frozenset({""}), copy)
