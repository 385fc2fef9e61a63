"""A reply made ready for weighing against a question's options. Pure.

What the question itself makes plain is taken out first: "if" where it asks what would help, and the
sentence that a bare number leads.
"""

from __future__ import annotations

import re

from bot.text.folding import fold
from bot.text.phrases import word_set
from nlu.port import Question, QuestionType
from nlu.reading.labels import Labels, stem
from nlu.reading.letters import lettered
from nlu.reading.parts import Part, Role
from nlu.reading.scan import scan
from nlu.reading.small_signs import without_spoken_digits
from nlu.reading.speak import FILLERS
from nlu.reading.standing import standing
from nlu.reading.tokens import BREAK, Reply, tokens_of

Tokens = tuple[str, ...]

# A sentence may begin with these after a number, which counts none of them.
_SENTENCE = word_set("""
    i im its it thats that my we they theyre he she u you ive id because cos the this dont stop
    sorry theres but
""")
_CHANGES = word_set("mean meant actually wait no nah or and scratch oops *")
_DOUBTS = frozenset({("idk",), ("unsure",), ("not", "sure"), ("dont", "know"), ("no", "idea")})
_GUESSES = word_set("maybe probably think guess but , perhaps like suppose")
_LACKS = frozenset({("no",), ("dont", "have"), ("i", "dont", "have"), ("what",)})
_KIN = r"(?:mum|mam|dad|brother|sister|bro|sis|friend|mate|nan|cousin|uncle|auntie|aunt|gf|bf)"
_KIN_OF_KIN = re.compile(
    rf"\b(?:my|me|his|her|a|best) {_KIN}s (?:{_KIN}|girlfriend|boyfriend|partner|worker|teacher)\b"
)
_UNREAL = re.compile(
    r"\b(?:id|i would|we would|wed) .*\bif .*\b(?:was|were|had|could|lived|didnt|wasnt|knew)\b"
)
# A first choice taken half back, one of before, and numbers that are a time, a room or a count.
_UNSETTLED = re.compile(
    r"^(?!idk|dunno|(?:im )?not sure|i dont know|unsure)\S.*\bbut (?:maybe|perhaps|possibly)\b"
    r"|^(?:i )?used to (?:be )?(?!.*\b(?:now|but)\b)"
    r"|\d.*\b(?:maybe|perhaps|possibly)\b.*\d|\bbut (?:the |all the |all )?(?:rest|others"
    r"|other ones)\b"
    r"|^i cant (?!do|make|come|get|go)\w+$"
    r"|^(?:i|ive|we|weve|i have) (?:got|have|had) (?:like |about )?\d+$"
)
_PLACED = re.compile(r"\b(at|set|year|yr|room|period|floor|flat|block|lesson) \d+\b")
_LONGEST = 200  # letters; a longer reply is a story
_BESIDE = word_set("a an any the lol tho though yet sorry please")


def parts_of(question: Question, reply: Reply, labels: Labels) -> tuple[Part, ...]:
    """Return what a reply is made of, without what is not its writer's or holds only sometimes."""
    opened = reply.tokens if reply.asks else _without_opening(question, reply.tokens)
    tokens = without_spoken_digits(_led_by_number(_without_first_doubt(opened)))
    several = question.type is QuestionType.MULTI
    parts = lettered(tokens, labels) or standing(
        scan(_without_purpose(tokens, labels), labels), several=several
    )
    if not labels.lacking:
        return parts
    named = {part.option for part in parts if part.role is Role.OPTION}
    # "The bus never came" is the want of a bus.
    spared = {Role.DOUBT, Role.PERSON} if named and named <= labels.lacking else set()
    return tuple(part for part in parts if part.role not in spared)


def _without_opening(question: Question, tokens: Tokens) -> Tokens:
    """Drop the "if" that answers "what would help?", and the "when" that answers "when?"."""
    asked = question.prompt.casefold()
    opens = (tokens[:1] == ("if",) and "would" in asked) or tokens[:1] in {("when",), ("whenever",)}
    return tokens[1:] if opens and len(tokens) > 2 else tokens


def _without_first_doubt(tokens: Tokens) -> Tokens:
    """Drop a doubt that a guess follows: "idk maybe the cafe"."""
    size = next((n for n in (1, 2) if tokens[:n] in _DOUBTS), 0)
    if not size or not _GUESSES.intersection(tokens[size : size + 3]):
        return tokens
    return tokens[size:]


def _led_by_number(tokens: Tokens) -> Tokens:
    """Return the number alone where a sentence follows that changes nothing: "3 its closest"."""
    rest = tokens[2:] if tokens[1:2] == (BREAK,) else tokens[1:]
    if not tokens or not tokens[0].isdecimal() or len(rest) < 2 or rest[0] not in _SENTENCE:
        return tokens
    goes_on = rest[0] == "but" and any(token.isdecimal() for token in rest)
    return tokens if goes_on or _CHANGES.intersection(rest) else tokens[:1]


def _without_purpose(tokens: Tokens, labels: Labels) -> Tokens:
    """Drop what an option is for, where no label has it: "a laptop for homework" is a laptop."""
    for place in range(1, len(tokens) - 1):
        purpose = tokens[place + 1 : place + 3]
        if tokens[place] != "for" or stem(tokens[place - 1]) not in labels.stems:
            continue
        if BREAK in purpose[:1] or any(word in labels.held for word in purpose):
            continue
        return tokens[:place] + tokens[place + 2 :]
    return tokens


def lacks_it(question: Question, reply: Reply) -> bool:
    """Tell whether a reply says that what is asked about is not there: "what plan", "no plan"."""
    words = tuple(word for word in reply.words if word not in _BESIDE)
    lead = next((n for n in (1, 2, 3) if words[:n] in _LACKS and len(words) == n + 1), 0)
    if not lead or question.type is not QuestionType.SINGLE:
        return False
    asked = {stem(word) for word in tokens_of(fold(question.prompt)) if word not in FILLERS}
    return stem(words[-1]) in asked


def is_no_choice(question: Question, reply: Reply) -> bool:
    """Tell whether an option is only named: "my mates mum", "id walk if it was closer"."""
    if _KIN_OF_KIN.search(reply.folded):
        return True
    if len(reply.folded) > _LONGEST:
        return False
    if _UNSETTLED.search(reply.folded) or _is_placed(question, reply):
        return True
    return _UNREAL.search(reply.folded) is not None and "would" not in question.prompt.casefold()


def _is_placed(question: Question, reply: Reply) -> bool:
    """Tell whether the only number is a time or a room's, and no option is called so."""
    found = _PLACED.findall(reply.folded)
    called = " ".join(option.label.casefold() for option in question.options).split()
    return len(re.findall(r"\d+", reply.folded)) == len(found) > 0 and not set(found) & set(called)
