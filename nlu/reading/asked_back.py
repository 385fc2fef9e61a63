"""What a reply does to the talk itself: asks back, goes back, asks again, leaves one out. Pure.

Each pattern is the whole reply but for politeness, so that an answer with such words stays one.
"""

from __future__ import annotations

import re

from bot.text.phrases import phrases, without_edges
from nlu.port import Kind
from nlu.reading.speak import POLITE

_LONGEST = 12  # words; a longer reply is an answer
_CAN = r"(?:(?:can|could|may) (?:i|we|you|u) |let me |i (?:want|need|would like) to |id like to )?"
_ONE = r"(?:one|question|q|1|answer|bit|thing)"
_THIS = r"(?:this|that|it|these)"
_PERSON = (
    r"(?:my )?(?:mum|mam|dad|parents?|carers?|school|teachers?|worker|family|anyone|people|they)"
)
_EDGES = POLITE | phrases("wait | sorry | um | er | oh | so | but | hang on | hold on | actually")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{'|'.join(wholes)})"))
    for kind, wholes in (
        (
            Kind.BACK,
            (
                rf"{_CAN}(?:go|get|move|skip) (?:back )?to (?:last|previous|first) {_ONE}",
                rf"{_CAN}(?:do|change|redo|answer|see|fix) (?:my )?(?:last|previous) {_ONE}"
                r"(?: again)?",
                rf"{_CAN}(?:do|change|redo|answer|see) (?:the )?{_ONE} before(?: again)?",
                rf"i (?:pressed|put|clicked|picked|sent|said|typed|chose) (?:the )?wrong {_ONE}"
                r"(?: before| last time| then| there)?",
                rf"(?:the )?(?:last|previous) {_ONE} (?:was|is) wrong",
                rf"i (?:meant|want) to change (?:my )?(?:last )?{_ONE}(?: before)?",
                rf"(?:back|go back) (?:a|one) (?:{_ONE}|step)|take me back(?: one)?",
            ),
        ),
        (
            Kind.REPEAT,
            (
                rf"{_CAN}(?:say|send|ask|read|show|repeat|type|text|put)"
                rf"(?: me)?(?: {_THIS}| question| me)? (?:again|one more time|once more"
                rf"|another time)"
                r"(?: to me)?",
                rf"{_CAN}(?:repeat|resend)(?: {_THIS}| question| last bit)?",
                rf"{_CAN}(?:see|hear|have|get|read) (?:{_THIS}|question) (?:again|one more time)",
                r"(?:what|wat|wot)(?: was|s|is| did| were)? (?:you|u)?(?: just)?"
                r"(?: say| ask| asking)(?: me)?(?: again)?",
                r"what(?:s| was| is) question(?: again)?|what question|which question",
                r"come again|sorry what|wait what|what again|what was it(?: again)?",
                r"(?:i )?(?:forgot|lost|missed|deleted|didnt (?:see|get|read)) (?:what )?"
                r"(?:question|last (?:one|bit|text|message)|it said|you said|you asked|u said"
                r"|u asked)",
            ),
        ),
        (
            Kind.SKIP,
            (
                r"(?:id )?(?:rather|prefer) (?:not(?: to)?|leave (?:that|this|it)"
                r"(?: one)? ?(?:blank|out|empty)?)",
                rf"(?:just )?leave (?:{_THIS}|{_ONE})(?: {_ONE})? (?:blank|out|empty)",
                rf"(?:leave|miss) (?:that|this) {_ONE}(?: out)?",
                r"(?:its )?(?:none|non) of (?:your|ur|ya) (?:business|biz|beeswax|concern)",
                r"mind (?:your|ur|ya) own(?: business)?|not (?:your|ur) business",
                rf"(?:{_THIS}|thats|its|that {_ONE} is|that ones) "
                r"(?:(?:a bit|too|kinda|bit|quite|really) )?(?:private|personal)",
                r"(?:a bit|too|bit|kinda) (?:private|personal)",
                rf"(?:i )?(?:dont|not) (?:feel like|comfortable|wanna|want to) (?:answering|answer"
                rf"|saying|say|sharing|share|doing|do)(?: {_THIS})?(?: {_ONE})?",
                rf"(?:im )?not (?:answering|saying|doing|sharing) (?:{_THIS})(?: {_ONE})?",
                r"(?:i |im )?(?:aint|not|wont|never|dont wanna|dont want to|not gonna|ill not)"
                r"(?: going to| be)? (?:telling|tell|saying|say)"
                r"(?: (?:you|u|it|that|where|who|which|what|my|secret|spot|place|one|anyone))*",
                r"ask (?:someone|somebody|some1|sum1|anyone) else"
                r"|(?:i )?aint (?:answering|doing|saying)"
                rf"(?: {_THIS})?(?: {_ONE})?",
                r"(?:next|nxt) (?:question|q|one)",
                rf"cba (?:with|to do|to answer) (?:{_THIS})(?: {_ONE})?",
            ),
        ),
        (
            Kind.QUESTION,
            (
                r"(?:do|does) (?:i|we) (?:have to|need to|gotta)(?: \w+){0,4}",
                r"what (?:happens|if|will happen)(?: \w+){0,6}",
                r"(?:who|whos) (?:are|r|is|s) (?:you|u|this)(?: \w+){0,2}|who dis|who this",
                r"how (?:long|many)(?: more)? (?:is|does|will|do|questions|q|left)(?: \w+){0,5}",
                rf"(?:will|does|do|can|is|are|would) {_PERSON} (?:\w+ )?"
                r"(?:see|sees|know|knows|find out|read|reads|told|tell|get told)(?: \w+){0,3}",
                r"(?:are|r) (?:you|u) (?:a )?(?:bot|robot|real|human|person|computer|ai)"
                r"(?: \w+){0,2}",
                r"is (?:this|it|that) (?:a )?(?:bot|real|anonymous|private|confidential|secret"
                r"|safe|legit|spam|scam)(?: \w+){0,3}",
                rf"(?:whats|what is|what are|why is|why are) {_THIS}(?: \w+)? (?:for|about)",
                r"why (?:do|are|r|would|you|u)(?: you| u)? (?:need|want|asking|ask|wanna)"
                r"(?: \w+){0,5}",
                r"(?:where|what) (?:do|does|will) (?:my )?(?:answers?|this|it|info) (?:go|get)"
                r"(?: \w+){0,3}",
                r"can (?:i|we) (?:see|have|get|swap|change|meet|talk to|speak to) (?:a |my )?"
                r"(?:different|new|another|other)? ?(?:worker|social worker|person)(?: \w+){0,3}",
            ),
        ),
    )
)


