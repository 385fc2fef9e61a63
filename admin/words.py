"""Sentences from elsewhere, made fit to stand on a page. Pure."""

from __future__ import annotations

from bot.errors import BadInput


def as_sentence(error: BadInput) -> str:
    """Return what to mend with a capital and a full stop."""
    said = str(error).strip()
    end = "" if said.endswith((".", "!", "?")) else "."
    return f"{said[:1].upper()}{said[1:]}{end}"
