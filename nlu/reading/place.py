"""Where to meet: an option, or the young person's own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz.distance import OSA

from bot.text.folding import fold
from bot.text.phrases import word_set
from nlu.port import Kind, Question, Reading
from nlu.reading.choice import UNCLEAR, outright, single
from nlu.reading.labels import Labels, labels_of, stem
from nlu.reading.letters import lettered
from nlu.reading.numerals import ORDINALS, counted
from nlu.reading.parts import Part, Role, Strength
from nlu.reading.place_names import by_another_name
from nlu.reading.places_abroad import ENGLISH, SMALL
from nlu.reading.proposals import (
    before_comment,
    names_nowhere,
    place_alone,
    points_back,
    refused_alone,
    refuses_outright,
)
from nlu.reading.scan import scan
from nlu.reading.senses import Sense, senses_of
from nlu.reading.settle import is_clear, settle
from nlu.reading.speak import FILLERS
from nlu.reading.tokens import Reply, read, tokens_of, without_articles

_NO_PLACE = frozenset(
    {
        *(Sense.YES, Sense.FAIR, Sense.NO, Sense.UNSURE, Sense.MAYBE, Sense.UNSAID, Sense.LATER),
        *(Sense.BOTH, Sense.NONE, Sense.NEVER, Sense.NOBODY),
    }
)
# Beside an option these are about that option, and make no place of its own.
_WEIGHED = frozenset({Role.NOT, Role.REST, Role.FIX, Role.IF, Role.DOUBT})
_PLAIN = frozenset(
    {
        *(Role.OPTION, Role.STRAY, Role.FILLER, Role.BREAK, Role.JOIN, Role.OR, Role.NOT, Role.NO),
        *(Role.FIX, Role.REST),
    }
)
# Words that leave the place to somebody else, and all that may stand beside them.
_ANYWHERE = word_set(
    "every any anywhere wherever whichever either whatever nowhere both idm idc none all"
)
_LEFT_OPEN = _ANYWHERE | word_set("""
    the a i you u we want like think say where is fine ok good works for me dont mind it up to
    pick choose
    decide really
    one of them these those easiest best suits easy do at time not fussed bothered care surprise
    same as last usual again normal before place there thing always dont pls please x
""")
_OPENS = re.compile(
    r"(?:any|anywhere|wherever|whichever|whatever|either|both|none|nowhere|idm|idc"
    r"|(?:i )?dont (?:mind|care)|up to you|you (?:choose|pick|decide)|not (?:fussed|bothered)"
    r"|where(?:ver)? you (?:want|like|think|say)|surprise me"
    r"|all of (?:them|those|these)|(?:the )?same(?: as| place| again| *$)|(?:the |my )?usual"
    r"|like last time"
    r"|as before)\b"
)
_REFUSES = re.compile(
    r"(?:none\b|rather not|id rather not|(?:i )?dont (?:want to|go|use|have|know)\b|not meeting"
    r"|no where|(?:they(?:re)? |its )?(?:all |too )?far(?: away)?\b(?! \w+ \w)"
    r"|not (?:far|near|close|any|sure)\b|(?:i )?cant (?:get|go)\b|no idea"
    r"|some(?:where|place) (?:else|different|new)$|close to me$|near(?:by| me)?$|wherever you)"
)
_TELLS_NO_PLACE = re.compile(
    r"(?:idk|dunno|dont know|not sure|wherever|depends|its up to|up to"
    r"|ill (?:tell|let|ask|see|text)|no more"
    r"|my \w+ (?:will|can|knows?|might|would)\b|(?:let me|i need to|gotta|need to) (?:ask|think"
    r"|check|see)|who|why|when|idc|my \w+ "
    r"(?:says?|said|wont|wants|has to|needs)|cant|i cant|im not|who(?:s|m)|ask my|whatever)\b"
)
_LEFT_TO_US = re.compile(r"\b(?:you|u|miss|sir) (?:pick|choose|decide|say)\b|^(?:nothing|nowt)\b")
_PROPOSES = re.compile(r"(?:can|could|shall|may) (?:we|i|you|u)\b|(?:how|what) about\b|maybe\b")
# What begins a new thought after the place, and what goes on to say which place.
_TIMES = re.compile(
    r"\b(?:after|before) (?:school|college|work)\b"
    r"|\b(?:at|in|on|after|before|during|for|by) (?:the |my )?(?:lunch\w*|break\w*|morning"
    r"|afternoon"
    r"|evening|night|\d+\S*|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|dinner ?time)\b"
)
# A day or an hour, where a place was asked for.
_NO_DAY = re.compile(
    r"\b(?:(?:on|at|in|next|this|after|before|around|about|the|by) )*(?:(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)days?|mon|tues?|weds?|thurs?|fri|tomorrow|today|tonight|morning|afternoon"
    r"|evening|weekends?|(?:after|before) (?:school|college|work)|lunch ?time|\d+ ?(?:am|pm)"
    r"|(?:at|around|about|by|after|before) (?:half |quarter (?:to|past) )?\d+(?:[:.]\d\d)?)\b"
)
_NEAR_ME = re.compile(r"\b(?:by|near|opposite|behind|round|next to) (?:me|mine|us|my)\b")
# "I live far" names no place.
_STATES = word_set("i im its they we it thats theyre")
# Talk that names no place.
_CHATTER = word_set("""
    hi hello hey hiya yo morning good night thanks thank thx ta ty cheers hm hmm um umm er erm uh mm
    mmm well so right ok ngl fr tbh peak bare long minor deep cap x xx xxx brb gtg lol lmao haha omg
    oh ah aw ugh wow no nah yes sec secs min mins minutes one two 1 2 sometimes gr8 m8 mate b4 what
    wot huh eh w8 wait a the thing things tho though u you hun any1 anyone no1 there be honest sorry
