"""What keeps an engine's guess that somebody leaves from being believed. Pure; rules need none.

An engine knows the words of leaving, and not what they are about: "stop litter", "dont stop".
"""

from __future__ import annotations

import re

from bot.text.folding import fold, words
from bot.text.phrases import word_set

_FEW = 2  # words
_LONGEST = 40  # words; a longer message is a story, and its reader is a person
# Somebody else may be meant to stop, or to be left.
_OTHERS = word_set("""
    he she they him them her his their hes shes theyre someone somebody people everyone ex mum mom
    mam dad brother sister uncle aunt nan teacher teachers boy girl boys girls friend friends mates
    bf gf boyfriend girlfriend bully bullies bullying police school
""")
# Said to us although somebody else is named: "he has a new phone so stop texting".
_TOLD_US = re.compile(
    r"(?<!to )(?<!wont )(?<!cant )(?<!dont )(?<!never )(?<!didnt )(?<!doesnt )(?<!should )"
    r"\bstop (?:texting|txting|sending|messaging|msging|contacting)\b"
    r"|\b(?:delete|remove|lose) (?:my|this) number\b|\b(?:someone|somebody) else\b"
)
_UNMEANT = re.compile(
    r"\b(?:dont|never|didnt|not|cant|wont|doesnt) (?:\w+ )?(?:stop|end|leave|quit|cancel)\b"
    r"|\bi (?:have |had |was )?(?:stop|stopped|text|dont text|dont message|lost|used to)\b"
    r"|\b(?:did|why|havent|keep|more|carry on|yes|another|other|instead) (?:\w+ )?(?:you |u )?"
    r"(?:stop|texts?|texting|messages|messaging|number)\b"
    r"|\b(?:bus|tram|train|full|pit|next|last|first|second|the|a) stops?\b"
    r"|\b(?:this|that) (?:one|question)\b|\b(?:leave me on|more than|not enough|and search)\b"
    r"|\b(?:text|remind|message) me (?:more|after|before|on|at|in|instead|please)\b|^please text"
    r"|\b(?:yet|before|after|mondays?|tuesdays?|fridays?|lessons?|reminder)\b|^text my\b"
    r"|\b(?:less|fewer|too many|shorter|longer|bit|part|earlier|later|instead|sometimes)\b"
    r"|\bi (?:did|do|was|used|got|left|ended)\b|\bdont (?:work|come|arrive|send)\b(?! me)"
    r"|\bnames?\b|\bmy mum\b"
    # Wished for, or not wished away.
    r"|\b(?:late|early|dads)$|\bdont (?:delete|lose|remove|unsubscribe|unsub|take me off|make"
    r"|send me (?:to|back|home)|want it"
    r"|go|do|care)\b|\b(?:keep (?:sending|texting|going)|i (?:like|love|never get|dont get)"
    r"|dont mind"
    r"|anytime|any time|whenever|texts? (?:pls|please)$|changed|so funny|blush|killing me)\b"
    # Other people's doing, other things, and banter.
    r"|\bstop (?:talking|going|moving|sending (?:me|us|kids|people) (?:to|home|out|away)|ringing"
    r"|calling|asking (?:me )?(?:that|this|the same|about|where|why|if))\b|^a+w+ |\baw+ stop\b"
    r"|\bno more (?!te?xts?|messages|ms?gs|of|contact|spam|sms|reminders|pl|thank|sends)\w+"
    r"|\b(?:taken|took) off me\b|\btake (?:number|that|it|one|me out)\b|\bget me out of\b"
    r"|^im done(?: now| for today| answering .*)?$|\bim out (?:rn|now|with|at|of|till)\b|\b(?:my"
    r"|that|last|first|next) stop$|\b(?:turn|switch) it off$"
    r"|\bget off here\b|\bmake (?:them|him|her) stop$|\bleave it (?:out|there|blank)\b"
    r"|\bstops\b|\bstopping at\b|\bwaiting list\b"
    # Another way to be reached, or another time; what did not come; nobody's texts.
    r"|(?<!dont )(?<!not )(?<!never )(?<!to )(?<!stop )(?<!you )(?<!u )\b(?:just "
    r"|only )?te?xt(?: me)?$"
    r"|^(?:just |only )?te?xt me\b|\b(?:dont|not) (?:ring|call|phone|email|tell|block"
    r"|sign)\b(?! and)"
    r"|\b(?:nobody|no ?one|noone)\b|\bstopped$|\b(?:arent|isnt|werent|wasnt) \w+ing\b"
    r"|\b(?:i|we) never te?xt\b|\b(?:you|u|my \w+) (?:have )?(?:stopped|got stopped)\b"
    r"|\bdont want to stop\b|\bhave (?:the|my)\b|\b(?:love|like) (?:these|the|your|ur|getting)\b"
    r"|\b(?:this|next|all) (?:week|month|term|weekend)\b|\b(?:tmrw|tomorrow|til|till|until"
    r"|weekends?)\b"
    r"|\bleave (?:this|the|that|my) (?:placement|school|college|house|home|job|course|country)\b"
    r"|\b(?:says?|said|saying) (?:dont|stop|to)\b(?!.*\b(?:i|we) (?:already )?sai?d)"
    r"|\b(?:remind me of|ignore my|lost my|have to text|i need to think|leave me a|from here"
    r"|no contact)\b"
    r"|^(?:not (?:now|anymore|any more)|give up|send more|reminders? (?:pls|please|plz)|no more)$"
    # Another way, another time, one question, banter, and the stop of a bus.
    r"|(?<!dont )(?<!or )(?<!and )(?<!not )(?<!stop )(?<!never )\b(?:ring|call|phone|email|whatsapp"
    r"|facetime) me\b|\bat (?:night|school|work|lunch|dinner|tea|the weekends?|\d+)\b"
    r"|\bin (?:lessons?|class|the (?:morning|evening|night|day))\b|\bso (?:late|early)\b"
    r"|\bdont (?:want|like|need) (?:this|that) (?:question|one)\b|\b(?:too|so|very) (?:kind|nice"
    r"|sweet|funny"
    r"|cute)\b|\bmaking me\b|\boff (?:this|the|that) (?:bus|train|road|team|course|plan)\b"
    r"|\boff my (?:case|back|chest|mind|face|meds|tablets)\b|\b(?:one|go|wait|no) stop\b"
    r"|\bstop (?:i meant?|and|at|by|over|start|for now|wait|sign|motion|contact with|my contact)\b"
    r"|\b(?:being|been|bin|was|got|get|getting) told to (?:stop|leave|go)\b"
    r"|\bunsub\w* (?:from|to) (?!this|these|you|your|ur|the (?:text|list|service|mess)|all|it|them"
    r"|every)\w+"
    r"|\b(?!(?:please|pls|plz|just|can|you|omg|now|ok|and)\b)\w+ (?:please |pls |plz )?"
    r"make (?:it|that) stop$"
    r"|\bcontact (?:visits?|time|with|cent)|\b(?:have you|have u|got|lost|whats|change[ds]?"
    r"|new) (?:got )?"
    r"(?:my|your|ur|a|the) number\b(?! (?:so|pls|please|stop|delete|remove))"
    r"|\bignore (?:last|that|this|my|previous)\b|^(?:dont (?:want to|wanna|reply)|texting|no texts?"
    r"|done now|text|texts)$|^(?:when|did|why did|do these|does this)\b"
    r"|^\d+ (?:more|and no|no more)\b|\b(?:one|1) more then\b"
)
# Too few words for an engine to know what they are about.
_TOO_LITTLE = frozenset(
    phrase.strip()
    for phrase in [
        "\n    out ",
        " shut up ",
        " gone away ",
        " just do one ",
        " do one ",
        " drop out ",
        " withdrawn ",
        " not rn ",
        " idc ",
        "\n    i dontcare ",
        " non stop ",
        " nonstop ",
        " off ",
        " away ",
        " gone ",
        " done ",
        " leave ",
        " bye\n    ",
    ]
)
_ENDING = word_set("stop quit cancel end leave remove delete block ban scrap mute")
_OUR_WAY_IN = word_set("phone inbox number texts messages msgs txts up")
# What an ending may be followed by where it is us that should end.
_ABOUT_US = word_set("""
    me us it this these those that all texting txting messaging messages message msg msgs text texts
    txt txts contacting sending spamming spam bothering getting receiving pls please plz now ok
    thanks thank man bro bruv fam mate the my your ur with and or im i you u reminders reminding
    notifications talking contact everything asking already harassing pestering writing em them
    sms forever im its off here hitting blowing bugging dms dming dis da number
""")


