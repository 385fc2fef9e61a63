"""Where each part of a YAML text stands, so that a finding can name its line. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from bot.engine.issue import Path


def lines_of(root: yaml.Node | None) -> Mapping[Path, int]:
    """Return path -> line, counted from 1: {("nodes", "w1", "text"): 17}."""
    lines: dict[Path, int] = {}
    ahead: list[tuple[Path, yaml.Node | None]] = [((), root)]
    while ahead:
        path, node = ahead.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                below = (*path, str(key.value))
                lines[below] = key.start_mark.line + 1
                ahead.append((below, value))
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                lines[(*path, number)] = item.start_mark.line + 1
                ahead.append(((*path, number), item))
    return lines


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the nearest part of the file that holds it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1
