"""Checks on where a flow leads: every way exists, is used, waits and ends. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.engine.index import ways_on
from bot.engine.issue import Issue
from bot.engine.model import Ask, End, Flow, Node


def missing_start(flow: Flow) -> Iterator[Issue]:
    """The first node is one of the flow's."""
    if flow.start not in flow.nodes:
        mend = f"it starts at {flow.start!r}, which is no node: name one that is"
        yield Issue("missing_node", flow.key, "", mend)


def missing_node(flow: Flow, node: Node) -> Iterator[Issue]:
    """Every way on leads to a node that exists."""
    for goto in dict.fromkeys(ways_on(node)):
        if goto not in flow.nodes:
            mend = f"goes to {goto!r}, which is no node: add it or go elsewhere"
            yield Issue("missing_node", flow.key, node.key, mend)


def unreachable(flow: Flow, node: Node) -> Iterator[Issue]:
    """Every node can be come to from the start."""
    if node.key not in _reached(flow, [flow.start]):
        mend = "nothing leads here: go to it from somewhere, or take it out"
        yield Issue("unreachable", flow.key, node.key, mend)


def no_end(flow: Flow, node: Node) -> Iterator[Issue]:
    """From every node an end can be come to, and no way runs in a circle without a question."""
    reached = _reached(flow, ways_on(node))
    if not isinstance(node, End) and not any(isinstance(flow.nodes[key], End) for key in reached):
        mend = "no end can be come to from here: lead it on to an end"
        yield Issue("no_end", flow.key, node.key, mend)
    elif not isinstance(node, Ask) and node.key in _reached(flow, ways_on(node), past_asks=False):
        mend = "comes back to itself without a question between: add one that waits"
        yield Issue("no_end", flow.key, node.key, mend)


def _reached(flow: Flow, starts: Iterable[str], *, past_asks: bool = True) -> set[str]:
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        key = ahead.pop()
        node = flow.nodes.get(key)
        if node is None or key in reached:
            continue
        reached.add(key)
        if past_asks or not isinstance(node, Ask):
            ahead += ways_on(node)
    return reached
