"""Checks on where a flow leads: every way exists, is used, waits and ends. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.engine.index import strand_nodes, ways_on
from bot.engine.issue import Issue
from bot.engine.model import Ask, Draw, End, Flow, Node


def missing_start(flow: Flow) -> Iterator[Issue]:
    """The first node is one of the flow's."""
    if flow.start not in flow.nodes:
        mend = f"it starts at {flow.start!r}, which is no node: name one that is"
        yield Issue("missing_node", flow.key, "", mend, ("start",))


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


def dead_end(flow: Flow, node: Node) -> Iterator[Issue]:
    """From every node an end can be come to."""
    reached = _reached(flow, ways_on(node))
    if not isinstance(node, End) and not any(isinstance(flow.nodes[key], End) for key in reached):
        mend = "no end can be come to from here: lead it on to an end"
        yield Issue("dead_end", flow.key, node.key, mend)


def loop_without_wait(flow: Flow, node: Node) -> Iterator[Issue]:
    """No way runs in a circle without a question between."""
    if isinstance(node, Ask | Draw):  # a draw comes to its end: a strand is taken once
        return
    if node.key in _reached(flow, ways_on(node), waits=(Ask, Draw)):
        mend = "comes back to itself without a question between: add one that waits"
        yield Issue("loop_without_wait", flow.key, node.key, mend)


def strands(flow: Flow, node: Node) -> Iterator[Issue]:
    """A strand comes back to its draw, belongs to it alone, and asks something."""
    if not isinstance(node, Draw):
        return
    owner: dict[str, str] = {}
    for begins in node.strands:
        within = strand_nodes(flow.nodes, node, begins)
        if not any(node.key in ways_on(flow.nodes[key]) for key in within):
            mend = f"the strand at {begins!r} never comes back here: lead its end to {node.key!r}"
            yield Issue("lost_strand", flow.key, node.key, mend)
        for key in within:
            if owner.setdefault(key, begins) != begins:
                mend = f"{key!r} is in two strands: each needs nodes of its own"
                yield Issue("lost_strand", flow.key, node.key, mend)
                break


def _reached(flow: Flow, starts: Iterable[str], *, waits: tuple[type[Node], ...] = ()) -> set[str]:
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        key = ahead.pop()
        node = flow.nodes.get(key)
        if node is None or key in reached:
            continue
        reached.add(key)
        if not isinstance(node, waits):
            ahead += ways_on(node)
    return reached
