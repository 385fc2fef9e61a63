"""How many sentences of each language are still drafts, in the files that ship. Read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from bot.engine.checking import shipped_files
from bot.engine.model import DEFAULT_LANGUAGE


@cache
def drafts() -> Mapping[str, int]:
    """Return language -> how many of its sentences nobody who speaks it has read."""
    found: Counter[str] = Counter()
    for path in shipped_files():
        root = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        found.update(_of(root, set()))
    return found


def _of(node: Any, seen: set[int]) -> Iterator[str]:
    """Yield the language of each draft; a sentence that several share is one."""
    if not isinstance(node, (list, dict)) or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, dict) and DEFAULT_LANGUAGE in node:
        yield from (str(key) for key, said in node.items() if _is_draft(said))
    for value in node.values() if isinstance(node, dict) else node:
        yield from _of(value, seen)


def _is_draft(said: object) -> bool:
    return isinstance(said, dict) and said.get("status") == "draft"
