"""Leaving, said in plain words. Pure: a wish about the texts themselves, never the word alone.

A message is cut into clauses. A clause is an opt-out when it is an opening ("can you please"), a
core that names our texts ("stop texting me"), and an ending ("again", "or im telling my mum"). So
"bus stop", "stop asking me about school" and "tell him to stop texting me" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.text.folding import unstretch, words
from bot.text.leaving_abroad import leaves_abroad
from bot.text.leaving_grammar import has_shape
from bot.text.leaving_phrases import (
    ALTERNATIVES,
    ASKING,
    ASKS_BACK,
    CONNECTORS,
    CORES,
    DISMISSALS,
    ENDINGS,
    ENDS_IN_STOP,
    FIRST_WORDS,
    LEFT_ALONE,
    NAMES_TEXTS,
    NOT_OURS,
    OPENINGS,
    OTHERS,
    POLITE,
    REFUSALS,
    REPHRASED,
    SPELLINGS,
    STOPS,
    STRENGTH,
    TRIGGERS,
)
from bot.text.leaving_scripts import leaves_in_other_letters
from bot.text.leaving_turns import DULL, FIRST, TOLD, TURNS, WHOLES
from bot.text.leaving_turns import REPHRASED as SAID_FOR
from bot.text.leaving_turns import TRIGGERS as TURN_TRIGGERS
from bot.text.leaving_voices import from_a_carer
from bot.text.leaving_wishes import (
    LEAVE_LAST,
    NO_LONGER,
    NO_STOP_AFTER,
    NUMBER_TOLD,
    STOP_TAILS,
    STORY,
    TOLD_YOU,
    WIDER_CORES,
    WIDER_TRIGGERS,
)
from bot.text.phrases import Phrase, is_made_of, word_set
from bot.text.slips import mended

_CLAUSES = re.compile(r"[.!?,;:\n]+|\s[-\u2013\u2014]+\s")
_ANSWER_AND_STOP = 2  # words: "3 stop"
# "I unsubscribed" from something, once.
_PAST = re.compile(r"(?<!thought )(?<!though )\bi (?:just )?unsubscribed\b")
_ROUND_STOPS = POLITE | ASKING | DULL
_BEGIN = FIRST_WORDS | FIRST
_CORES = (*CORES, *WIDER_CORES, *TURNS)
# "Stop hitting me" is no wish about texts; "stop hitting my line" and "me up" are.
_BLOWS = re.compile(r"\bhittin?g? (?:me|us|my)\b(?! (?:up|phone|line|number|inbox|dms))")
# "Take me off this" is of the texts; "off this earth" is of a life, "off the team" of a team, and
# "off on my insta", or what was turned off already, of something else.
_SHORT_ANSWERS = word_set("""
    yes yeah yep yh no nah nope maybe idk ok okay kk dunno none both a b c d e f by the way btw
    sorry number one two three four five six seven eight nine ten please thanks option answer is its
