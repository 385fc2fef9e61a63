"""Which of a reply's numbers is the answer: now, not once; mine, not my sister's. Pure."""

from __future__ import annotations

from bot.text.phrases import word_set
from nlu.reading.amounts import amounts_in
from nlu.reading.senses import INLINE, Sense
from nlu.reading.speak import FILLERS
from nlu.reading.tokens import BREAK

Tokens = tuple[str, ...]

_ONCE = word_set("was were used before yesterday last previously originally supposed meant")
_NOW = word_set("now today currently atm its")
_CUTS = frozenset({BREAK, "but"})
_RIVALS = word_set("""
    or to - / maybe but no not wait actually now then meant sorry nearly almost turning till until
    between plus times more less mean * out and half
""")
_CORRECTS = word_set("or to - wait actually meant sorry mean maybe")
_UP_TO = frozenset({"till", "until"})
_POINTING = word_set("the last this that which other next first only each every another no any")
_OWNERS = word_set("""
    my his her their sister sisters brother brothers bro sis mum dad mate friend cousin nan he she
    hes shes they
""")
_SENTENCE = word_set("i its it thats im ive they he she we there theyre cos")
_WHERE = word_set("in at on for with when")
_FAR = 2  # words between two numbers, for the later one to count something else


def without_pointing(tokens: Tokens) -> Tokens:
    """Return `tokens` without the "one" of "i didnt get the last one", which counts nothing."""
    counts = {place for place, token in enumerate(tokens) if amounts_in((token,)).amounts}
    spare = {
        place
        for place in counts
        if tokens[place] in {"one", "once"}
        and place
        and (tokens[place] == "once" or tokens[place - 1] in _POINTING)
        and len(counts) > 1
    }
    return tuple(token for place, token in enumerate(tokens) if place not in spare)


def without_refused(tokens: Tokens) -> Tokens:
    """Return `tokens` without the number that another one is not: "9 not 8"."""
    for place, said in enumerate(tokens[:-1]):
        end = place + (3 if tokens[place + 1] in {"a", "an", "the"} else 2)
        if said == "not" and amounts_in(tokens[end - 1 : end]).amounts:
            kept = tokens[:place] + tokens[end:]
            return kept if amounts_in(kept).amounts else tokens
    return tokens


def without_hedge(tokens: Tokens) -> Tokens:
    """Return what follows "not sure exactly but"."""
    for place, token in enumerate(tokens):
        if token in _CUTS and _is_unsure(tokens[:place]):
            return tokens[place + 1 :]
    return tokens


def _is_unsure(said: Tokens) -> bool:
    runs = (said[n : n + size] for size in (1, 2, 3) for n in range(len(said) - size + 1))
    unsure = any(INLINE.get(run) is Sense.UNSURE for run in runs)
    return unsure and not amounts_in(said).amounts


def as_it_is_now(tokens: Tokens) -> Tokens:
    """Return the part that tells of now, not of before: "used to be 9 now its 7"."""
    halves = _halves(tokens)
    if halves is None:
        return tokens
    first, second = halves
    if _ONCE.intersection(first) and _NOW.intersection(second) and not _ONCE.intersection(second):
        return second
    if _ONCE.intersection(second) and not _ONCE.intersection(first):
        return first
    return tokens


def _halves(tokens: Tokens) -> tuple[Tokens, Tokens] | None:
    """Cut in two where "now", "but" or a comma stands between the two numbers."""
    places = [place for place, token in enumerate(tokens) if amounts_in((token,)).amounts]
    if len(places) != 2:
        return None
    cuts = _CUTS | {"now", "and"}
    for place in range(places[0] + 1, places[1]):
        if tokens[place] in cuts:
            after = place + (tokens[place] in _CUTS)
            return tokens[:place], tokens[after:]
    return None


def before_sentence(tokens: Tokens) -> Tokens:
    """Return a leading number without the sentence that "and" goes on with: "13 and i hated it"."""
    for place, token in enumerate(tokens[1:-1], start=1):
        if token in {"and", *_UP_TO} and amounts_in(tokens[:place]).amounts:
            after = tokens[place + 1 :]
            goes_on = after[0] in _SENTENCE or (token in _UP_TO and len(after) > 1)
            return tokens[:place] if goes_on and not amounts_in(after).amounts else tokens
    return tokens


def before_others(tokens: Tokens) -> Tokens:
    """Return `tokens` up to where a later number counts something else: "4 i like 1 teacher".

    It does where it is somebody else's, or where a sentence stands between the two.
    """
    places = [place for place, token in enumerate(tokens) if amounts_in((token,)).amounts]
    if len(places) < 2 or _NOW.intersection(tokens[places[1] :]):
        return tokens
    between = tokens[places[0] + 1 : places[1]]
    rival = tokens[places[1] + 1 : places[1] + 2]
    if _WHERE.intersection(between[:1]) and _WHERE.intersection(rival):
        return tokens  # "5 in the day 2 at night" is two answers
    if between[:1] == ("but",):
        between = between[1:]
    begins = bool(_SENTENCE.intersection(between[:1])) and len(between) > 1
    words = [word for word in between if word not in FILLERS and word not in _RIVALS]
    leads = FILLERS.issuperset(tokens[: places[0]])
    owned = bool(_OWNERS.intersection(between)) and leads and "or" not in between
    told = (len(words) >= _FAR or begins) and leads and not _CORRECTS.intersection(between)
    return tokens[: places[0] + 1] if owned or told else tokens
