"""Calls of other flows, put in place when a file is read, so that a flow stays flat. Pure.

The kept questions of the called flow keep their ids; its other nodes are prefixed with the call's
key: "family.fork". Every end of it leads where the call goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.engine.fields import FlowFault, Raw, get, mapping, only, word

Find = Callable[[str], Raw]
_DEEPEST = 3


def inlined(raw: Raw, find: Find, *, depth: int = 0) -> Raw:
    """Return `raw` with each call replaced by the nodes of the flow it names.

    Args:
        find: the parsed file of a flow, by its key.

    Raises:
        FlowFault: a call is misspelt, calls in a circle, or brings an id the flow has already.
    """
    nodes = raw.get("nodes")
    if not isinstance(nodes, Mapping):
        return raw
    flat: dict[str, Any] = {}
    for key, body in nodes.items():
        called = isinstance(body, Mapping) and "call" in body
        brought = (
            _called(str(raw.get("key")), key, body, find, depth=depth) if called else {key: body}
        )
        for name, node in brought.items():
            if name in flat:
                mend = f"{name!r} is here twice: a kept question has one place in a flow"
                raise FlowFault("question_twice", f"{raw.get('key')}/{key}", mend)
            flat[name] = node
    return {**raw, "nodes": flat}


def _called(flow: str, key: str, body: Raw, find: Find, *, depth: int) -> Raw:
    where = f"{flow}/{key}"
    only(body, {"call", "goto"}, where)
    name = word(body["call"], where)
    goto = word(get(body, "goto", where), where)
    if depth >= _DEEPEST or name == flow:
        raise FlowFault("bad_form", where, f"calls {name!r} in a circle, or too deep")
    called = inlined(find(name), find, depth=depth + 1)
    nodes = mapping(get(called, "nodes", name), name)
    sees = called.get("sees")
    names = {old: _renamed(key, old, node, sees) for old, node in nodes.items()}
    start = names.get(str(called.get("start")), str(called.get("start")))
    moved: dict[str, Any] = {key: {"branch": [], "otherwise": start}}
    for old, node in nodes.items():
        ends = isinstance(node, Mapping) and "end" in node
        moved[names[old]] = {"branch": [], "otherwise": goto} if ends else _moved(node, names, sees)
    return moved


def _renamed(key: str, old: str, node: Any, sees: Any) -> str:
    kept = isinstance(node, Mapping) and "ask" in node and node.get("sees", sees) != "nobody"
    return old if kept else f"{key}.{old}"


def _moved(node: Any, names: Mapping[str, str], sees: Any) -> Any:
    """Return one node with every way on renamed, and what it had from its flow's default."""
    if not isinstance(node, Mapping):
        return node
    moved = {**node}
    for field in ("goto", "otherwise", "instead"):
        if field in moved:
            moved[field] = names.get(moved[field], moved[field])
    for field in ("options", "branch"):
        if isinstance(moved.get(field), list):
            moved[field] = [_moved(item, names, None) for item in moved[field]]
    if isinstance(moved.get("draw"), list):
        moved["draw"] = [names.get(item, item) for item in moved["draw"]]
    if "ask" in moved and "sees" not in moved and sees is not None:
        moved["sees"] = sees
    return moved
