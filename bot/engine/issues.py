"""Static faults of a flow: one small check each, with a code that never changes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.engine import paths, wording
from bot.engine.issue import Issue
from bot.engine.loading import document, load_flow
from bot.engine.model import Ask, Flow, Node, Sees
from bot.engine.fields import FlowFault
from bot.text.templating import fill

__all__ = ["Issue", "check", "check_text"]

MOST_OPTIONS = 5
LONGEST_OPTION = 20  # characters, with the longest names filled in

Check = Callable[[Flow, Node], Iterator[Issue]]


def check(flow: Flow) -> list[Issue]:
    """Return every issue of `flow`: of the whole first, then in the order of its nodes.

    Empty means it may be published. The phrases said around it come last. Lengths are measured
    once every gap is one that Sayso can fill.
    """
    checks = _CHECKS if wording.has_known_placeholders(flow) else _WITHOUT_NAMES
    found = [*_missing_owner(flow), *_missing_source(flow), *paths.missing_start(flow)]
    found += [issue for node in flow.nodes.values() for one in checks for issue in one(flow, node)]
    found += wording.phrases(flow) if checks is _CHECKS else ()
    return found


def check_text(flow_file_text: str, phrases_text: str) -> list[Issue]:
    """Return every issue of a flow file; one that cannot be read has one issue, saying why."""
    try:
        flow = load_flow(document(flow_file_text, phrases_text))
    except FlowFault as fault:
        return [Issue(fault.code, fault.flow, fault.node, str(fault))]
    return check(flow)


def _missing_owner(flow: Flow) -> Iterator[Issue]:
    if not flow.about.owner:
        yield Issue("missing_owner", flow.key, "", "nobody answers for it: name the owner in about")


def _missing_source(flow: Flow) -> Iterator[Issue]:
    if not flow.about.source:
        yield Issue("missing_source", flow.key, "", "say in about what it comes from: source")


def _missing_why(flow: Flow, node: Node) -> Iterator[Issue]:
    if isinstance(node, Ask) and node.sees is Sees.ASK and node.why is None:
        mend = "nobody sees it until they choose: say so in why"
        yield Issue("missing_why", flow.key, node.key, mend)


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
    for choice in node.choices if isinstance(node, Ask) else ():
        for language, label in choice.label.by_language.items():
            length = len(fill(label, wording.LONGEST_NAMES))
            if length > LONGEST_OPTION:
                mend = f"option {choice.key!r} ({language}) has {length} characters: cut it to 20"
                yield Issue("long_option", flow.key, node.key, mend)


_WITHOUT_NAMES: tuple[Check, ...] = (
    paths.missing_node,
    paths.unreachable,
    paths.no_end,
    _missing_why,
    _ambiguous_options,
    _too_many_options,
    wording.carrier_word,
    wording.unknown_placeholder,
)
_CHECKS: tuple[Check, ...] = (
    *_WITHOUT_NAMES,
    _long_option,
    wording.over_one_segment,
    wording.long_sentence,
    wording.not_gsm,
)
