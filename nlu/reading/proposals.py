"""How a place is proposed, refused with a reason, or not named at all. Pure.

What a reply says beside the place is taken off here, so that the readers see the place alone.
"""

from __future__ import annotations

import re

from bot.text.phrases import word_set
from nlu.reading.speak import DOUBTS

_PROPOSAL = re.compile(
    r"^(?:(?:please|pls|plz|ok|okay|yeah|yes|yh|um|erm|well|hi|hey|so|ermm|hmm|tbh|ngl) )*"
    r"(?:(?:can|could|shall|may|might) (?:we|i|you|u|it)(?: (?:just|please|pls))?"
    r"|would it be (?:ok|okay|alright|possible|good)(?: if we| if i| if u| to)?"
    r"|is it (?:ok|okay|alright|possible|cool|fine) (?:if we|if i|if u|if you|to)"
    r"|(?:how|what) about|lets|let us|maybe|perhaps"
    r"|i (?:want|wanna|would like|would prefer|like|prefer|think|reckon|say|pick|choose)(?: to)?"
    r"|id (?:like|rather|prefer|say|love|go|pick|choose)(?: to)?|ill (?:go|do|say|pick|take)"
    r"|probs?|probably|pick|choose|put|go)"
    r"(?: (?:meet(?: up)?(?: (?:u|you|them))?|go|do(?: it)?|have it|use|come|say|see (?:u|you)"
    r"|be))?"
    r"(?: (?:for|with|at|in|to|by|on|the))*\s+(?=\w)"
)
# The choice comes last: "i cant go out so home".
_SO = re.compile(r"^.{6,}\b(?:so|therefore)(?: (?:prob|probs|probably|maybe|id say|i say|just))? ")
_THERE = re.compile(r"\bso (?:prob(?:s|ably)? |maybe |just )?there\W*$")
# A refusal ends where its reason begins: "not the library its dead".
_REFUSED = re.compile(
    r"^((?:definitely |defo |deffo |please |pls |just )*(?:not|anywhere but|anything but|no)"
    r"(?: (?:at|in|the|a|my|to|on))* \w+(?: (?!its\b|im\b|too\b|i\b|my\b)\w+)??)"
    r"(?:,|\.)? (?:its|it|im|i|too|everyone|everybody|people|my|they|theyre|theres|there|that|thats"
    r"|cos|coz|cuz|because|bc|full|he|she|everyones|ppl|id|ive|u|you)\b.*"
)
_NO_WAY = re.compile(r"\bno way\b|\bdont (?:want to|wanna) (?:do it|go|meet|be)\b|\bnot a chance\b")
_DOUBT = re.compile(
    r"\b(?:idk|dunno|not sure|unsure|dont know|no idea|depends|not fussed|not bothered|dont mind"
    r"|no preference|dont care|good question|cant decide)\b"
)
_NOWHERE = re.compile(
    r"^(?:(?:hmm+|um+|erm+|er|well|lol|ok|yeah|nah|no|haha) )*(?:all (?:\d|of)\b|nowhere\b|(?:i "
    r"|ive )?already\b"
    r"|(?:u|you) (?:know|decide|pick|choose|said|tell|lot|are)\b|(?:youre|ur|your) \w+(?:ing)?$"
    r"|(?:i|ive|i have) (?:said|told|dont leave|never leave|just|have|got|need|am)\b|il see|ill see"
    r"|(?:another|some other|next|any other) (?:day|time|week|month)|(?:half|quarter) \w+"
    r"|(?:at|over|during|after|before|in) (?:lunch|break|dinner|tea|football|training|work|class"
    r"|lessons?|half term|easter|christmas|summer|exams|the holidays|\d+)(?: ?time| break)?$"
    r"|my (?:mum|mam|dad|nan|carer|worker|phone|parents|battery|foster \w+|social worker|bus)"
    r" (?:is|isnt|decides?|picks?|chooses?|says|might|would|drives|works|likes|hates)\b"
    r"|(?:can|could) (?:my|i (?:bring|have|come with|get|ask)|u (?:pay|ask|tell|ring|call)|it"
    r"|they|she|he)\b"
    r"|with (?:my|a|some|u|you|him|her)\b|bru+h?|bro|lol|haha+|lmao|easy|long|whatever|hmm+|erm*"
    r"|um+"
    r"|abc|asdf\w*|qwe\w*|close (?:by|to home|to me)$)(?:$|\b)"
)

# A comment on the place before it begins with one of these.
_COMMENTS = word_set("""
    sounds sound is its it i im ive my our because would works please ta lol thanks cause innit tbh
    as seems looks suits
""")
_DENIED = word_set("""
    not no isnt wasnt was dont doesnt cant wont never nah shut closed rubbish or instead and far has
""")
_POLITE_ENDS = word_set("please thanks ta lol x mate bro innit then tbh , miss sir")
_SAYS_OF_IT = word_set("is its it")
_PRAISE = word_set("""
    good nice best fine easy easier easiest ok alright closest close nearest near cool great lush
    better perfect quiet quieter free calm safe warm handy sound decent works
""")
_BEFORE = word_set("in at on by to the my a with")
_GOES_ON = word_set("near next opposite behind outside with called over past by")  # says which


def before_comment(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words before a comment on them, without "on" and "please"; none if no comment.

    What is said of a place must hold no doubt of it, and not say which of its kind it is.
    """
    place = next((n for n, word in enumerate(words) if n and word in _COMMENTS), 0)
    rest = words[place:]
    if not place or (DOUBTS | _DENIED).intersection(rest) or _GOES_ON.intersection(rest[:3]):
        return ()
    if rest[0] in _SAYS_OF_IT and not _PRAISE.intersection(rest):
        return ()  # "home is noisy"
    said = words[:place]
    while said and said[0] in _BEFORE:
        said = said[1:]
    while said and said[-1] in _POLITE_ENDS:
        said = said[:-1]
    return said


def place_alone(folded: str) -> str:
    """Return what is proposed or chosen: "how about the library" is "the library"."""
    rest = _PROPOSAL.sub("", folded, count=1)
    return _SO.sub("", rest, count=1)


def refused_alone(folded: str) -> str | None:
    """Return a refusal without its reason, or None where the reply begins as none."""
    found = _REFUSED.fullmatch(folded)
    return found[1] if found else None


def points_back(folded: str) -> bool:
    """Tell whether a reply ends in "so there", which is the place it named."""
    return _THERE.search(folded) is not None


def refuses_outright(folded: str) -> bool:
    """Tell whether the place that is named is refused: "library no way"."""
    return _NO_WAY.search(folded) is not None


def names_nowhere(folded: str) -> bool:
    """Tell whether a reply names no place: a doubt, a time, somebody's say, or talk."""
    return _NOWHERE.match(folded) is not None or _DOUBT.search(folded) is not None
