"""A question's options made ready for matching. Pure; kept by options, never by reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.text.folding import fold
from bot.text.phrases import word_set
from nlu.port import Option
from nlu.reading.feeling import feeling_of
from nlu.reading.kinds import PHRASES_FOR, POINTS_TO, STANDS_FOR
from nlu.reading.numerals import CARDINALS
from nlu.reading.senses import CANONICAL, INLINE, Sense, senses_of
from nlu.reading.speak import FILLERS
from nlu.reading.tokens import label_tokens

Phrase = tuple[str, ...]
Key = TypeVar("Key")

_DIGITS = re.compile(r"\d{1,6}")
_AGREEMENT = re.compile(r"^\s*(?:yes|no|yeah|nah)\b\s*[,.;:!-]+\s*(?=\w)", re.IGNORECASE)
_PARTS = re.compile(r"[,/;]|\bor\b|\bneu\b|\blub\b", re.IGNORECASE)
# Words that never tell which option is meant, although only one option may hold them.
_WEAK = FILLERS | word_set("""
    or not no yes dont know never once twice few other another else anything nothing none who
    what where when how enough hard easy away send tell up down out off over any every does
    and after before during between too only same near next close help meet give take use make stuff
    new old big little one two three told tell telling said saying getting got
""")
_INNER_ENDS = word_set("or and to of in at on for my i it is me we us with that not no be so")
_WHOLE = word_set("evening morning nothing something anything during always sometimes")
_NO_TIME_OF_DAY = word_set("sometime anytime overtime fulltime parttime meantime lifetime maritime")
_REFUSALS = word_set(
    "not no dont never nothing none cant wont without isnt noone didnt wasnt havent couldnt doesnt"
)
_GO_ON = frozenset({"start", "ok", "sure", "carry", "continue", "go", "ready"})
# "I'll be there" is the yes of its question, and "I can't come" the no.
_PROMISES = {
    Sense.YES: {("ill",), ("i", "can"), ("im", "coming")},
    Sense.NO: {("cant",), ("i", "cant"), ("wont",), ("i", "wont")},
}
# What is meant where no option says just that.
_FALLBACKS = {
    Sense.MOST: (Sense.OFTEN,),
    Sense.OFTEN: (Sense.MOST, Sense.MOSTLY),
    Sense.MOSTLY: (Sense.OFTEN,),
    Sense.LEAST: (Sense.NO,),
    Sense.NOBODY: (Sense.NONE,),
    Sense.HARDLY: (Sense.NO,),
    Sense.ALWAYS: (Sense.OFTEN,),
}
# No lack of a thing: "No one", "No way".
_LACKED = word_set("one way thanks idea thank not need longer more clue")
_LACKS = tuple(
    tuple(lack.split())
    for lack in (
        "no", "dont have", "dont have no", "dont have any", "not enough", "have no", "havent no",
        "dont have enough", "without", "lack of", "not much", "got no", "there is no", "theres no",
        "there isnt any", "never have", "never have any", "not have",
    )
)  # fmt: skip
_HAVING = frozenset({"i", "have", "ive", "got", "theres", "there", "is", "there's"})
_NOT_ONE = frozenset(
    (*who, "dont", "have", what) for who in ((), ("i",)) for what in ("one", "any")
)
_SHORT_NONE = 3  # words
_NEAR_LENGTH = 5  # letters, for a whole label
_SCALE = 3  # options that say how good, for all to be read as a scale
# Words in many labels, which say nothing of whose label it is.
_FUNCTION = word_set("""
    i a the to of in at on for my it is me we us with that be so do am are was will would and or
    someone something not no dont
