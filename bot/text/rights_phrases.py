"""Asking who sees it, for one's data, to have it deleted, or to complain, in many words.

Pure. It must be about what they told us: "delete my insta" and "who saw me" ask nothing of Sayso.
"""

from __future__ import annotations

import re

from bot.text.control_phrases import Control

_LONGEST = 160  # letters; a longer message tells a story
_POLITE = r"(?:(?:hi|hey|hiya|yo|ok|so|sorry|but|um|er|actually) )*"
# One word each, so that no sentence can be split in many ways.
_ASKING = (
    r"(?:(?:can|could|will|would|cud|wud|you|u|i|id|want|wanna|need|like|wish|how|do|should|have"
    r"|may|we|let|lemme|me|to|pls|please|just|go|and|all) )*?"
)
_END = (
    r"(?: (?:pls|please|plz|now|asap|thanks|thx|ty|mate|bro|x|xx|lol|tho|though|for me|rn|then))*"
)
_OURS = (
    r"(?:answers?|data|info|information|details|records?|texts?|messages?|msgs|replies|convos?"
    r"|chat|account|profile|stuff|file|history|things? i (?:said|told you|told u|put))"
)
_SAID = (
    r"(?:what|everything|anything|all|stuff|things)(?: that)? (?:i|ive|i have) (?:ever )?"
    r"(?:said|say|sent|told you|told u|told|wrote|written|put|texted|typed|answered|given you)"
)
_HELD = (
    r"(?:what|everything|anything|all|stuff|things|info|data|information)(?: that)?"
    r" (?:you|u|ya|yous|sayso) (?:have|got|have got|hold|keep|know|kept|saved|stored|wrote)"
    r"(?: down)?(?: (?:on|about|of|for) me)?"
)
_FROM = (
    r"(?: (?:you|u|ur|your|from|off|on|of|in|the|there|system|here|database|computer|files?|have"
    r"|got|saved|so far|about|me|again))*"
)
_GOES = r"(?:delete|erase|wipe|remove|scrap|bin|clear|destroy|get rid of|take down|scrub)"
_SEES = (
    r"(?:see|sees|seeing|saw|read|reads|reading|look at|looks at|looking at|get|gets|check|checks"
    r"|find out|know about|hear about|be shown|be told)"
)
_THIS = (
    r"(?:this|it|that|these|those|dis|my (?:answers?|texts?|replies|messages?|msgs)"
    r"|what i(?:m| am)? (?:say|said|put|write|wrote|text|type|typed|tell you|tell u|saying))"
)
_PATTERNS = (
    (
        Control.DELETE_DATA,
        # "I delete my texts" tells what they do.
        rf"(?!i {_GOES}){_POLITE}{_ASKING}{_GOES} (?:all |all of |any of |every bit of )?"
        rf"(?:my {_OURS}|{_SAID}|{_HELD}|everything about me|me from (?:your|ur|the) \w+)"
        rf"{_FROM}{_END}",
    ),
    (
        Control.MY_DATA,
        rf"{_POLITE}{_ASKING}(?:see|show me|show|send me|give me|get|have|download|look at|read)"
        r" (?:a copy of |all |all of |back )?(?:my (?:data|info|information|answers|records?|file"
        rf"|details|history)|{_HELD}|{_SAID}){_FROM}{_END}"
        r"|(?:so )?(?:what|wot|which)(?: kind of| sort of)?(?: info| data| stuff| things?"
        r"| information| details)?(?: (?:do|does|have|has|did))? (?:you|u|ya|yous|sayso|it|they)"
        rf"(?: all)? (?:have|got|hold|keep|know|store|saved|kept|wrote down|written down)"
        rf"(?: down)? (?:on|about|of|for) me{_END}",
    ),
    (
        Control.COMPLAIN,
        rf"{_POLITE}{_ASKING}(?:make|put in|file|raise|lodge|send|report|start|do) (?:a|an|my)"
        rf" (?:formal |official |proper )?complaint(?: (?:about|against) .{{1,100}})?{_END}"
        rf"|{_POLITE}(?:i want to|i wanna|wanna|i need to|id like to|i would like to|how do i"
        rf"|how can i|can i|where do i) complain(?: (?:about|to) .{{1,100}})?{_END}",
    ),
    (
        Control.WHO_SEES,
        r"(?:so |and |but |wait |hold on )*(?:who|whos|who is|who all|who else|who the hell)"
        rf"(?: (?:is|will|can|does|else|all|actually|gonna|going to|get to|gets to|be))* {_SEES}"
        rf" {_THIS}(?: (?:tho|though|then|btw|pls|please|after|when i send it))*"
        r"|(?:so |and |but |wait )*(?:will|would|can|could|does|do|is|are)"
        r" (?:my |the |your |ur )?(?:\w+ ){1,3}?(?:gonna |going to |able to |actually |get to )*"
        rf"{_SEES} {_THIS}(?: (?:tho|though|then|btw|pls|please))*",
    ),
)
_RIGHTS = tuple((control, re.compile(pattern)) for control, pattern in _PATTERNS)
_HINT = re.compile(
    r"delet|eras|wipe|remov|scrap|\bbin\b|clear|destroy|rid of|take|scrub|data|info|about me|on me"
    r"|my |complain|complaint|who|see|read|find out|what"
)


def asked_right(folded: str) -> Control | None:
    """Return which right a whole folded message asks for; None where it asks for none."""
    text = folded.strip(" .!?,")
    if len(text) > _LONGEST or not _HINT.search(text):
        return None
    text = re.sub(r"[.!?,;:]+", "", text)
    return next((control for control, pattern in _RIGHTS if pattern.fullmatch(text)), None)


_WHY = re.compile(
    r"\b(?:why|how come|what for|whats this for|what is this for|need this|happens to|do with this"
    r"|pam|dlaczego|czemu|kyun|kyu)\b"
)


def asks_why(folded: str) -> bool:
    """Tell "why do you ask?" from "who sees this?": each has an answer of its own."""
    return _WHY.search(folded) is not None
