"""Replies to questions with options, one or several. Pure; in doubt the reading is `unclear`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.text.phrases import without_edges
from nlu.port import Kind, Option, Question, Reading
from nlu.reading.feeling import feeling_of, nearest
from nlu.reading.frequency import place_of, rate_asked_for
from nlu.reading.labels import Labels, labels_of, stem
from nlu.reading.lists import named_run, numbered
from nlu.reading.parts import Part, Role
from nlu.reading.said import is_no_choice, lacks_it, parts_of
from nlu.reading.senses import Sense, combined, senses_of
from nlu.reading.settle import Meant, is_clear, settle
from nlu.reading.speak import FILLERS, NOT_SLIPS, POLITE
from nlu.reading.tokens import BREAK, Reply, without_articles
from nlu.reading.trouble import asks_of_trouble, tells_of_lack

_RULED_OUT = Part(Role.NOT)
UNCLEAR = Reading(Kind.UNCLEAR)
# Tried in this order: "no" means No before it means None.
_SENSES = tuple(Sense)
_TOO_FAR = 9
_FEW = 8  # words
_FORGIVEN = 1  # letters short of five for each slip
_REFUSING = frozenset({"no", "not", "dont", "without", "none", "never"})
# "yeah right" is no yes.
_BESIDE = FILLERS - {"right"}
_ASIDES = frozenset({Role.WORD, Role.STRAY, Role.DOUBT, Role.PERSON, Role.SHARED, Role.IF})


def single(question: Question, reply: Reply) -> Reading:
    """Return the one option meant; two that stand side by side are unclear."""
    labels = labels_of(question.options)
    if reply.is_long or reply.is_negative:
        return UNCLEAR
    rate = rate_asked_for(question.options, reply.words)
    place = outright(reply, labels) if rate is None else _as_often(question, reply, rate)
    if place is None and lacks_it(question, reply):
        place = labels.of_sense(Sense.NONE)
    if place is not None:
        return _answer(question.options, place)
    if rate is not None or is_no_choice(question, reply):
        return UNCLEAR
    return _weighed(question, reply, labels)


def _as_often(question: Question, reply: Reply, rate: float) -> int | None:
    """Return the option said word for word, or else the one that is about as often."""
    exact = labels_of(question.options).exact.get(reply.folded)
    return place_of(rate, question.options) if exact is None else exact


def _weighed(question: Question, reply: Reply, labels: Labels) -> Reading:
    parts = parts_of(question, reply, labels)
    # "Anyone but my worker" rules one out; it does not choose all the others.
    parts = tuple(_RULED_OUT if part.role is Role.REST else part for part in parts)
    meant = settle(parts)
    if _is_half_known(parts):
        return UNCLEAR
    if len(meant.options) == 1 and is_clear(parts, meant) and not _is_asking(reply, parts):
        # "Yes but not today" is not the yes that was asked for.
        hedged = meant.dangling and meant.options[0] == labels.of_sense(Sense.YES)
        return UNCLEAR if hedged else _answer(question.options, meant.options[0])
    lacked = _lacked(question, reply, parts, meant)
    if lacked is not None:
        return _answer(question.options, lacked)
    return _refusal(question.options, parts, meant)


def _lacked(question: Question, reply: Reply, parts: tuple[Part, ...], meant: Meant) -> int | None:
    """Return the one option that is the want of what a reply lacks: "no lift" is Getting there."""
    places = set(meant.refused) | set(meant.options)
    if len(places) != 1 or len(reply.words) > _FEW or not asks_of_trouble(question.prompt):
        return None
    doubt = any(part.role in {Role.PERSON, Role.STRAY} for part in parts)
    return places.pop() if tells_of_lack(reply.words) and not doubt else None


def multi(question: Question, reply: Reply) -> Reading:
    """Return every option meant; words that match none make the whole reply unclear."""
    labels = labels_of(question.options)
    if reply.is_long or reply.is_negative:
        return UNCLEAR
    place = outright(reply, labels)
    if place is not None:
        return _answers(question.options, labels, (place,))
    places = numbered(reply, labels.count)
    if places is None:
        places = named_run(without_articles(reply.words), labels)
    if places is not None:
        return _answers(question.options, labels, places)
    parts = parts_of(question, reply, labels)
    if _is_asking(reply, parts) or is_no_choice(question, reply):
        return UNCLEAR
    return _all_meant(question, reply, labels, parts)


def _all_meant(
    question: Question, reply: Reply, labels: Labels, parts: tuple[Part, ...]
) -> Reading:
    meant = settle(parts)
    if set(meant.options) & _named_after_not(parts):
        return UNCLEAR  # "3 and 4, not 4" wants what it refuses
    lacked = _lacked(question, reply, parts, meant)
    if lacked is not None:
        return _answers(question.options, labels, (lacked,))
    return _several(question.options, labels, parts)


def outright(reply: Reply, labels: Labels) -> int | None:
    """Return the option a whole reply is: its label, its key, or another way to say the same."""
    if reply.folded in labels.exact:
        return labels.exact[reply.folded]
    said = without_articles(reply.words)
    if not said or said[0].isdecimal():
        return None
    bare = without_edges(said, POLITE) or said
    for words in dict.fromkeys((said, bare)):
        if words in labels.phrases and not _is_mixed(reply):
            return labels.phrases[words]
        if (place := _by_sense(words, labels)) is not None and not _is_mixed(reply):
            return place
    return _together(said, labels) if said == bare else _together(said, labels, bare)


def _together(said: tuple[str, ...], labels: Labels, bare: tuple[str, ...] = ()) -> int | None:
    """Return the option that short answers together, a slip in a label, or a feeling come to."""
    if (sense := combined(said, _BESIDE)) is not None:
        return labels.of_sense(sense)
    words = bare or said
    for find in (_by_join, _by_refusal, _by_near, _by_feeling):
        if (place := find(words, labels)) is not None:
            return place
    return None


def _by_join(words: tuple[str, ...], labels: Labels) -> int | None:
    return labels.joined.get("".join(words))


def _by_refusal(words: tuple[str, ...], labels: Labels) -> int | None:
    """Return the option that "no reminders" is, where it is called "Don't remind me"."""
    if words[0] not in _REFUSING or len(words) > 5:
        return None
    places = {labels.refusing.get(stem(word)) for word in words[1:] if word not in FILLERS}
    return places.pop() if len(places) == 1 else None


def _by_feeling(words: tuple[str, ...], labels: Labels) -> int | None:
    if not any(point is not None for point in labels.feelings):
        return None
    score = feeling_of(words)
    shared = {place for word in words for place in labels.held.get(word, ())}
    return None if score is None else nearest(score, labels.feelings, shared)


def _by_near(words: tuple[str, ...], labels: Labels) -> int | None:
    """Return the label a whole reply is a slip or two from: "dya before", "norf gate"."""
    said = "".join(words)
    if len(words) > 5 or not 5 <= len(said) <= 40 or (len(words) == 1 and said in NOT_SLIPS):
        return None
    slips = [(_far(said, label), place) for label, place in labels.near.items()]
    least = min((far for far, _ in slips), default=_TOO_FAR)
    allowed = min((len(said) + _FORGIVEN) // 5, 3)
    places = {place for far, place in slips if far <= least + 1}
    return places.pop() if least <= allowed and len(places) == 1 else None


def _far(said: str, label: str) -> int:
    if said[0] != label[0] or abs(len(said) - len(label)) > 3:
        return _TOO_FAR
    return int(OSA.distance(said, label, score_cutoff=3))


def _is_mixed(reply: Reply) -> bool:
    """Tell whether marks stand between the words, so that "no, thanks" may be two things."""
    inner = reply.tokens[:-1]
    return BREAK in inner and len(reply.words) > 3


def _by_sense(words: tuple[str, ...], labels: Labels) -> int | None:
    senses = senses_of(words)
    return labels.of_sense(*(sense for sense in _SENSES if sense in senses))


def _is_half_known(parts: tuple[Part, ...]) -> bool:
    """Tell whether "and" joins an option to a word that we do not know: it may be another one."""
    roles = [part.role for part in parts if part.role is not Role.FILLER]
    pair = {Role.OPTION, Role.WORD}
    return len(roles) == 3 and roles[1] is Role.JOIN and {roles[0], roles[2]} == pair


def _is_asking(reply: Reply, parts: tuple[Part, ...]) -> bool:
    """Tell whether options are only mentioned in a question back: "is the cafe open?"."""
    return reply.asks and any(part.role is Role.WORD for part in parts)


def _answer(options: tuple[Option, ...], place: int) -> Reading:
    return Reading(Kind.ANSWER, options[place].key)


def _keys(options: tuple[Option, ...], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(options[place].key for place in sorted(set(places)))


def _refusal(options: tuple[Option, ...], parts: tuple[Part, ...], meant: Meant) -> Reading:
    """Return what is refused where nothing is wanted: "not the library" answers that much."""
    aside = any(part.role in _ASIDES for part in parts)
    # "not often" is somewhere on a scale: only things can be ruled out.
    degree = any(labels_of(options).is_scale(place) for place in meant.refused)
    if meant.refused and not meant.wanted and not aside and not degree:
        return Reading(Kind.ANSWER, {"not": _keys(options, meant.refused)})
    return UNCLEAR


def _several(options: tuple[Option, ...], labels: Labels, parts: tuple[Part, ...]) -> Reading:
    meant = settle(parts)
    roles = {part.role for part in parts}
    if roles & _ASIDES and not _leads_with_all(parts) and not _is_told(parts, meant):
        return UNCLEAR
    if Role.REST in roles:
        left_out = {*meant.options, *meant.refused}
        return _answers(options, labels, set(_real(labels)) - left_out) if left_out else UNCLEAR
    if Role.ALL in roles and (not meant.wanted or _leads_with_all(parts)):
        return _answers(options, labels, set(_real(labels)) - set(meant.refused))
    # "Monday no tuesday" may take the first back.
    if roles & {Role.OR, Role.NO} and len(meant.options) > 1 and not meant.fixed:
        return UNCLEAR
    if meant.wanted:
        return _answers(options, labels, meant.options)
    return _refusal(options, parts, meant)


def _named_after_not(parts: tuple[Part, ...]) -> set[int]:
    """Return the options that stand right after a "not"."""
    return {
        after.option
        for before, after in pairwise(parts)
        if before.role is Role.NOT and after.role is Role.OPTION
    }


def _leads_with_all(parts: tuple[Part, ...]) -> bool:
    """Tell whether a reply begins with "all of them" and only then goes on about something."""
    said = [part.role for part in parts if part.role is not Role.FILLER]
    return said[:2] in ([Role.ALL], [Role.ALL, Role.BREAK], [Role.ALL, Role.REASON])


def _is_told(parts: tuple[Part, ...], meant: Meant) -> bool:
    """Tell whether every stretch between "and" or a comma names an option, asides and all."""
    if not meant.wanted or not is_clear(parts, meant):
        return False
    stretches: list[list[Part]] = [[]]
    for part in parts:
        if part.role in {Role.JOIN, Role.OR, Role.BREAK, Role.NOT}:
            stretches.append([])
        elif part.role is Role.REASON:
            break
        else:
            stretches[-1].append(part)
    return all(_names_an_option(stretch) for stretch in stretches)


def _names_an_option(stretch: list[Part]) -> bool:
    roles = {part.role for part in stretch}
    return Role.OPTION in roles or not roles & _ASIDES


def _apart(labels: Labels) -> set[int]:
    """Return the options that contradict any other: "None of these", "Rather not say"."""
    found = (
        labels.senses.get(sense) for sense in (Sense.NONE, Sense.NOBODY, Sense.UNSAID, Sense.UNSURE)
    )
    return {place for place in found if place is not None}


def _real(labels: Labels) -> tuple[int, ...]:
    return tuple(place for place in range(labels.count) if place not in _apart(labels))


def _answers(options: tuple[Option, ...], labels: Labels, places: Iterable[int]) -> Reading:
    chosen = set(places)
    contradicts = len(chosen) > 1 and chosen & _apart(labels)
    if not chosen or contradicts:
        return UNCLEAR
    return Reading(Kind.ANSWER, _keys(options, chosen))
