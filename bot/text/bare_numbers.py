"""A reply that is a number and nothing else, as most are. Pure.

What such a reply means at a question never changes and tells nothing of who sent it, so it may be
worked out once and remembered; no other words ever are.
"""

from __future__ import annotations

MOST_DIGITS = 2


def is_bare_number(text: str) -> bool:
    """Tell whether `text` is one or two ASCII digits: "3", "12"; not "3." or "100"."""
    return len(text) <= MOST_DIGITS and text.isascii() and text.isdecimal()
