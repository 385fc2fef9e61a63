"""Replies to yes/no questions. Pure; option 1 is yes and option 2 no, unless their labels say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.text.phrases import without_edges, word_set
from nlu.port import Kind, Option, Question, Reading
from nlu.reading.choice import UNCLEAR, single
from nlu.reading.echo import echoed
from nlu.reading.labels import labels_of, stem
from nlu.reading.no_of_a_thing import without_lack
from nlu.reading.senses import INLINE, Sense
from nlu.reading.speak import POLITE
from nlu.reading.tokens import BREAK, Reply, label_tokens

_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_LEADS = {
    **dict.fromkeys(
        word_set("yes yeah yh ye yep yup yea yeh ya aye ofc definitely course"), Sense.YES
    ),
    **dict.fromkeys(word_set("no nah nope na naw never"), Sense.NO),
}
# What may follow at once is another thought, not the rest of a phrase: "no idea", "yeah right".
_NOT_LED = word_set("idea clue one right way whatever matter and or wait actually")
# "yes but not today" is no yes to what was asked.
_NOT_THIS = word_set("today now yet really sure tonight tomorrow this")
_TAKES_BACK = word_set("""
    wait actually maybe idk unsure depends jk joking or meant sorry sometimes kinda
""")
_WITHHELD = word_set("cant wont dont doesnt isnt arent havent hasnt didnt couldnt wouldnt aint not")
# "I don't mind", "not sure", "can't wait": what follows makes it something else.
_AGAINST = {Sense.YES: _WITHHELD, Sense.NO: word_set("can do will am did have would could")}
_NO_REFUSAL = word_set("""
    mind know care wait remember worry complain get understand say think bad always often
    everyday every all just only sure gonna too until unless much sometimes even problem that
    look notice see ask check decided made thought heard seen got talk text reply speak chat
""")
_SUBJECTS = word_set(
    "i we it its it'll that thats im there he she they id ill sorry soz tbh really"
)
_FIXES = word_set("sorry wait mean meant actually scratch oops")
_WISHES = frozenset(
    tuple(wish.split())
    for wish in (
        "i would",
        "id love",
        "i want",
        "id like",
        "i wish",
        "wish",
        "i would love",
        "i wanted",
    )
)
_RATHER = frozenset({"rather", "prefer"})
_LONGEST_CHANGE = 14  # words
_SHORT = 8  # words; a longer refusal is a story


def yes_no(question: Question, reply: Reply) -> Reading:
    """Return the key of the option meant, "yes" or "no" where the question has no options."""
    if question.options and len(question.options) != 2:
        return single(question, reply)
    plain = _plain(question)
    left = without_lack(reply.tokens)
    if left != reply.tokens and not _is_asked_for(question, reply):
        return _of_sense(plain, _led(replace(reply, tokens=left, folded=" ".join(left))))
    if changed := _changed(reply):
        return _of_sense(plain, changed)
    if question.options:
        reading = single(question, reply)
        if reading.kind is Kind.ANSWER and isinstance(reading.value, str):
            return reading
    # "I'm in" and "Count me out" say it in no words we know: the other one, or the order, does.
    reading = single(replace(question, options=plain), reply)
    if reading.kind is Kind.ANSWER:
        return reading
    said = _led(reply) or _withheld(reply) or _preferred(reply) or echoed(question.prompt, reply)
    return _of_sense(plain, said)


def _is_asked_for(question: Question, reply: Reply) -> bool:
    """Tell whether what a reply lacks is what was asked about: "no phone" to "got a phone?"."""
    asked = label_tokens(" ".join((question.prompt, *(one.label for one in question.options))))
    return {stem(word) for word in reply.words[1:2]} <= {stem(word) for word in asked}


def _of_sense(plain: tuple[Option, ...], said: Sense | None) -> Reading:
    place = labels_of(plain).senses.get(said) if said else None
    return UNCLEAR if place is None else Reading(Kind.ANSWER, plain[place].key)


def _plain(question: Question) -> tuple[Option, ...]:
    if not question.options:
        return _YES_NO
    senses = labels_of(question.options).senses
    yes = senses.get(Sense.YES, 1 - senses.get(Sense.NO, senses.get(Sense.LATER, 1)))
    return tuple(
        Option(option.key, "Yes" if n == yes else "No") for n, option in enumerate(question.options)
    )


def _led(reply: Reply) -> Sense | None:
    """Return what a reply begins or ends with and does not take back: "yes but not in lesson"."""
    words = without_edges(reply.words, POLITE)
    if not words or reply.is_long or (reply.asks and BREAK not in reply.tokens[1:2]):
        return None
    lead, rest = _LEADS.get(words[0]), words[1:]
    if lead is None and len(words) <= _SHORT:
        lead, rest = _LEADS.get(words[-1]), words[:-1]
    if lead is None or (rest and rest[0] in _NOT_LED):
        return None
    if rest and rest[0] == "i" and (rest[1:2] and rest[1] in _AGAINST[lead]):
        return None  # "no i can", "yes i cant"
    if any(pair[0] == "not" and pair[1] in _NOT_THIS for pair in pairwise(rest)):
        return None
    other = {word for word, sense in _LEADS.items() if sense is not lead and word != "never"}
    opposed = (other | _TAKES_BACK).intersection(rest)
    return None if opposed or _is_unsure(rest) else lead


def _changed(reply: Reply) -> Sense | None:
    """Return what follows a change of mind, or a wish that comes to nothing: "yes sorry no"."""
    words = reply.words
    if len(words) > _LONGEST_CHANGE or reply.asks:
        return None
    if words[:2] in _WISHES or words[:3] in _WISHES or words[:1] in _WISHES:
        after = words[words.index("but") + 1 :] if "but" in words else ()
        if after and (_WITHHELD | {"no", "nah"}).intersection(after):
            return Sense.NO
    fixes = [n for n, word in enumerate(words[:-1]) if n and word in _FIXES]
    if not fixes or words[0] not in _LEADS:
        return None
    last = words[fixes[-1] + 1 :]
    return _LEADS.get(last[0]) if len(last) <= 3 else None


def _preferred(reply: Reply) -> Sense | None:
    """Return NO for what somebody would rather was not done: "prefer if they didnt"."""
    words = reply.words
    if len(words) > _SHORT or reply.asks or not _RATHER.intersection(words[:2]):
        return None
    return Sense.NO if {"not", *_WITHHELD}.intersection(words) else None


def _is_unsure(words: tuple[str, ...]) -> bool:
    runs = (words[n : n + size] for size in (1, 2, 3) for n in range(len(words) - size + 1))
    return any(INLINE.get(run) in {Sense.UNSURE, Sense.MAYBE} for run in runs)


def _withheld(reply: Reply) -> Sense | None:
    """Return NO for a short refusal in a sentence: "i cant do thurs", "not that day"."""
    words = tuple(word for word in reply.words if word not in _SUBJECTS)
    if not 2 <= len(words) <= _SHORT or words[0] not in _WITHHELD or reply.asks:
        return None
    doubtful = {"but", "if", "unless", "or", *_TAKES_BACK}.intersection(words)
    return None if words[1] in _NO_REFUSAL or doubtful else Sense.NO
