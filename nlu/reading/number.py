"""Replies that are a number. Pure; out of range, a span or a bound is unclear, never clamped."""

from __future__ import annotations

from itertools import pairwise

from bot.text.phrases import phrases, word_set
from nlu.port import Kind, Question, Reading
from nlu.reading.amounts import Amount, Found, amounts_in
from nlu.reading.bare import stands_alone
from nlu.reading.numerals import foreign
from nlu.reading.speak import FILLERS
from nlu.reading.tally import (
    as_it_is_now,
    before_others,
    before_sentence,
    without_hedge,
    without_pointing,
    without_refused,
)
from nlu.reading.tokens import BREAK, QUESTION_WORDS, Reply, tokens_of, without_articles
from nlu.reading.which_year import without_year

_UNCLEAR = Reading(Kind.UNCLEAR)
_NONE = word_set("""
    none never nil nought naught nowt zilch nada no nope nah nothing not didnt dont havent doesnt
    nuthin nun noone nobody
""")
_NONE_BESIDE = word_set("""
    i we any days day hours hour times time once one at all lol of them it ever single do did have
    had got get go went eat been and a even them me im just really is was there thanks tbh
""")
_FIX = word_set("wait actually meant sorry oops scratch mean no nah *")
# Before a number these make it a bound or somebody else's; after it, a bound or a span.
_BOUNDS_BEFORE = word_set("""
    less more over under least most above below between almost nearly than up to not isnt dont
    wasnt before after since year yr class set room period floor flat block grade half turning
    until till if unless minus max
    maximum minimum every
""")
_BOUNDS_AFTER = word_set("""
    or plus more less if unless few several some many loads lots between to until till - / p
    pence % percent grand ago
""")
_AGE_SOON = word_set("turning nearly almost soon next going gonna tomorrow friday monday tuesday")
_AGE_SOON |= word_set("wednesday thursday saturday sunday month january february march april")
_AGE_SOON |= word_set("may june july august september october november december but and")
_UNITS = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), "hour"),
    **dict.fromkeys(("day", "days", "dys"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months", "mth", "mths"), "month"),
    **dict.fromkeys(("yr", "yrs", "years", "old", "age", "y", "yo"), "year"),
    **dict.fromkeys(("pounds", "pound", "quid", "money", "fiver", "tenner"), "pound"),
}
_PER = frozenset({"a", "each", "per", "every", "last", "this"})
_PER_HOUR = 60  # minutes
_WHOLE_WEEK = phrases("""
    every day | everyday | all week | all of them | whole week | every single day | each day |
    all days | all of it | every one | all | every 1
""")
_NOT_QUITE = word_set("nearly almost not apart except but bar most")
_MORE_OR_LESS = frozenset({("and", "a", "bit"), ("and", "bit")}) | frozenset(
    (a, b) for a in ("and", "or", "a") for b in ("more", "less", "few", "bit")
)
_THEREFORE = "so"
_ROUGHLY = word_set("about like just only maybe an around roughly max")
_HOURS = {
    "quarter hour": 0.25,
    "quarter of hour": 0.25,
    "three quarters of hour": 0.75,
    "half": 0.5,
    "half hour": 0.5,
    "half of hour": 0.5,
    "hour": 1,
    "hour and half": 1.5,
}
_AGAIN = word_set("and but or then well maybe now")
_GOING = word_set("bed sleep asleep wake woke up home school")
_CLOCK = word_set("am pm oclock")
_SOMEBODY = word_set("sister brother bro sis mum dad mate friend cousin nan uncle")
_THEIRS = word_set("my the our his her their your")
# "Not much" is some.
_SOME = word_set("think much many often long far lots always all")
_NOUGHT = word_set("none nil nowt nought naught zilch nun nuthin")
_NOT_ONCE = frozenset({("not", "once"), ("not", "one"), ("never", "once"), ("not", "any")})
_TENTATIVE = 4  # words
_LONGEST = 24  # words; a longer reply tells a story with a number in it
_ASIDE = word_set("because as since so cos")


def number(question: Question, reply: Reply) -> Reading:
    """Return the one number meant, an int where it is whole; halves are floats."""
    told = without_year(question, reply)
    amount = None if told is None else amount_of(question, told)
    if told is None or amount is None or not stands_alone(question, told, amount):
        return _UNCLEAR
    low, high = question.minimum, question.maximum
    if (low is not None and amount < low) or (high is not None and amount > high):
        return _UNCLEAR
    return Reading(Kind.ANSWER, amount)


def amount_of(question: Question, reply: Reply, *, zero: bool = True) -> Amount | None:
    """Return the one number a reply holds, in the question's unit, or None where that is unsure.

    Args:
        zero: whether "none" and "never" count, as they do for amounts and not for points.
    """
    asks = reply.asks and not _is_tentative(reply)
    if not reply.words or len(reply.words) > _LONGEST or asks or _is_bound(reply):
        return None
    if (abroad := foreign(reply.words)) is not None:
        return abroad
    if zero and _is_a_time(reply.words):
        return None
    return _told(question, as_it_is_now(without_hedge(without_pointing(reply.tokens))), zero=zero)


def _is_a_time(words: tuple[str, ...]) -> bool:
    """Tell whether what a number follows makes it a time: "i go bed at 11"."""
    pairs = pairwise(words)
    return any(word in {"at", "around"} and after.isdecimal() for word, after in pairs) and (
        bool(_GOING.intersection(words))
    )


def _told(question: Question, tokens: tuple[str, ...], *, zero: bool) -> Amount | None:
    """Return the one number of a reply that neither asks nor bounds."""
    said = _corrected(_without_aside(tokens))
    if _thinks_again(tokens[len(said) :]) and said == tokens[: len(said)]:
        return None
    said = before_sentence(before_others(without_refused(said)))
    if zero and _NOT_ONCE.intersection(pairwise(said)):
        return 0
    found = amounts_in(said)
    if not found.amounts:
        return _without_digits(question, said, zero=zero)
    if found.amounts == (1,) and "one" in said and _NONE.intersection(found.before):
        return 0 if zero and _is_none((*found.before, "one", *found.after)) else None
    return _one(question, found)


def _is_tentative(reply: Reply) -> bool:
    """Tell whether only the mark at its end asks: "like a 6?"."""
    opening = reply.words[:1]
    return not QUESTION_WORDS.intersection(opening) and len(reply.words) <= _TENTATIVE


def _is_bound(reply: Reply) -> bool:
    return reply.is_negative or reply.folded[:1] in {"<", ">"} or reply.folded[-1:] == "+"


def _without_aside(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands before a reason, or before the break after a leading number."""
    for place, token in enumerate(tokens[1:], start=1):
        if tokens[place - 1 : place + 1] == ("or", "so"):
            continue
        if token == _THEREFORE and amounts_in(tokens[place + 1 :]).amounts:
            return tokens[place + 1 :]  # "once a week so 4"
        if (token in _ASIDE or token == BREAK) and _leads(tokens[:place]):
            rest = tokens[place + 1 :]
            if token == BREAK and _FIX.intersection(rest[:2]):
                continue
            if token == BREAK and amounts_in(rest).amounts and len(rest) < 3:
                return tokens
            return tokens[:place]
    return tokens


def _thinks_again(rest: tuple[str, ...]) -> bool:
    """Tell whether another number follows as an answer of its own: "and like 8", "well 4"."""
    said = [word for word in rest if word not in {"like", "about", "maybe", "more"}]
    pairs = pairwise(said)
    return any(word in _AGAIN and amounts_in((after,)).amounts for word, after in pairs)


def _leads(tokens: tuple[str, ...]) -> bool:
    return bool(amounts_in(tokens).amounts) or _is_none(tokens)


def _corrected(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return what follows "no wait", where a number does."""
    for place in range(len(tokens) - 1, 0, -1):
        after = tokens[place + 1 :]
        if tokens[place] in _FIX and amounts_in(after[:3]).amounts:
            earlier = amounts_in(tokens[:place]).amounts
            return after if earlier or tokens[place] not in {"no", "nah", "mean"} else tokens
    return tokens


def _one(question: Question, found: Found) -> Amount | None:
    """Return the number that answers, of one or several; None where two could."""
    asked = _asked_units(question)
    if len(found.amounts) == 2 and ("/" in found.after or "out" in found.after):
        return found.amounts[0] if found.amounts[1] == question.maximum else None
    if (spent := _hours_and_minutes(asked, found)) is not None:
        return spent
    if _BOUNDS_BEFORE.intersection(found.before) or "to" in found.before[-1:]:
        return None
    if len(set(found.amounts)) > 1:
        return _age_now(asked, found)
    return _alone(question, asked, found)


def _alone(question: Question, asked: set[str], found: Found) -> Amount | None:
    after = found.after
    if after[:2] == ("or", "so"):
        after = after[2:]
    if _bounds(after):
        return None
    if "year" in asked and _AGE_SOON.intersection(after) and "now" not in after:
        return None
    # "two and my step sister" and "me mum and 2 sisters" count on without a number.
    leads = found.before[1:][-1:]  # "an 8" is no "and 8"
    counts_on = not asked and "and" in (*leads, *after[:2])
    if counts_on or not _fits(question, asked, found) or _is_said_of_another(found):
        return None
    return found.amounts[0]


def _is_said_of_another(found: Found) -> bool:
    """Tell "go bed at 11", "9am", "2 of my mates" and "my sister is 12" from an amount."""
    of_a_person = found.before[-1:] == ("is",) and _SOMEBODY.intersection(found.before)
    of_some = found.after[:1] == ("of",) and bool(_THEIRS.intersection(found.after[1:2]))
    return bool(of_a_person) or of_some or found.following in _CLOCK


def _bounds(after: tuple[str, ...]) -> bool:
    """Tell whether what follows makes the number a bound or a span: "or so less", "plus"."""
    return (
        bool(_BOUNDS_AFTER.intersection(after[:1]))
        or after[:2] in _MORE_OR_LESS
        or after[:3] in _MORE_OR_LESS
        or after[1:2] == ("ago",)
        or after[:2] in {("at", "most"), ("at", "least")}
    )


def _fits(question: Question, asked: set[str], found: Found) -> bool:
    """Tell whether what was counted can be what was asked for."""
    named = _units(found.beside) - {"week"}
    if asked and named:
        return bool(named & asked)
    return not asked or not _is_another_thing(question, found)


def _is_another_thing(question: Question, found: Found) -> bool:
    """Tell whether a plural that the question does not count follows: "2 brothers"."""
    word = found.following
    if word == "times" or word in FILLERS or word in tokens_of(question.prompt.casefold()):
        return False
    return word.endswith("s") and len(word) > 4


def _units(words: tuple[str, ...]) -> set[str]:
    return {_UNITS[word] for word in words if word in _UNITS}


def _asked_units(question: Question) -> set[str]:
    """Return the units a question counts in: hours, of "how many hours a week"."""
    words = tokens_of(question.prompt.casefold())
    per = {place + 1 for place, word in enumerate(words) if word in _PER}
    counted = _units(tuple(word for place, word in enumerate(words) if place not in per))
    return counted or _units(words)


def _hours_and_minutes(asked: set[str], found: Found) -> Amount | None:
    """Read "6hrs 30" and "90 mins" where hours are asked, and "an hour" where minutes are."""
    named = [_UNITS[word] for word in found.after if _UNITS.get(word) in {"hour", "minute"}]
    if not named or _BOUNDS_BEFORE.intersection(found.before) or len(found.amounts) > 2:
        return None
    minutes = found.amounts[0] * (_PER_HOUR if named[0] == "hour" else 1)
    if len(found.amounts) == 2:
        told = all(word in _UNITS or word == "and" for word in found.after)
        told = told and found.following in _UNITS
        if named[0] != "hour" or found.amounts[1] >= _PER_HOUR or not told:
            return None
        minutes += found.amounts[1]
    if asked == {"minute"}:
        return minutes
    hours = minutes / _PER_HOUR
    fits = asked == {"hour"} and (named[0] == "hour" or "minute" in named)
    return (int(hours) if hours == int(hours) else round(hours, 2)) if fits else None


def _age_now(asked: set[str], found: Found) -> Amount | None:
    """Read "14 nearly 15" as 14, "15 in may, 14 now" as 14, and "14 but my sister is 12" as 14."""
    if "year" not in asked or len(found.amounts) != 2:
        return None
    first, second = found.amounts
    if "now" in found.after[-1:]:
        return second
    soon = _AGE_SOON.intersection(found.after)
    if second == first + 1 and soon:
        return first
    other = {"sister", "brother", "mum", "mate", "friend", "shes", "hes"} & set(found.after)
    return first if other and "but" in found.after[:1] else None


def _without_digits(question: Question, said: tuple[str, ...], *, zero: bool) -> Amount | None:
    words = tuple(token for token in said if token != BREAK)
    if zero and _is_none(words):
        return 0
    spent = _span_in_words(question, without_articles(words), words)
    if spent is not None:
        return spent
    return _every_day(question, words)


def _is_none(words: tuple[str, ...]) -> bool:
    if words[:1] and words[0] in _NOUGHT and words[1:2] not in {("of",), ("or",), ("but",)}:
        return True
    known = all(word in _NONE or word in _NONE_BESIDE or word in FILLERS for word in words)
    return known and bool(_NONE.intersection(words)) and not _SOME.intersection(words)


def _span_in_words(
    question: Question, bare: tuple[str, ...], words: tuple[str, ...]
) -> Amount | None:
    """Read "half an hour" and "an hour" in the unit that is asked for."""
    asked = _asked_units(question)
    # "an" is often short for "and".
    said = " ".join(word for word in bare if word not in _ROUGHLY)
    hours = _HOURS.get(said.replace("half and hour", "half hour").removeprefix("and "))
    if hours is None:
        unit = {"day": 1}.get(said)
        return unit if unit and asked == {"day"} else None
    if asked == {"minute"}:
        return int(hours * _PER_HOUR)
    return hours if asked == {"hour"} else None


def _every_day(question: Question, words: tuple[str, ...]) -> Amount | None:
    """Read "every day" where the question counts the days of a week, or of a school week."""
    if question.maximum not in {5, 7} or "days" not in question.prompt:
        return None
    said = without_articles(words)
    if _NOT_QUITE.intersection(said):
        return None
    told = any(_holds(said, phrase) for phrase in _WHOLE_WEEK)
    return question.maximum if told else None


def _holds(said: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(said[place : place + size] == phrase for place in range(len(said) - size + 1))
