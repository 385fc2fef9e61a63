"""Asking to skip, go back, hear again or be helped, inside a longer message. Data and one reader.

Pure. The words must be about the questions themselves: "go back to my old school" steers nothing.
"""

from __future__ import annotations

import re

from bot.text.control_phrases import Control

_LONGEST = 160  # letters; a longer message tells a story
_QUESTION = r"(?:question|questions|one|answer|answers|bit)"
_PATTERNS = (
    (
        Control.BACK,
        r"\b(?:go|going|take me|get|went) back (?:to )?(?:the |that |my )?(?:one before|last"
        rf"|previous|question|prev)\b(?: {_QUESTION})?$"
        rf"|\b(?:change|redo|undo|fix|correct|edit) (?:my |the |that |what i )?(?:last|previous"
        rf"|other|first)(?: {_QUESTION}| thing i said)?$"
        r"|^(?:(?:wait|oops|oh|no|sorry|pls|please|can i|can we|lets) )*(?:go back"
        r"|previous(?: one)?"
        r"|undo (?:that|it)|wrong one|wrong answer)(?: please| pls)?$"
        r"|\b(?:change|redo|edit|correct) (?:my|that|the|what) (?:answer|answers|i said|i put)\b"
        r"|\b(?:pressed|put|clicked|hit|sent|said|answered|typed) (?:the )?wrong\b"
        r"|\b(?:last|previous|other) (?:one|question|answer|bit) (?:was |is )?(?:wrong|a mistake)\b"
        r"|\bmeant (?:to (?:put|say)|something else) (?:for|on) (?:the )?(?:last|previous|other)\b",
    ),
    (
        Control.SKIP,
        r"\b(?:go|move|skip|get|pass|onto|on)(?: on)?(?: to| onto)? (?:the )?next"
        rf"(?: {_QUESTION})?$"
        rf"|\b(?:skip|miss|leave) (?:this|that|it|the)(?: {_QUESTION})?"
        r"(?: out| for now| pls| please)?$"
        r"|\b(?:dont|do not|not) (?:really )?(?:want|wanna|wish|like|feel like)(?: to)?"
        r" (?:answer|say|answering|talk about|talking about|do)(?: (?:this|that|it|these))?"
        rf"(?: {_QUESTION})?(?: sorry| thanks| tbh)?$"
        r"|\b(?:not|dont fancy|dont feel like|cba|cant be bothered|refuse|wont be)(?: to)?"
        rf" (?:answer|answering)(?: (?:this|that|it|these|the))?(?: {_QUESTION})?$"
        r"|^(?:mind (?:your|ya|ur) own(?: business)?|nunya(?: business)?|not your business)$"
        r"|^(?:its )?none of (?:your|ur|ya) (?:business|biz|beeswax)\b"
        r"|\b(?:rather|prefer) not (?:to )?(?:say|answer|talk about it|talk about that|tell)\b.*$"
        r"|^(?:thats|its|that is|it is) (?:private|personal)$"
        r"|^(?:cant|can not) (?:answer|be bothered (?:with|to answer)) (?:this|that)(?: one)?$",
    ),
    (
        Control.REPEAT,
        r"^(?:say it )?(?:one|1) more time(?: please| pls)?$"
        r"|\b(?:whats|what (?:were|was|are|is)) (?:the |my |all the )?(?:options|choices"
        r"|question|answers)"
        r"(?: again)?(?: pls| please)?$"
        r"|\b(?:what|wot) (?:did|do) (?:you|u) (?:just )?(?:ask|say)(?: again)?$"
        r"|\b(?:say|ask|send|repeat|read|tell)(?: me)?"
        r" (?:that|it|the question|this|them|the options)"
        r"(?: to me)? (?:again|one more time|once more)(?: pls| please)?$"
        r"|\b(?:forgot|forgotten|lost|missed|deleted|didnt see|didnt get|didnt read|cant see)"
        r" (?:what |the |your |ur )*(?:question|options|u asked|you asked|text|message|msg)$"
        r"|\bcan you repeat\b|\bcan u repeat\b",
    ),
    (
        Control.HELP,
        r"\b(?:need|want|get|have) (?:some |a bit of |a hand |any )?help"
        r" (?:with|on|to answer|answering|doing|reading|understanding)"
        rf" (?:this|that|the|it|these)(?: {_QUESTION})?$"
        r"|\b(?:dont|do not|didnt|cant|dnt) (?:really |even |actually )?(?:understand|get"
        r"|understnd)"
        r"(?: (?:what|the|this|that|it|u|you|ur|youre|your|are|is|mean|means|meant|asking|question"
        r"|at|all|on|about|one|want|me|to|say|do|put|one bit|sorry|r))*$"
        r"|\bhelp me (?:with|answer|understand|read) (?:this|that|it|the)\b",
    ),
)
_STEERS = tuple((control, re.compile(pattern)) for control, pattern in _PATTERNS)
_HINT = re.compile(
    r"back|chang|redo|undo|fix|correct|edit|wrong|mistake|meant|next|skip|miss|leave|dont|not|none"
    r"|stop ask|private|personal|cant|what|wot|again|once more|more time|forgot|lost|delet|didnt"
    r"|repeat|help"
)


def steering(folded: str) -> Control | None:
    """Return what a folded message asks of the questions, where it ends or begins with that."""
    text = folded.rstrip(" .!?,")
    if len(text) > _LONGEST or not _HINT.search(text):
        return None
    return next((control for control, pattern in _STEERS if pattern.search(text)), None)
