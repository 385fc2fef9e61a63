"""Leaving, said in plain words. Pure: every word must fit, so "bus stop" never does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from bot.text.folding import unstretch, words
from bot.text.phrases import Phrase, is_made_of, phrases, word_set

_CLAUSES = re.compile(r"[.!?,;:\n]+")
_LONGEST = 40  # words; a longer message is a story, and its reader is a person

_TEXTING = """
    texting | txting | textin | messaging | messagin | msging | msgin | contacting |
    bothering | spamming | pestering | hassling
"""
_TEXT = "text | txt | message | msg | contact | spam | pester | sms"
# Not "contact": "no more contact" may be about a parent.
_TEXTS = "texts | txts | messages | msgs | message | text | sms | spam"
_SENDING = "sending | sendin"
_ME = "me | us | this number | my phone | my number | this phone"
_THESE = """
    these | them | any | any more | anymore | me | me these | me any | me any more |
    me stuff | me things | your | ur | the | any of these | all these | this | of these |
    more
"""
_NOT = "dont | do not | dnt | dont ever | dont u | dont you | dont keep"
_WANTING = """
    dont want | do not want | dont wanna get | dont want to get | dont wanna have |
    dont need | dont want to receive | dont want to have | no longer want |
    not want
"""


def _every(*columns: str) -> frozenset[Phrase]:
    choices = [sorted(phrases(column)) for column in columns]
    return frozenset(tuple(word for part in row for word in part) for row in product(*choices))


# These name the texts, or the sender's list: a clause of nothing else is an opt-out anywhere.
_PLAIN = (
    _every("stop | stp | stpo | sotp | quit | cease | no more", _TEXTING)
    | _every("stop | quit | no more", _TEXTING, _ME)
    | _every("stop | quit | no more | enough", _TEXTS)
    | _every(
        "stop | quit | stop with",
        "the | these | all | all these | your | ur | them | all the",
        _TEXTS,
    )
    | _every("stop | quit", _SENDING, _THESE)
    | _every("stop | quit", _SENDING, _THESE, _TEXTS)
    | _every("stop | stop sending | stop sending me", "reminders | the reminders | these reminders")
    | _every("stop", _SENDING, _TEXTS)
    | _every("stop", _SENDING, "me", _TEXTS)
    | _every(_NOT, _TEXT, _ME)
    | _every("dont bother", _ME, "again | anymore | any more")
    | _every("never", _TEXT, _ME, "again")
    | _every(_NOT, "send | send me", _THESE, _TEXTS)
    | _every(_NOT, "send | send me", _TEXTS)
    | _every(_WANTING, "texts | txts | messages | msgs")
    | _every(_WANTING, _THESE, "texts | txts | messages | msgs")
    | _every("take | remove | drop", "me | my number | this number", "off | from")
    | _every(
        "take | remove | drop",
        "me | my number | this number",
        "off | from",
        """
        this | this list | the list | your list | ur list | your system | it | here |
        these texts | this service
    """,
    )
    | _every("remove | delete | block | lose", "my number | this number | my num")
    | phrases("""
        unsubscribe | unsubscribe me | unsub | unsub me | unsuscribe | unsubscibe | opt out |
        opt me out | opting out | sign me off | sign me out | stopio | stopiwch |
        stopia | stopio tecstio | stopio tecstio fi | paid tecstio fi | paid a tecstio fi |
        peidiwch a tecstio fi | peidiwch a thecstio fi | peidiwch tecstio |
        dim mwy o negeseuon | dim mwy o decsts | dim mwy o destunau | gadewch lonydd i fi |
        gad lonydd i fi | gadael llonydd i fi | dad danysgrifio | leave me alone | leave me be |
        leave us alone | leave my phone alone
    """)
)
# These are opt-outs only as a whole message, and asked for at most.
_STOPS = phrases("""
    stop | stp | stpo | sotp | stop it | stop this | stop all this | stop now | stop all | quit it |
    stop for good