""")
_SLIP_LENGTH = 4  # letters; shorter words are too near to others to guess at


@dataclass(frozen=True, slots=True)
class Labels:
    """What identifies each option, by its place counted from 0."""

    count: int
    exact: dict[str, int]  # a folded label or key, punctuation and all
    phrases: dict[Phrase, int]  # words in a row that only this option has
    stems: dict[str, int]  # one word that only this option has
    spellings: dict[str, int]  # words long enough to be misspelt
    senses: dict[Sense, int]
    longest: int  # words in the longest phrase
    near: dict[str, int]  # labels and their parts written as one, to forgive slips in
    joined: dict[str, int]  # "youthclub", and the "yc" of it
    lacking: frozenset[int]  # options that are the want of something: "No money"
    held: dict[str, frozenset[int]]  # every word that tells something, and who holds it
    numbers: dict[int, int]  # "9am" holds a 9
    refusing: dict[str, int]  # what "Don't remind me" refuses
    feelings: tuple[float | None, ...]  # how good each option says it is, where they are a scale

    def by_synonym(self, word: str) -> int | None:
        """Return the one option that says `word` another way: "mother" for "Mum"."""
        return self._only_holder(heads for heads in STANDS_FOR.get(word, ()) if word in heads)

    def by_kind(self, word: str) -> int | None:
        """Return the one option that `word` is a kind of: "nan" for "Someone in my family"."""
        points = () if word in FILLERS else POINTS_TO.get(word, ())
        return self._only_holder((*STANDS_FOR.get(word, ()), *points))

    def _only_holder(self, stood_for: Iterable[frozenset[str]]) -> int | None:
        none: frozenset[int] = frozenset()
        heads = (head for heads in stood_for for head in heads)
        places = {place for head in heads for place in self.held.get(head, none)}
        return places.pop() if len(places) == 1 else None

    def by_kind_phrase(self, run: Phrase) -> int | None:
        """Return the one option that words in a row are a kind of: "face to face"."""
        return self._only_holder(PHRASES_FOR.get(run, ()))

    def is_scale(self, place: int) -> bool:
        """Whether an option is a point between others, so that it cannot be ruled out."""
        return self.feelings[place] is not None or place in self.senses.values()

    def of_sense(self, *senses: Sense) -> int | None:
        """Return the first option that means one of `senses`, in the order given."""
        return next((self.senses[sense] for sense in senses if sense in self.senses), None)


@lru_cache(maxsize=512)
def labels_of(options: tuple[Option, ...]) -> Labels:
    """Return what identifies each of `options`."""
    whole_rows = [label_tokens(option.label) for option in options]
    # What "No, keep it private" says after its "no" is no denial.
    rows = [label_tokens(_AGREEMENT.sub("", option.label)) for option in options]
    stems = _only_one((stem(w), i) for i, row in enumerate(rows) for w in row if w not in _WEAK)
    plain = {stem(word) for row in rows for word in row[: _refusal(row)] if not word.isdecimal()}
    stems = {word: place for word, place in stems.items() if word in plain}
    inner = _only_one(pair for i, row in enumerate(rows) for pair in _inner(row, i, stems))
    parts = _only_one((part, i) for i, option in enumerate(options) for part in _parts(option))
    whole = _only_one((row, i) for i, row in enumerate(whole_rows) if row)
    bare = [_without_having(row) for row in rows]
    lacks = _only_one((row[1], i) for i, row in enumerate(bare) if _is_lack(row))
    stems |= {stem(word): place for word, place in lacks.items() if word not in _LACKED}
    lacks_said = _only_one(pair for word, place in lacks.items() for pair in _lacks(word, place))
    # "Man" alone is an answer, but beside other words it is only how people talk.
    phrases = inner | {p: i for p, i in parts.items() if not _is_filler(p)} | lacks_said | whole
    return Labels(
        count=len(options),
        exact=_exact(options, parts),
        phrases=phrases,
        stems=stems,
        spellings=_spellings(rows, stems),
        senses=_senses(whole_rows, parts | whole),
        near=_near(whole | parts | inner | _words(rows, stems)),
        joined=_joined(rows),
        held=_held(rows) | {w: frozenset({i}) for w, i in lacks.items()},
        lacking=frozenset(lacks.values()),
        numbers=_only_one(pair for place, row in enumerate(rows) for pair in _numbers(row, place)),
        refusing=_refusing(whole_rows),
        feelings=_feelings(rows),
        longest=max(map(len, phrases), default=0),
    )


def _without_having(row: Phrase) -> Phrase:
    """Return what "I have no time" says is had: "no time"."""
    start = next((n for n, word in enumerate(row) if word not in _HAVING), 0)
    return row[start:] if row[start : start + 1] == ("no",) else row


def _is_lack(row: Phrase) -> bool:
    return len(row) in {2, 3} and row[0] == "no" and row[1] not in _LACKED


def _lacks(word: str, place: int) -> Iterator[tuple[Phrase, int]]:
    """Yield the ways to say "No money": "aint got no money", "not enough money"."""
    for lack in _LACKS:
        yield (*lack, word), place


def _numbers(row: Phrase, place: int) -> Iterator[tuple[int, int]]:
    for word in row:
        if found := _DIGITS.match(word):
            yield int(found[0]), place
        elif word in CARDINALS:
            yield CARDINALS[word], place


def _refusing(rows: list[Phrase]) -> dict[str, int]:
    pairs = ((place, row) for place, row in enumerate(rows) if row and row[0] in _REFUSALS)
    return _only_one(
        (stem(word), place) for place, row in pairs for word in row[1:] if word not in _FUNCTION
    )


def _held(rows: list[Phrase]) -> dict[str, frozenset[int]]:
    places: dict[str, set[int]] = {}
    for place, row in enumerate(rows):
        for word in row[: _refusal(row)]:
            if word not in _FUNCTION:
                places.setdefault(word, set()).add(place)
    return {word: frozenset(found) for word, found in places.items()}


def _words(rows: list[Phrase], stems: dict[str, int]) -> dict[Phrase, int]:
    found = ((word, stem(word)) for row in rows for word in row)
    return {(word,): stems[root] for word, root in found if root in stems and len(word) > 6}


def _near(phrases: dict[Phrase, int]) -> dict[str, int]:
    """Return what is long enough to be known by all but a letter or two, spaces left out."""
    found = {"".join(phrase): place for phrase, place in phrases.items()}
    found |= {text.replace("th", "f"): place for text, place in found.items()}  # "norf"
    return {text: place for text, place in found.items() if len(text) >= _NEAR_LENGTH}


def _joined(rows: list[Phrase]) -> dict[str, int]:
    """Return labels written as one word, and by their first letters."""
    rows = [tuple(word for word in row if word != "-") for row in rows]  # "wi-fi"
    pairs = [
        ("".join(row[n : n + 2]), i) for i, row in enumerate(rows) for n in range(len(row) - 1)
    ]
    pairs += [("".join(row), i) for i, row in enumerate(rows) if len(row) > 1]
    letters = [("".join(word[0] for word in row), i) for i, row in enumerate(rows) if len(row) > 1]
    pairs += [(text, i) for text, i in letters if text not in FILLERS and len(text) <= 4]
    return {text: i for text, i in _only_one(pairs).items() if len(text) > 1}


def _feelings(rows: list[Phrase]) -> tuple[float | None, ...]:
    found = tuple(feeling_of(row) for row in rows)
    points = [point for point in found if point is not None]
    return found if len(set(points)) >= _SCALE else (None,) * len(rows)


def stem(word: str) -> str:
    """Return `word` without the endings that do not change which option is meant."""
    if word in _WHOLE:
        return word
    if word.endswith("time") and len(word) > 6 and word not in _NO_TIME_OF_DAY:
        return word[:-4]  # "lunchtime", "bedtime"
    for ending, shortest in (("ings", 7), ("ing", 6), ("ies", 6), ("es", 6), ("ed", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("ss"):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def _only_one(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Return what belongs to one option; what several options share identifies none."""
    places: dict[Key, set[int]] = {}
    for key, place in pairs:
        places.setdefault(key, set()).add(place)
    return {key: next(iter(found)) for key, found in places.items() if len(found) == 1}