""")
_WHERE = word_set("in at by near outside to under inside where opposite behind somewhere")
# How somebody begins who tells what happened, and what they tell it with.
_TELLING_FIRST = word_set("""
    i ive im my mum dad theres someone somebody nobody noone no no1 just had sorry lol oh well been
    was havent already they we he she
""")
_TELLING = word_set("""
    is was were are been had told asked rang called moved lost shut cares won did happened ate heard
    missed hurts broke died came
""")
# "Outside the library" is not the library.
_BESIDE_IT = word_set("near outside behind opposite beside")
_LONGEST = 200  # letters; a longer reply is a story
_LAST_TIME = re.compile(r"\blast (?:time|week|month|year|night)\b")
_SHORT_FOR = 3  # letters
_SLIPS, _SLIPS_FROM = 2, 6  # letters wrong, and in a word how long
# As near to a label's word as a slip, and places all the same.
_OTHER_PLACES = word_set("liberty station market church museum garden castle college")
_AT = word_set("in at on by near outside to the my a behind opposite with where under inside")
_BETWEEN = word_set(
    "my our me the a an by near next round around over down up in inside outside beside"
)
_NEW_THOUGHT = word_set("i im ill its u you we they theyre thats it my because innit but so as cos")
# Words that make a sentence of a reply: whoever names a place alone has none of them.
_SENTENCE = word_set("""
    is isnt was wasnt are arent were am be been being im ill ive id i hes shes theyre its thats he
    she they likes like liked loves love hates hate wants want wanted said says thinks think reckon
    went met go going goes works work scares scared lives live has have had got does did do can cant
    could what how about rather prefer thinking lets
""")
# What a place is called by what it is, rather than by its name.
_KINDLY = word_set("shop place club centre center building room spot where")
_WHICH_PLACE = word_set(
    "by near next in on at opposite behind outside beside with called over past"
)


def place(question: Question, reply: Reply) -> Reading:
    """Return an option's key where the reply says no more than that, else the words themselves."""
    labels = labels_of(question.options)
    if reply.is_long:
        return Reading(Kind.ANSWER, reply.raw)
    if outright(reply, labels) is not None:
        return single(question, reply)
    abroad = _named_abroad(question, reply)
    short = bool(question.options) and len(reply.folded) <= _LONGEST
    if abroad is None and short:
        abroad = _in_other_words(question, reply, labels)
    if abroad is not None:
        return abroad
    if not reply.words or _leaves_open(reply):
        return UNCLEAR
    named = by_another_name(reply.words, labels)
    named = _by_its_own_words(question, reply, labels) if named is None else named
    if named is not None:
        return Reading(Kind.ANSWER, question.options[named].key)
    return _weighed(question, reply, labels)