""")
# These only as a whole message, for "i get lost" and "we go away" are answers.
_DISMISSALS = phrases("""
    go away | get lost | piss off | fuck off | bugger off | bore off | jog on | block me |
    dont text | dont txt | dont message
""")
_POLITE = phrases("""
    please | pls | plz | plis | please please | thanks | thank you | thx | ta | ty | cheers | hi |
    hello | hey | yo | oi | sorry | ok | okay | right | well | no | nah | yes | yeah | just | now |
    again | for the last time | the last time | once and for all | from now on | forever |
    for ever | for good | asap | immediately | straight away | right now | bro | bruv | fam | man |
    mate | miss | sir | innit | x | xx | i mean it | serious | im serious | seriously |
    not interested | im not interested | this is annoying | its annoying | ur annoying |
    youre annoying | os gwelwch yn dda | diolch | nawr | and
""")
_ASKING = phrases("""
    you need to | u need to | you should | can you | can u | can ya | can we | could you |
    could u | would you | will you | will u | i want you to | i want u to | want you to |
    i need you to | i would like you to | id like you to | i want to | i would like to |
    id like to | i wanna | wanna | how do i | can i | let me | i wish to | i said | i told you |
    i told you to | i asked you to
""")
# Beside words that name the texts themselves, this much more is still nothing else.
_BESIDE = phrases("""
    i | ill | im | to | be | anymore | any more | ever | ever again | at all | today |
    about this | about this stuff | about all this | about it | from this | from these |
    from this list | from these texts | of this | of these | of these texts | from you |
    from u | from sayso | from here | this number | on this number | on here | to me |
    to my phone | to this number | not interested in this | so annoying | this is spam |
    this is harassment | its too much | too many | i dont want them | i dont want these |
    i dont want it | i dont need it | its not for me | not for me | all | the | im done |
    i dont like it | fi | i fi
""")
_TIERS = (
    (_PLAIN, _POLITE | _ASKING | _BESIDE | _DISMISSALS),
    (_STOPS, _POLITE | _ASKING),
    (_DISMISSALS, _POLITE),
)
_REASONS = word_set("because cos cus cuz coz bcos bc cause since as")
# Where someone else is in it, it may be a child telling us about them.
_OTHERS = word_set("""
    he she they him her them his their someone somebody people everyone ex mum mom mam dad
    stepdad brother sister uncle teacher boy girl boys girls lad lads bf gf boyfriend girlfriend
    friend friends guy man bully bullies wont keeps kept said told
""")
_KNOWN = _REASONS.union(word for tier in _TIERS for table in tier for row in table for word in row)


def is_plain(folded: str, said: Phrase) -> bool:
    """Tell whether a message asks to be left alone in other words than the carrier's.

    Args:
        folded: the message, from `folding.fold`.
        said: its words, from `folding.words`.

    Source: T5.2 ("STOP please" and the like are ours to honour).
    """
    if len(said) > _LONGEST:
        return False
    return _is_nothing_else(said) or any(_is_clause(clause) for clause in _clauses(folded))


def _is_nothing_else(said: Phrase) -> bool:
    """Tell whether the whole message is an opt-out, politeness and perhaps a reason."""
    spoken = _before_reason(tuple(unstretch(word, _KNOWN) for word in said))
    if not _KNOWN.issuperset(spoken):
        return False
    return any(is_made_of(spoken, core, beside) for core, beside in _TIERS)


def _before_reason(spoken: Phrase) -> Phrase:
    for place, word in enumerate(spoken):
        if word in _REASONS and place and not _OTHERS.intersection(spoken[place:]):
            return spoken[:place]
    return spoken


def _clauses(folded: str) -> Iterator[Phrase]:
    """Yield the clauses of a message that has several, unless other people are in it."""
    parts = [words(part) for part in _CLAUSES.split(folded)]
    if len(parts) > 1 and not _OTHERS.intersection(word for part in parts for word in part):
        yield from parts


def _is_clause(clause: Phrase) -> bool:
    return is_made_of(tuple(unstretch(word, _KNOWN) for word in clause), *_TIERS[0])
