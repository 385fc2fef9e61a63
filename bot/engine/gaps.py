"""Gaps the engine fills itself: how many questions, and what the flow was begun about. Pure.

Names of people and of the organisation stay gaps: they are filled where the message is written.
"""

from __future__ import annotations

from collections.abc import Mapping

# Facts given when a flow is begun about a meeting or a person.
TOLD = ("when", "place", "promise", "who")


def filled(text: str, facts: Mapping[str, str], *, count: int = 0, left: int = 0) -> str:
    """Return `text` with the gaps filled that are known here; the others stay."""
    if "{" not in text:
        return text
    for name in TOLD:
        if name in facts:
            # A brace in a value must not become a gap of its own.
            value = facts[name].replace("{", "(").replace("}", ")")
            text = text.replace(f"{{{name}}}", value)
    return text.replace("{count}", str(count)).replace("{left}", str(left))
