"""Static faults of a flow: one small check each, with a code that never changes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.engine import drawn, guards, paths, promised, quoting, wording
from bot.engine.issue import Issue
from bot.engine.model import DEFAULT_LANGUAGE, Ask, Flow, Node
from bot.text.readability import grade
from bot.text.templating import fill

__all__ = ["Issue", "check", "check_said", "too_hard"]

MOST_OPTIONS = 5
LONGEST_OPTION = 20  # characters, with the longest names filled in
HARDEST = 4.0  # grade of a whole script (requirements A2.2)

Check = Callable[[Flow, Node], Iterator[Issue]]


def check(flow: Flow) -> list[Issue]:
    """Return every issue of `flow`: of the whole first, then in the order of its nodes.

    Empty means it may be published. Its standing sentences come last. Lengths are measured once
    every gap is one that Sayso can fill.
    """
    nodes = (*flow.nodes.values(), *flow.standing.values())
    measured = wording.has_known_placeholders(nodes)
    found = [*guards.about(flow), *paths.missing_start(flow), *promised.first_contact(flow)]
    for node in flow.nodes.values():
        found += [issue for one in (*_WAYS, *_GUARDS) for issue in one(flow, node)]
        found += check_said(flow, node, measured=measured)
    for node in flow.standing.values():
        found += check_said(flow, node, measured=measured)
    return found + too_hard(flow.key, [text for node in nodes for text in _english(node)])


def check_said(flow: Flow, node: Node, *, measured: bool = True) -> list[Issue]:
    """Return every issue of what one node says."""
    checks = (*_SAID, *(_MEASURED if measured else ()))
    return [issue for one in checks for issue in one(flow, node)]


def too_hard(key: str, texts: list[str]) -> list[Issue]:
    """Return whether a whole script is hard to read. One text alone is too short to tell."""
    found = grade(texts)
    if found is None or found <= HARDEST:
        return []
    mend = f"the script reads at grade {found:.1f}, over {HARDEST:.0f}: use shorter words"
    return [Issue("hard_to_read", key, "", mend)]


def _english(node: Node) -> Iterator[str]:
    for said in wording.said_by(node):
        if said.language == DEFAULT_LANGUAGE:
            yield said.text


def _ambiguous_options(flow: Flow, node: Node) -> Iterator[Issue]:
    if not isinstance(node, Ask):
        return
    keys = [choice.key for choice in node.choices]
    yield from _twice(flow, node, keys)
    languages = {language for choice in node.choices for language in choice.label.by_language}
    for language in sorted(languages):
        labels = [choice.label.to(language).strip().casefold() for choice in node.choices]
        yield from _twice(flow, node, labels)
        for number, label in enumerate(labels, start=1):
            if label.isdecimal() and int(label) != number and int(label) <= len(labels):
                mend = f"option {number} is labelled {label!r}, another's number: use words"
                yield Issue("ambiguous_options", flow.key, node.key, mend)


def _twice(flow: Flow, node: Node, names: list[str]) -> Iterator[Issue]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        mend = f"two options are {name!r}: give each its own key and label"
        yield Issue("ambiguous_options", flow.key, node.key, mend)


def _too_many_options(flow: Flow, node: Node) -> Iterator[Issue]:
    if isinstance(node, Ask) and len(node.choices) > MOST_OPTIONS:
        mend = f"{len(node.choices)} options: give {MOST_OPTIONS} at most, or split the question"
        yield Issue("too_many_options", flow.key, node.key, mend)


def _long_option(flow: Flow, node: Node) -> Iterator[Issue]:
    for place, choice in enumerate(node.choices if isinstance(node, Ask) else ()):
        for language, label in choice.label.by_language.items():
            length = len(fill(label, wording.LONGEST_NAMES))
            if length > LONGEST_OPTION:
                mend = f"option {choice.key!r} ({language}) has {length} characters: cut it to 20"
                found = Issue("long_option", flow.key, node.key, mend)
                yield replace(found, place=("nodes", node.key, "options", place))


_WAYS: tuple[Check, ...] = (
    paths.missing_node,
    paths.unreachable,
    paths.dead_end,
    paths.loop_without_wait,
    paths.strands,
)
_GUARDS: tuple[Check, ...] = (
    guards.way_to_skip,
    guards.signpost,
    guards.names_in_totals,
    guards.missing_why,
    guards.option_1_goes_on,
    guards.range_given,
    guards.serves,
    guards.branch_fits,
    guards.refers,
    promised.said_alike,
    promised.help_at_once,
    promised.ages,
    promised.kept_well,
    promised.options_do_all,
    promised.states_alike,
    promised.shown_first,
    quoting.asks_leave,
    drawn.is_drawn_well,
)
_SAID: tuple[Check, ...] = (
    _ambiguous_options,
    _too_many_options,
    wording.carrier_word,
    wording.bare_yes,
    wording.banned_word,
    wording.unknown_placeholder,
)
_MEASURED: tuple[Check, ...] = (
    _long_option,
    wording.over_one_segment,
    wording.long_sentence,
    wording.not_gsm,
)