# Asked after an answer, it takes the answer back: "2, wait, which way round is it".
_HOW_TO_ANSWER = re.compile(
    r"\b(?:which|what) (?:way|end|one|number|side|score)\b.*\b(?:is|means?|round|good|bad|best"
    r"|worst|high|low)\b"
    r"|\b(?:is|does|do) (?:that|this|it|\d+|one|high|low)(?: mean)? (?:the )?(?:good|bad|high|low"
    r"|best|worst|top|bottom|happy|sad|easy|hard)\b"
    r"|\bwhat (?:does|is) (?:\d+|one) (?:mean|for|again)\b"
)


def asks_how_to_answer(words: tuple[str, ...]) -> bool:
    """Tell whether a reply asks how answers are meant, whatever number stands before."""
    return len(words) <= _LONGEST + 3 and _HOW_TO_ANSWER.search(" ".join(words)) is not None


def asked_back(words: tuple[str, ...]) -> Kind | None:
    """Return what a whole reply does to the talk; None where it should be read as an answer.

    Args:
        words: the reply's, without articles.
    """
    if not words or len(words) > _LONGEST:
        return None
    for said in dict.fromkeys((words, without_edges(words, _EDGES))):
        whole = " ".join(said)
        for kind, pattern in _KINDS:
            if pattern.fullmatch(whole):
                return kind
    return None
