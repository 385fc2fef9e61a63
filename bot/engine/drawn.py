"""The check on questions a drawing may answer: only counted, and asked in words by text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.engine.issue import Issue
from bot.engine.model import DEFAULT_LANGUAGE, Ask, Flow, Node, Sees
from nlu.port import QuestionType

_ASKS_TO_DRAW = re.compile(r"\b(?:draw\w*|sketch\w*|pictures?|photos?|paint\w*)\b", re.IGNORECASE)


def is_drawn_well(flow: Flow, node: Node) -> Iterator[Issue]:
    """A drawing is kept apart from who drew it; a text, where none can be sent, asks for words."""
    if not isinstance(node, Ask):
        return
    if node.type is not QuestionType.DRAWING:
        if node.on_chat is not None:
            mend = "only a drawing is asked otherwise on web chat: take out on_chat"
            yield Issue("bad_drawing", flow.key, node.key, mend)
        return
    for mend in _faults(node):
        yield Issue("bad_drawing", flow.key, node.key, mend)


def _faults(ask: Ask) -> Iterator[str]:
    if ask.sees is not Sees.TOTALS:
        yield "a drawing is kept apart from who drew it: write sees: totals"
    if ask.choices:
        yield "a drawing has no options: take them out"
    asks_for = _ASKS_TO_DRAW.search(ask.text.to(DEFAULT_LANGUAGE))
    if asks_for:
        yield f"a text cannot hold a drawing: ask for words in text, without {asks_for[0]!r}"
    if ask.on_chat is None:
        yield "say what web chat asks, where a drawing can be sent: add on_chat"
        return
    for language, said in ask.on_chat.by_language.items():
        if "SKIP" not in said:
            yield f"nothing says how to leave it out on web chat ({language}): name SKIP in on_chat"
