"""Whether a number stands alone as an answer: all beside it is on a closed list. Pure.

"A solid 4, chips r nice" does; "bus 4", "4 chips", "at 4" and "4, 5 on fridays" do not. What is
beside a number decides what it counts, so a word that nobody foresaw leaves it unclear.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.text.phrases import word_set
from nlu.port import Question, QuestionType
from nlu.reading.amounts import Amount, amounts_in
from nlu.reading.labels import stem
from nlu.reading.speak import FILLERS
from nlu.reading.tokens import BREAK, QUESTION_WORDS, Reply, tokens_of
from nlu.reading.which_year import asks_school_year

Tokens = tuple[str, ...]

# Before these a new thought begins, which has nothing to do with the number.
_CUTS = word_set("""
    because as since so but and wait actually meant sorry no nah not or if when than then now to -
    / * cause innit mean
""") | {BREAK}
_PLACES = word_set("at in on by from till until past after before channel number")
_HOLDING = word_set("have has get got getting having with there those these time some need")
_LEADS = (
    (
        FILLERS
        | word_set("""
    a an the solid roughly dead full about bout around only strong weak big fat proper easy high low
    middle score mark marks point points rate rated rating out of straight clean mid decent poor
    generous between happy sad like near yes no ok is was were be theres exactly
    guessing defo fairly currently still always usually mainly never used
""")
    )
    - _HOLDING
    - _PLACES
)
_TAILS = FILLERS | word_set("""
    ish out / * % percent stars star points point marks mark max tops maximum minimum overall today
    tonight lately atm currently now still always usually mainly altogether total only if when all
    he she they we you dont keep stop though the a an each not no never or to than yes ok best
    worst easy honest at by roughly about maximum till til until - + good bad wait actually for
    including mate init is are were cant once doing nearly almost turning soon yesterday next
    last older younger little big half step chance
""")
_AGED = word_set("turned age aged sweet")
_SUBJECTS = word_set("i ive we weve he she they theyve mum dad")
_GO_ON = frozenset({("go", "on"), ("hang", "on"), ("hold", "on"), ("in", "on")})
_INTO_YEAR = word_set("in into started gone up year moved")
_MYSELF = re.compile(r"\b(?:old|age|are you|feel|is your mood)\b")
_AT_THE_MOST = frozenset({("at", "best"), ("at", "most"), ("at", "push"), ("at", "a")})
_UNITS = word_set("""
    hours hour hr hrs h days day minutes minute min mins times time weeks week months month yrs
    years year yo old y x pounds pound quid people person ppl
""")
_RANKED = re.compile(r"\d+(?:st|nd|rd|th)")
_ASKS_MONEY = re.compile(r"[£$€]|\b(?:money|pounds?|cost|spend|spent|pay|paid|pocket|earn)\b")
_CASH = word_set("pound pounds quid p pence")
_ITS_TIME = word_set("on in at when if for after before during every with")


def stands_alone(question: Question, reply: Reply, amount: Amount) -> bool:
    """Tell whether `amount`, read from `reply`, answers `question` and counts nothing else.

    A number that is in no single token ("twenty one", "2 and a half") is taken to.
    """
    tokens = reply.tokens
    places = [n for n, token in enumerate(tokens) if amounts_in((token,)).amounts]
    mine = [n for n in places if amounts_in((tokens[n],)).amounts == (amount,)]
    if not mine:
        return True
    own = _own_words(question)
    if not any(_is_bare(question, tokens, place, own) for place in mine):
        return False
    later = [n for n in places if n > mine[-1]]
    return question.type is not QuestionType.SCALE or not any(
        _is_another(tokens, place) for place in later
    )


def _own_words(question: Question) -> frozenset[str]:
    """Return the words that the question itself counts in."""
    asked = frozenset(stem(word) for word in tokens_of(question.prompt.casefold()))
    return asked if question.type is QuestionType.NUMBER else asked - {"how", "i", "hour", "day"}


def _is_bare(question: Question, tokens: Tokens, place: int, own: frozenset[str]) -> bool:
    if _RANKED.fullmatch(tokens[place]) and not asks_school_year(question):
        return False
    before = _before(tokens[:place])
    after = tokens[place + 1 : place + 3]
    counted = question.type is QuestionType.NUMBER
    if asks_school_year(question):
        before = tuple(word for word in before if word not in _INTO_YEAR)
    elif after[:1] and after[0] in _CASH and not _ASKS_MONEY.search(question.prompt.casefold()):
        return False
    elif counted and after and (after[0] in _UNITS or stem(after[0]) in own):
        return True
    if before == ("number",) and not counted:
        return not after
    myself = before[-1:] == ("im",) or before[-2:] == ("i", "am")
    if myself and not (asks_school_year(question) or _MYSELF.search(question.prompt.casefold())):
        return False
    return _leads(before, own, counted=counted) and _ends(after, own, counted=counted)


def _before(said: Tokens) -> Tokens:
    """Return what stands before a number since the last thought began."""
    cut = max((n for n, token in enumerate(said) if token in _CUTS), default=-1)
    after = said[cut + 1 :]
    return after[1:] if said[cut:][:2] in _GO_ON else after


def _leads(before: Tokens, own: frozenset[str], *, counted: bool) -> bool:
    if before[-1:] and before[-1] in _PLACES and before[-2:] not in _GO_ON:
        return False
    for last, word in pairwise(("", *before)):
        verb = counted and last in _SUBJECTS
        held = (counted and word in _HOLDING | _AGED) or (last, word) in _GO_ON
        if not (word in _LEADS or stem(word) in own or verb or held or word in _SUBJECTS):
            return False
    return True


def _ends(after: Tokens, own: frozenset[str], *, counted: bool) -> bool:
    if not after or after[0] == BREAK or after[0] in _CUTS or after[0] in QUESTION_WORDS:
        return True
    if after[0] == "at":
        return after in _AT_THE_MOST
    if amounts_in(after[:1]).amounts:
        return True
    verb = after[0].endswith("s") and after[1:2] and after[1] in {"me", "us", "my", "it"}
    return bool(verb) or after[0] in _TAILS or stem(after[0]) in own


def _is_another(tokens: Tokens, place: int) -> bool:
    """Tell whether a later number is an answer too, of another time: "4, 5 on fridays"."""
    return tokens[place + 1 : place + 2] != () and tokens[place + 1] in _ITS_TIME