def _exact(options: tuple[Option, ...], parts: dict[Phrase, int]) -> dict[str, int]:
    keys = _only_one((fold(option.key), i) for i, option in enumerate(options))
    named = _only_one((fold(option.label), i) for i, option in enumerate(options))
    halves = {" ".join(part): place for part, place in parts.items()}
    # A key or label that is a number would be at odds with the number of an option.
    return {t: i for t, i in (halves | keys | named).items() if t and not t.isdecimal()}


def _refusal(row: Phrase) -> int:
    """Return where a label turns into its opposite: "feel safe" is not "I do not feel safe"."""
    return next((place for place, word in enumerate(row) if word in _REFUSALS), len(row))


def _parts(option: Option) -> Iterator[Phrase]:
    """Yield the halves of "Girl or woman" and of "Yes, it is mine"."""
    parts = [label_tokens(part) for part in _PARTS.split(option.label)]
    yield from (part for part in parts if part and len(parts) > 1)
    yield from (core for part in parts if (core := _core(part)) != part)


def _core(row: Phrase) -> Phrase:
    """Return a label without the small words around it: "It was OK" is "ok"."""
    if _REFUSALS.intersection(row):
        return row
    told = [place for place, word in enumerate(row) if word not in FILLERS or (word,) in INLINE]
    return row[told[0] : told[-1] + 1] if told else row