""")
_ELSEWHERE = re.compile(
    r"\boff (?:of )?(?:this|the|that)"
    r" (?:earth|planet|world|road|street|bus|place|plan|course|team)\b"
    r"|\bon (?:my |the |his |her |their )?(?:insta(?:gram)?|snap(?:chat)?|tiktok|whatsapp|xbox"
    r"|ps[45]|playstation|switch|discord|youtube|netflix|facebook|fb|roblox|fortnite|teams|laptop|tablet)\b"
    r"|\bi (?:already |just )?(?:turned|switched) (?:\w+ )*off\b"
    r"|\b(?:been|being|bin|was|got|get|getting) told to stop$"
    # What was left once, or belongs to somebody else; and what hurts, or a lesson, should stop.
    r"|\b(?:when|since|after|if|where) (?:i|we) (?:already |had )?opted out\b"
    r"|\bopted out of (?!this|these|your)\w+"
    r"|\bunsub\w* (?:from|to) (?!this|these|you|your|ur|the (?:text|list|service|messages)|all"
    r"|it|them|every)\w+"
    r"|^(?!.*\b(?:texts?|messag\w+|texting|these|spam)\b).*\w[.,;:!?\n]+ ?"
    r"(?:please |pls |plz |can you |just )*(?:make|let) (?:it|them|that) (?:all )?stop\W*$"
)
# One question, when it will end, and banter: "stop ur too kind".
_LESS = re.compile(
    r"\b(?:want|like|do|answer) (?:this|that) question\b"
    r"|^(?:so )?(?:when|did|why did|what time|does|do (?:the|these|they))\b(?!.*\bsaid\b).*"
    r"\b(?:stop|end)\W*$"
    r"|\b(?:stop|quit) asking (?:me |us )?(?:that|this|it|the same)\b(?! (?:question|stuff))"
    r"|\b(?:so|too|very|well|proper) (?:kind|nice|sweet|funny|cute|lovely|jokes)\b"
    r"|\bmaking me (?:laugh|smile|blush|cry|hungry)\b"
)
_INVITED = re.compile(r"\bno (?:please|pls|plz) (?:contact|call|ring|text|message) me\b")
_LONGEST = 40  # words; a longer message is a story, and its reader is a person
# Told off at the end of a short answer: "3 fuck off".
_SENT_OFF = re.compile(
    r"(?:^|[^ ]+ )(?:(?!to |i |just )[^ ]+ ){0,3}(?:now |just )?(?:fuck|piss|bugger) off$"
)
_SENDS_ANOTHER = word_set(
    "i to told tell said say says my people teachers teacher mates mate someone"
)
# Spelt one way in this order. Nothing of it is in a message that has none of these words and pairs.
_SPELT = tuple((f" {long} ", f" {short} ") for long, short in (*REPHRASED, *SAID_FOR))
_SPELT_FROM = [tuple(long.split()) for long, _ in (*REPHRASED, *SAID_FOR)]
_SPELT_WORDS = frozenset(said[0] for said in _SPELT_FROM if len(said) == 1)
_SPELT_PAIRS = frozenset(said[:2] for said in _SPELT_FROM if len(said) > 1)
_ALONE, _ROUND_WHOLES = WHOLES | DISMISSALS, POLITE | DULL
# No other word is in a message that is made of them.
_STOP_WORDS = frozenset(word for phrase in STOPS | _ROUND_STOPS for word in phrase)
_WHOLE_WORDS = frozenset(word for phrase in _ALONE | _ROUND_WHOLES for word in phrase)
_SHOUTED = re.compile(r"\s*(STOP|UNSUBSCRIBE|END|QUIT|CANCEL)\b[\s,.!]+(?=.*[a-z])")


def is_plain(folded: str, said: Phrase) -> bool:
    """Tell whether a message asks to be left alone in other words than the carrier's.

    Args:
        folded: the message, from `folding.fold`.
        said: its words, from `folding.words`.

    Source: T5.2 ("STOP please" and the like are ours to honour).
    """
    if len(said) > _LONGEST:
        return False
    spoken = _spelt(said)
    if _asks_to_leave(folded, spoken) or leaves_abroad(" ".join(spoken)):
        return True
    if leaves_in_other_letters(folded):
        return True
    right = mended(folded)
    if right != folded and _asks_to_leave(right, _spelt(words(right))):
        return True
    theirs = from_a_carer(right)
    return theirs is not None and _asks_to_leave(theirs, _spelt(words(theirs)))


def _asks_to_leave(folded: str, spoken: Phrase) -> bool:
    triggers = (TRIGGERS, WIDER_TRIGGERS, TURN_TRIGGERS)
    if not any(trigger.search(folded) for trigger in triggers):
        return False
    if any(other.search(folded) for other in (_PAST, _BLOWS, _ELSEWHERE, _LESS, _INVITED)):
        return False
    if len(spoken) == _ANSWER_AND_STOP and spoken[0].isdecimal() and spoken[1] == "stop":
        return True
    if _is_made_of_stops(spoken) or _is_made_of_wholes(spoken) or NO_LONGER.search(folded):
        return True
    whole = " ".join(spoken)
    clauses = _clauses(folded, whole)
    return _has_opt_out(clauses, whole) or _is_told_at_last(clauses[-1], spoken)


def _is_made_of_stops(spoken: Phrase) -> bool:
    return _STOP_WORDS.issuperset(spoken) and is_made_of(spoken, STOPS, _ROUND_STOPS)


def _is_made_of_wholes(spoken: Phrase) -> bool:
    return _WHOLE_WORDS.issuperset(spoken) and is_made_of(spoken, _ALONE, _ROUND_WHOLES)


def is_shouted(raw: str) -> bool:
    """Tell whether a message begins with a carrier's word in capitals and goes on in small letters.

    "STOP i hate this" leaves; "STOP" in a shouted sentence may not.
    """
    return _SHOUTED.match(raw) is not None


def _has_opt_out(clauses: list[str], whole: str) -> bool:
    if clauses[0] == "stop" and REFUSALS.search(whole):
        return True
    if _stops_beside_an_answer(clauses):
        return True
    before: set[str] = set()
    for clause in clauses:
        # Where someone else came first, it may be a child telling us what was said to whom.
        if not OTHERS & before and _is_wish(clause, whole):
            return True
        before.update(clause.split())
    return False


def _stops_beside_an_answer(clauses: list[str]) -> bool:
    """Tell whether one clause says stop, and all others are a short answer: "please stop. 3"."""
    said = [tuple(clause.split()) for clause in clauses if clause]
    others = [clause for clause in said if not _is_made_of_stops(clause)]
    answers = all(
        word.isdecimal() or word in _SHORT_ANSWERS for clause in others for word in clause
    )
    return answers and 0 < len(others) < len(said)


def _clauses(folded: str, whole: str) -> list[str]:
    """Return the clauses of a message, each spelt one way; `whole` is the message spelt so."""
    parts = _CLAUSES.split(folded.rstrip(" .!?,;:\n"))
    return [" ".join(_spelt(words(part))) for part in parts] if len(parts) > 1 else [whole]


def _is_told_at_last(last: str, spoken: Phrase) -> bool:
    """Tell whether a message ends in the wish, whatever came before: "ur annoying stop"."""
    whole = " ".join(spoken)
    if TOLD.search(whole) or TOLD_YOU.search(whole) or NUMBER_TOLD.search(whole):
        return True
    if LEAVE_LAST.search(last) and not STORY.intersection(last.split()):
        return LEFT_ALONE.search(whole) is None
    if STORY.intersection(spoken):
        return False
    if _SENT_OFF.fullmatch(whole) and not _SENDS_ANOTHER.intersection(spoken):
        return True
    return last == "stop" or _ends_in_stop(spoken)


def _ends_in_stop(spoken: Phrase) -> bool:
    said = list(spoken)
    while len(said) > 1 and said[-1] in STOP_TAILS and said[-1] != "stop":
        said.pop()
    if len(said) > 3 and said[-1] == "stop" and said[-2] == "you":
        return said[-3] in {"can", "could", "will", "would", "please"}
    return len(said) > 2 and said[-1] == "stop" and said[-2] not in NO_STOP_AFTER


def _is_wish(clause: str, whole: str) -> bool:
    if _is_opt_out(clause, whole) or _is_plainest(clause, whole):
        return True
    alone = "leave" in clause and LEFT_ALONE.search(whole) is not None
    return not alone and has_shape(tuple(clause.split()))


def _is_opt_out(clause: str, whole: str) -> bool:
    opening = OPENINGS.match(clause)
    for start in _starts(clause, opening.end() if opening else 0):
        if _is_core(clause, start) and not _is_other_wish(clause, start, whole):
            return True
    return False


def _is_plainest(clause: str, whole: str) -> bool:
    """Tell whether a wish about texts stands anywhere in a clause that names nobody else."""
    said = clause.split()
    if NAMES_TEXTS.search(clause) is None and (len(said) > 14 or STORY.intersection(said)):
        return False
    if ENDS_IN_STOP.search(clause) and not (OTHERS | {"did", "didnt", "when"}).intersection(said):
        return True
    for place, word in enumerate(said):
        if word in OTHERS or word in ASKS_BACK:
            return False
        if word in _BEGIN and not (place and said[place - 1] in NOT_OURS):
            start = len(" ".join(said[:place])) + (place > 0)
            if _is_core(clause, start) and not _is_other_wish(clause, start, whole):
                return True
    return False


def _is_core(clause: str, start: int) -> bool:
    found = (core.match(clause, start) for core in _CORES)
    return any(match and _ends(clause[match.end() :]) for match in found)


def _starts(clause: str, end: int) -> Iterator[int]:
    """Yield where a core may begin: at a word of the opening, or just after it."""
    place = 0
    while 0 <= place <= end and place < len(clause):
        following = clause.find(" ", place)
        word = clause[place:] if following < 0 else clause[place:following]
        if word in _BEGIN:
            yield place
        if following < 0:
            return
        place = following + 1


def _ends(rest: str) -> bool:
    """Tell whether nothing follows that changes the wish: politeness, a reason, or a threat."""
    rest, word = rest.strip(), ""
    # "From this house" goes on where "from this" alone would not.
    while rest and (CONNECTORS.match(rest) is None or word in {"from", "to", "on"}):
        word, _, rest = rest.partition(" ")
        if word not in ENDINGS:
            return False
    return True


def _is_other_wish(clause: str, start: int, whole: str) -> bool:
    """Tell whether it is about another way to be reached, or about when to be left in peace."""
    core = clause[start:]
    if core.startswith(("dont text me", "dont message me")) and ALTERNATIVES.search(whole):
        return True
    return core.startswith("leave") and LEFT_ALONE.search(whole) is not None


def _spelt(said: Phrase) -> Phrase:
    kept = tuple(SPELLINGS.get(word) or _short(word) for word in said if word not in STRENGTH)
    if _SPELT_WORDS.isdisjoint(kept) and _SPELT_PAIRS.isdisjoint(pairwise(kept)):
        return kept
    spelt = f" {' '.join(kept)} "
    for long, short in _SPELT:
        spelt = spelt.replace(long, short)
    return tuple(spelt.split())


def _short(word: str) -> str:
    if word.startswith(("unsub", "unsus", "unscrib")) and len(word) < 15:
        return "unsubscribe"
    known = unstretch(word, SPELLINGS)
    return SPELLINGS.get(known, known)
