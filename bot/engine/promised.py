"""Checks on what we promise a young person: a way out, the cost, help, their age. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.engine.index import is_kept
from bot.engine.issue import Issue
from bot.engine.model import DEFAULT_LANGUAGE, Ask, End, Flow, Node, Say, Sees, Shared, Text
from nlu.port import QuestionType

WELCOME, GET_HELP = "welcome", "get-help"
EMERGENCY = "999"
FREE_LINK = "wifi_link"
# Answers that say nothing either way, and so have no score beside others that have one.
UNSCORED = frozenset({"rather_not", "do_not_know", "not_seen", "not_sure"})
# Somebody was asked, or will do something: then they must hear of it.
_DEED = re.compile(r"\bwe have asked\b|(?:\{worker\}|\bsomeone) will\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d ]+\d")
# What the first contact says, as English says it.
_SAID_FIRST = {
    "no_way_to_leave": (re.compile(r"\bSTOP\b"), "say how to leave: Text STOP to leave."),
    "missing_cost": (re.compile(r"\bcosts?\b"), "say once what a text costs"),
    "missing_limits": (re.compile(r"\bnot safe, we tell\b"), "say when we have to tell somebody"),
    "missing_emergency": (re.compile(rf"\b{EMERGENCY}\b"), "say whom to call in danger: 999"),
}


def first_contact(flow: Flow) -> Iterator[Issue]:
    """The welcome says how to leave, what it costs, its limits, and offers a free way."""
    if flow.key != WELCOME:
        return
    english = "\n".join(text.to(DEFAULT_LANGUAGE) for text in _texts(flow))
    for code, (says, mend) in _SAID_FIRST.items():
        if not says.search(english):
            yield Issue(code, flow.key, "", mend)
    choices = (c for node in flow.nodes.values() if isinstance(node, Ask) for c in node.choices)
    if not any(choice.raises == FREE_LINK for choice in choices):
        mend = f"offer whoever has no credit a free link: an option with raises: {FREE_LINK}"
        yield Issue("missing_free_link", flow.key, "", mend)


def said_alike(flow: Flow, node: Node) -> Iterator[Issue]:
    """A number to call, and how to leave, are said in every language."""
    if not isinstance(node, Ask | Say):
        return
    english = node.text.to(DEFAULT_LANGUAGE)
    for language, text in node.text.by_language.items():
        if "STOP" in english and "STOP" not in text:
            mend = f"{language} does not say how to leave: STOP"
            yield Issue("no_way_to_leave", flow.key, node.key, mend)
        for number in _NUMBER.findall(english):
            if number.replace(" ", "") not in text.replace(" ", ""):
                mend = f"{language} leaves out the number {number}"
                yield Issue("missing_number", flow.key, node.key, mend)


def help_at_once(flow: Flow, node: Node) -> Iterator[Issue]:
    """Where somebody looks for help, the first thing and the last name the emergency number."""
    if flow.key != GET_HELP or not isinstance(node, Ask | Say):
        return
    is_first = isinstance(node, Ask) and node.key.startswith("x1")
    is_last = isinstance(node, Say) and isinstance(flow.nodes.get(node.goto), End)
    if (is_first or is_last) and EMERGENCY not in node.text.to(DEFAULT_LANGUAGE):
        mend = "begin and end with whom to call in danger: 999"
        yield Issue("missing_emergency", flow.key, node.key, mend)


def ages(flow: Flow, node: Node) -> Iterator[Issue]:
    """What is for some ages alone says where the others go; what sends others on says whom."""
    if not isinstance(node, Ask):
        return
    if node.instead is not None and not node.ages:
        mend = "says where other ages go but not whom it is for: add ages"
        yield Issue("missing_ages", flow.key, node.key, mend)
    if node.ages and node.instead is None:
        mend = "is for some ages alone: say where the others go: instead"
        yield Issue("missing_instead", flow.key, node.key, mend)


def kept_well(flow: Flow, node: Node) -> Iterator[Issue]:
    """A kept question says what it is for, and keeps no address among what is only counted."""
    if not isinstance(node, Ask):
        return
    if is_kept(node) and not node.serves:
        mend = "say why it is asked: serves"
        yield Issue("missing_serves", flow.key, node.key, mend)
    counted = node.type is QuestionType.PLACE and node.sees is Sees.TOTALS
    if counted and not node.choices and not node.area_only:
        mend = "a place that is only counted is an area: add area_only: true"
        yield Issue("missing_area_only", flow.key, node.key, mend)
    if any(choice.score is not None for choice in node.choices):
        for choice in node.choices:
            if choice.score is None and choice.key not in UNSCORED:
                mend = f"option {choice.key!r} has no score, and others have: give it one"
                yield Issue("missing_score", flow.key, node.key, mend)


def options_do_all(flow: Flow, node: Node) -> Iterator[Issue]:
    """What an option states has everything that must go with it."""
    for choice in node.choices if isinstance(node, Ask) else ():
        if choice.sets.get("shared", "no") != "no" and choice.sets.get("discretion") != "discreet":
            mend = f"option {choice.key!r}: others see this phone: set discretion: discreet"
            yield Issue("missing_discretion", flow.key, node.key, mend)
        if (choice.sets.get("number") == "wrong") != (choice.raises == "wrong_number"):
            mend = f"option {choice.key!r}: a wrong number is set and raised, both: wrong_number"
            yield Issue("missing_task", flow.key, node.key, mend)
        if not choice.raises and _DEED.search(_said_next(flow, choice.goto)):
            mend = f"option {choice.key!r} says somebody will do something: tell them: raises"
            yield Issue("missing_task", flow.key, node.key, mend)


def states_alike(flow: Flow, node: Node) -> Iterator[Issue]:
    """Where two options state a fact, no other leaves it open, but for one a person looks at."""
    choices = node.choices if isinstance(node, Ask) else ()
    for fact in ("number", "shared", "language"):
        if sum(fact in choice.sets for choice in choices) < 2:
            continue
        for choice in choices:
            if fact not in choice.sets and not choice.raises:
                mend = f"option {choice.key!r} leaves {fact} open, which others state: add sets"
                yield Issue("missing_fact", flow.key, node.key, mend)


def shown_first(flow: Flow, node: Node) -> Iterator[Issue]:
    """What a whole meeting will read is read back to them first, all of it."""
    if not isinstance(node, Ask) or not any(c.shares is Shared.MEETING for c in node.choices):
        return
    for key, asked in flow.nodes.items():
        if isinstance(asked, Ask) and asked.sees is Sees.ASK and key not in node.shows:
            mend = f"a meeting would read {key!r}: read it back to them first: shows"
            yield Issue("missing_shows", flow.key, node.key, mend)


def _said_next(flow: Flow, goto: str | None) -> str:
    """Return what an option's own way says, in English; nothing where it has none."""
    following = flow.nodes.get(goto) if goto else None
    return following.text.to(DEFAULT_LANGUAGE) if isinstance(following, Say) else ""


def _texts(flow: Flow) -> Iterator[Text]:
    return (node.text for node in flow.nodes.values() if isinstance(node, Ask | Say))