def _is_filler(part: Phrase) -> bool:
    return len(part) == 1 and part[0] in FILLERS and part not in INLINE


def _inner(row: Phrase, place: int, stems: dict[str, int]) -> Iterator[tuple[Phrase, int]]:
    """Yield runs of two words or more that hold one only this option has: "2 hours"."""
    refusal = _refusal(row)
    for start in range(min(len(row), refusal + 1)):
        for end in range(start + 2, len(row) + 1):
            run = row[start:end]
            telling = any(stem(word) in stems for word in run)
            if (telling or start <= refusal < end) and not _INNER_ENDS.intersection(
                (run[0], run[-1])
            ):
                yield run, place


def _spellings(rows: list[Phrase], stems: dict[str, int]) -> dict[str, int]:
    words = [word for row in rows for word in row if len(word) >= _SLIP_LENGTH]
    telling = {word: stems[stem(word)] for word in words if stem(word) in stems}
    alone = ((row[0], i) for i, row in enumerate(rows) if len(row) == 1 and len(row[0]) > 4)
    return telling | _only_one(alone)


def _senses(rows: list[Phrase], phrases: dict[Phrase, int]) -> dict[Sense, int]:
    found: dict[Sense, dict[int, Phrase]] = {}
    for phrase, place in phrases.items():
        if sense := INLINE.get(phrase, _only_sense(phrase)):
            found.setdefault(sense, {}).setdefault(place, phrase)
    if Sense.NONE not in found:
        none = {i: row for i, row in enumerate(rows) if _is_nothing(row)}
        found[Sense.NONE] = none or {i: row for i, row in enumerate(rows) if _is_none(row)}
    senses = {sense: _one_of(sense, places) for sense, places in found.items()}
    known = {sense: place for sense, place in senses.items() if place is not None}
    return _with_agreement(rows, _with_fallbacks(known))


def _with_fallbacks(senses: dict[Sense, int]) -> dict[Sense, int]:
    """Let "a lot" find "Often", and "always" the Yes of a scale that has a Mostly."""
    found = dict(senses)
    pairs = list(_FALLBACKS.items())
    if Sense.MOSTLY in senses or Sense.HARDLY in senses:
        pairs += [(Sense.ALWAYS, (Sense.YES,)), (Sense.NEVER, (Sense.NO,))]
    for sense, others in pairs:
        place = next((senses[other] for other in others if other in senses), None)
        if place is not None:
            found.setdefault(sense, place)
    return found


def _only_sense(phrase: Phrase) -> Sense | None:
    """Return the sense of a label like "Definitely", which alone means one thing."""
    senses = senses_of(phrase)
    return next(iter(senses)) if len(senses) == 1 else None


def _is_nothing(row: Phrase) -> bool:
    """Tell whether a label begins as "Nothing stops me" and "I have not got one" do."""
    return row[:1] in {("none",), ("nothing",)} or row in _NOT_ONE


def _is_none(row: Phrase) -> bool:
    short = len(row) <= _SHORT_NONE  # "No way to get there" is no "none"
    return short and row[:1] in {("no",), ("none",), ("nothing",), ("dont",)} and row not in INLINE


def _one_of(sense: Sense, places: dict[int, Phrase]) -> int | None:
    """Return the option of a sense: the only one, or the one that says it in so many words."""
    if len(places) == 1:
        return next(iter(places))
    plain = [place for place, phrase in places.items() if phrase in CANONICAL[sense]]
    return plain[0] if len(plain) == 1 else None


def _with_agreement(rows: list[Phrase], senses: dict[Sense, int]) -> dict[Sense, int]:
    """Let "yes" find "Start", and "ok" find "Yes" where the question is an offer."""
    for sense, starts in _PROMISES.items():
        made = [place for place, row in enumerate(rows) if row[0:1] in starts or row[:2] in starts]
        if len(made) == 1:
            senses.setdefault(sense, made[0])
    refusal = senses.get(Sense.NO, senses.get(Sense.LATER))
    goes_on = bool(rows) and rows[0][:1] and rows[0][0] in _GO_ON and len(rows) <= 3
    if goes_on and Sense.YES not in senses:
        senses[Sense.YES] = 0
    if Sense.FAIR not in senses and Sense.YES in senses and len(rows) <= 3 and refusal is not None:
        senses[Sense.FAIR] = senses[Sense.YES]
    return senses