def _in_other_words(question: Question, reply: Reply, labels: Labels) -> Reading | None:
    """Return what is proposed, refused with a reason or left open; None where words go on."""
    if (refused := refused_alone(reply.folded)) is not None:
        found = single(question, read(refused))
        if isinstance(found.value, dict):
            return found
    place = _proposed(reply, labels)
    place = _before_comment(reply, labels) if place is None else place
    if place is not None:
        return Reading(Kind.ANSWER, question.options[place].key)
    named = {part.option for part in scan(reply.tokens, labels) if part.role is Role.OPTION}
    if len(named) == 1 and (refuses_outright(reply.folded) or points_back(reply.folded)):
        key = question.options[next(iter(named))].key
        value = {"not": (key,)} if refuses_outright(reply.folded) else key
        return Reading(Kind.ANSWER, value)
    open_to_two = bool(named) and "or" in reply.words
    return UNCLEAR if open_to_two or names_nowhere(reply.folded) else None


def _proposed(reply: Reply, labels: Labels) -> int | None:
    """Return the option that is all a reply proposes: "how about the library"."""
    alone = place_alone(reply.folded)
    if alone == reply.folded:
        return None
    said = read(alone)
    place = outright(said, labels)
    return by_another_name(said.words, labels) if place is None else place


def _before_comment(reply: Reply, labels: Labels) -> int | None:
    """Return the option that a comment follows: "a walk sounds nice", "on phone pls im skint"."""
    named = before_comment(reply.words)
    rest = reply.words[len(named) :]
    if not named or any(word in labels.held and word not in named for word in rest):
        return None
    return outright(read(" ".join(named)), labels)


def _named_abroad(question: Question, reply: Reply) -> Reading | None:
    """Return the option that a reply names in another language, where it says no more than that."""
    said = [word for word in reply.words if word not in SMALL]
    if not question.options or len(said) != 1 or said[0] not in ENGLISH:
        return None
    found = single(question, read(ENGLISH[said[0]]))
    return found if found.kind is Kind.ANSWER and isinstance(found.value, str) else None


def _weighed(question: Question, reply: Reply, labels: Labels) -> Reading:
    parts = lettered(reply.tokens, labels) or scan(reply.tokens, labels)
    # "The rec" is a place of its own, though a kind of park.
    kind = any(part.strength is Strength.KIND for part in parts)
    if {part.role for part in parts} <= _PLAIN and not kind:
        return single(question, reply) if question.options else _own(reply, parts)
    if reply.asks and not _PROPOSES.match(reply.folded):
        return UNCLEAR
    return _own_or_option(question, reply, parts, labels)


def _by_its_own_words(question: Question, reply: Reply, labels: Labels) -> int | None:
    """Return the option that holds every word said, or "the last one" by the question's own noun.

    "The stop by the hospital" is the Hospital stop; "mill road cafe" may be a place of its own.
    """
    if not labels.count:
        return None
    if _NEAR_ME.search(" ".join(reply.words)) or _BESIDE_IT.intersection(reply.words):
        return None
    when = _TIMES.sub(" ", " ".join(reply.words))
    said = [word for word in when.split() if word not in FILLERS and word not in _BETWEEN]
    said = [_label_word(word, labels) for word in said]
    telling = [word for word in said if word in labels.held]
    if telling and len(telling) == len(said):
        held = frozenset.intersection(*(labels.held[word] for word in said))
        return next(iter(held)) if len(held) == 1 else None
    asked = {stem(word) for word in tokens_of(fold(question.prompt))}
    bare = tuple(word for word in said if not asked & {stem(word), stem(f"{word}g")})
    if len(bare) != 1 or len(bare) == len(said) or _LAST_TIME.search(" ".join(reply.words)):
        return None
    number = ORDINALS.get(bare[0], counted(bare[0]))
    number = labels.count if bare[0] == "last" else number
    return number - 1 if number is not None and 1 <= number <= labels.count else None


def _label_word(word: str, labels: Labels) -> str:
    """Return the one word of the labels that `word` is short for, or a slip of: "vic", "libery"."""
    if word in labels.held or len(word) < _SHORT_FOR:
        return word
    longer = [held for held in labels.held if held.startswith(word) and len(held) > len(word) + 1]
    if not longer and len(word) >= _SLIPS_FROM - 1 and word not in _OTHER_PLACES:
        longer = [held for held in labels.held if _is_a_slip(word, held)]
    return longer[0] if len(longer) == 1 else word


def _is_a_slip(word: str, held: str) -> bool:
    allowed = _SLIPS if min(len(word), len(held)) >= _SLIPS_FROM else _SLIPS - 1
    return word[0] == held[0] and OSA.distance(word, held) <= allowed


def _leaves_open(reply: Reply) -> bool:
    """Tell whether any place would do, or the one before, or none: there is nothing to keep."""
    if not _NO_DAY.sub("", " ".join(reply.words)).strip():
        return True
    if senses_of(without_articles(reply.words)) & _NO_PLACE:
        return True
    said = " ".join(reply.words)
    if _REFUSES.match(said):
        return True
    return _OPENS.match(said) is not None and _LEFT_OPEN.issuperset(reply.words)


