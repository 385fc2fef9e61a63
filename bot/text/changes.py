"""Asking to change an answer by its number: "change 3". Pure; the whole message must say it."""

from __future__ import annotations

import re

from bot.text.folding import fold

_CHANGE = re.compile(
    r"""(?:please\ |can\ i\ |i\ want\ to\ |i\ would\ like\ to\ |let\ me\ )*
    (?:change|redo|fix|edit|go\ back\ to|back\ to|newid|zmien|wroc\ do)\ +
    (?:my\ )?(?:the\ )?(?:answer\ )?(?:to\ )?(?:question|number|answer|no|nr|q)?[\ .\#]*
    (\d{1,2})(?:\ please|\ pls)?[.! ]*""",
    re.VERBOSE,
)


def read_change(text: str) -> int | None:
    """Return the number of the answer the whole of `text` asks to change, or None."""
    found = _CHANGE.fullmatch(" ".join(fold(text).split()))
    return int(found[1]) if found else None