_SOUNDS_LIKE_LEAVING = re.compile(
    r"stop|texts?\b|texting|messag|\bmsgs?\b|number|remov|delet|contact|no more|take me"
    r"|leave me|unsub"
)


def sounds_like_leaving(text: str) -> bool:
    """Tell whether an answer that was understood also has words that people leave with."""
    folded = fold(text)
    return len(words(folded)) > _FEW and _SOUNDS_LIKE_LEAVING.search(folded) is not None


def is_about_texts(asked: str) -> bool:
    """Tell whether a question is itself about texts, so that "no texts" answers it."""
    return re.search(r"te?xt|messag|remind|contact|reach|number|phone", fold(asked)) is not None


# Asked not to end them: what has learnt hears the ending and not the "dont".
_STAYS = re.compile(
    r"\b(?:dont|do not|didnt|never|wouldnt|not)(?: \w+)? (?:take me off|take my (?:name|number) off"
    r"|stop|end|quit|cancel|leave|block|cut me off|remove|delete|lose|unsub\w*|opt me out)\b"
)
_THREAT = re.compile(r"\b(?:why|if|unless|until|cant you|wont)\b")


def asks_to_stay(text: str) -> bool:
    """Tell whether a message asks not to be taken off: "pls dont unsubscribe me"."""
    whole = " ".join(words(fold(text)))
    return _STAYS.search(whole) is not None and _THREAT.search(whole) is None


def is_doubtful(text: str) -> bool:
    """Tell whether a message that sounds like leaving may well be about something else."""
    said = words(fold(text))
    if not said or len(said) > _LONGEST or " ".join(said) in _TOO_LITTLE:
        return True
    whole = " ".join(said)
    if _OTHERS.intersection(said) and not _TOLD_US.search(whole):
        return True
    if _UNMEANT.search(whole):
        return True
    following = [said[n + 1] for n, word in enumerate(said[:-1]) if word in _ENDING]
    if _OUR_WAY_IN.intersection(said):
        return False
    return bool(following) and not _ABOUT_US.intersection(following) and said[-1] not in _ENDING