def _own_or_option(
    question: Question, reply: Reply, parts: tuple[Part, ...], labels: Labels
) -> Reading:
    """Keep what was added: "the cafe by the park" is a place of its own."""
    meant = settle(parts)
    if not question.options and reply.words[0] == "not":
        return UNCLEAR
    weighed = any(part.role in _WEIGHED for part in parts)
    if weighed and (meant.refused or meant.options):
        return single(question, reply)
    if any(part.strength is Strength.KIND for part in parts):
        return _by_kind(question, reply, parts)
    if len(meant.options) == 1 and is_clear(parts, meant) and _is_all_of_it(reply, parts):
        return Reading(Kind.ANSWER, question.options[meant.options[0]].key)
    named = _outright_among(parts)
    if named and (len(named) > 1 or _is_said_of_it(reply)):
        return _the_only(question, reply, parts, named)
    return _reasoned(question, reply, parts, meant.options)


def _reasoned(
    question: Question, reply: Reply, parts: tuple[Part, ...], options: Collection[int]
) -> Reading:
    reasoned = any(part.role is Role.REASON for part in parts)
    if options and (reasoned or _is_said_of_it(reply)):
        return single(question, reply)
    return _own(reply, parts)


def _by_kind(question: Question, reply: Reply, parts: tuple[Part, ...]) -> Reading:
    """Take "coffee shop" for the only option of its kind; "the rec" alone is a place of its own."""
    if _KINDLY.intersection(reply.words) and not _WHICH_PLACE.intersection(reply.words):
        return single(question, reply)
    return _own(reply, parts)


def _outright_among(parts: tuple[Part, ...]) -> frozenset[int]:
    """Return the options that are said in full, beside others that a word only points to."""
    return frozenset(part.option for part in parts if part.strength is Strength.LABEL)


def _the_only(
    question: Question, reply: Reply, parts: tuple[Part, ...], named: frozenset[int]
) -> Reading:
    pointed = any(part.role is Role.OPTION and part.option not in named for part in parts)
    two = any(part.role is Role.OR for part in parts) and len(named) > 1
    if two:
        return UNCLEAR
    if pointed and len(named) == 1 and all(part.role in _PLAIN for part in parts):
        return Reading(Kind.ANSWER, question.options[next(iter(named))].key)
    return single(question, reply) if _is_said_of_it(reply) else _own(reply, parts)


def _is_said_of_it(reply: Reply) -> bool:
    """Tell a sentence about an option ("my mate likes the cafe") from a place with its name in."""
    which = _WHICH_PLACE.intersection(reply.words) - {"at", "in", "on"}
    return not which and bool(_SENTENCE.intersection(reply.words))


def _is_all_of_it(reply: Reply, parts: tuple[Part, ...]) -> bool:
    """Tell whether a new thought follows the option at once: "video call, i aint getting a bus"."""
    named = max(place for place, part in enumerate(parts) if part.role is Role.OPTION)
    sure = all(part.strength >= Strength.WORD for part in parts if part.role is Role.OPTION)
    before = all(part.role in _PLAIN for part in parts[:named])
    after = parts[named + 1 : named + 2]
    begins = bool(_NEW_THOUGHT.intersection(reply.words[named : named + 4]))
    which = bool(_WHICH_PLACE.intersection(reply.words[: named + 4]))
    fresh = bool(after) and (after[0].role is Role.BREAK or begins)
    return sure and before and fresh and not which


def _own(reply: Reply, parts: tuple[Part, ...]) -> Reading:
    if reply.words[0] in _STATES and not _AT.intersection(reply.words):
        return UNCLEAR
    said = " ".join(reply.words)
    if _TELLS_NO_PLACE.match(said) or _LEFT_TO_US.search(said) or _chats(reply):
        return UNCLEAR
    says = any(part.role is not Role.STRAY and part.role is not Role.BREAK for part in parts)
    return Reading(Kind.ANSWER, reply.raw) if says else UNCLEAR


def _chats(reply: Reply) -> bool:
    """Tell talk ("thanks", "my nan is poorly") from a place: it names none, and points to none."""
    said = set(reply.words)
    if said <= _CHATTER:
        return True
    tells = reply.words[0] in _TELLING_FIRST and bool(_TELLING & said)
    return tells and not _WHERE & said
