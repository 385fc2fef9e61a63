"""Gaps in sentences, "{worker}", and what fills them. Pure; values are never read as templates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.errors import FlowError

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names in `text` in order of first use: "{a} and {b} and {a}" gives a, b."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each placeholder replaced. Braces inside a value stay as they are.

    Raises:
        FlowError: a placeholder has no value; the message names it.
    """
    pieces = _PLACEHOLDER.split(text)  # what stands between the gaps, each second one a gap's name
    try:
        pieces[1::2] = [values[name] for name in pieces[1::2]]
    except KeyError:
        missing = [name for name in placeholders(text) if name not in values]
        raise FlowError(f"no value for placeholder {', '.join(map(repr, missing))}") from None
    return "".join(pieces)
