"""Yes and no said in the question's own words: "still on", "happy with that", "i went". Pure."""

from __future__ import annotations

from bot.text.folding import fold
from bot.text.phrases import word_set
from nlu.reading.labels import stem
from nlu.reading.senses import Sense
from nlu.reading.speak import FILLERS
from nlu.reading.tokens import BREAK, Reply, tokens_of

_LONGEST = 8  # words; more tell a story
_NOT = word_set("""
    not dont doesnt didnt isnt wasnt arent werent havent hasnt cant couldnt wont wouldnt aint never
    no nah nope without hardly rather
""")
_OPEN = word_set("""
    but if unless or maybe might depends sometimes idk unsure until till when which who what why how
    where whos whats used before yesterday only kinda sorta nearly almost half
""")
_SMALL = FILLERS | word_set("""
    a an the and do does did am is are was were have has had can could will would be been he she
    they we he's em been already anyway all any it that this got them her him there here
    dont not didnt isnt cant wont havent rather prefer they if happening
""") - word_set("good nice fine great")
# Another form of a word that the question may hold.
_FORMS = {
    "went": "go", "gone": "go", "came": "come", "coming": "come",
    "ate": "eat", "slept": "sleep", "felt": "feel", "had": "have", "saw": "see", "met": "meet",
    "knew": "know", "told": "tell", "spoke": "speak", "took": "take", "made": "make",
    "brought": "bring", "bought": "buy", "left": "leave", "gave": "give",
    "got": "get", "found": "find", "kept": "keep", "heard": "hear", "read": "read",
    "running": "run",
}  # fmt: skip


def echoed(prompt: str, reply: Reply) -> Sense | None:
    """Return YES where a reply says in the prompt's own words that it is so, NO where it is not.

    Any word that is the reply's own leaves it open: "tuesday" is no yes to "Monday at 4?".
    """
    words = reply.words
    if not words or len(words) > _LONGEST or reply.asks or _OPEN.intersection(words):
        return None
    asked = {_root(word) for word in tokens_of(fold(prompt)) if word != BREAK}
    told = [_root(word) for word in words if word not in _SMALL or word in _FORMS]
    if not any(root in asked for root in told) or not all(root in asked for root in told):
        return None
    return Sense.NO if _NOT.intersection(words) else Sense.YES


def _root(word: str) -> str:
    return stem(_FORMS.get(word, word))
