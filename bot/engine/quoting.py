"""The check on leave to quote: nobody's words are quoted but by their own plain yes. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.issue import Issue
from bot.engine.model import Ask, Flow, Node, Sees
from nlu.port import QuestionType

YES, NO = "yes", "no"
_SPOKEN = (QuestionType.TEXT, QuestionType.DRAWING)


def asks_leave(flow: Flow, node: Node) -> Iterator[Issue]:
    """A question that gives leave to quote is a yes or no of the totals, of words counted there."""
    if not isinstance(node, Ask) or not node.quotes:
        return
    keys = tuple(choice.key for choice in node.choices)
    if node.type is not QuestionType.SINGLE or keys != (YES, NO) or node.sees is not Sees.TOTALS:
        mend = "gives leave to quote: make it one choice of yes and no that totals see"
        yield Issue("unclear_leave", flow.key, node.key, mend)
    for key in node.quotes:
        if not is_in_own_words(flow.nodes.get(key)):
            mend = f"{key!r} is no question in own words that only totals see"
            yield Issue("unclear_leave", flow.key, node.key, mend)


def is_in_own_words(node: Node | None) -> bool:
    """Tell whether a question is answered in own words that are counted, and nobody's to see."""
    return isinstance(node, Ask) and node.type in _SPOKEN and node.sees is Sees.TOTALS


def leave_of(flow: Flow, question: str) -> str | None:
    """Return the question whose yes lets the answers to this one be quoted; None: never."""
    found = (
        key for key, node in flow.nodes.items() if isinstance(node, Ask) and question in node.quotes
    )
    return next(found, None)
