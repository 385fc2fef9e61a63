"""A reply cut into words, numbers and breaks. Pure, linear in its length, and never an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.text.folding import fold
from bot.text.phrases import word_set
from nlu.reading.feeling import SCORED
from nlu.reading.pictures import shown
from nlu.reading.small_signs import with_cash
from nlu.reading.speak import ARTICLES, EMOJI, FILLERS, REPHRASED, SPELLINGS

BREAK = ","  # any mark that ends a clause
QUESTION_WORDS = word_set("""
    what whats who whos whose why when whens where wheres how hows which can could will would do
    does is are should shall am did wot wat wen
""")

WHO_WHAT = word_set("whos which whats wheres whens whose what who why")
# A decimal, a run of letters and digits, or one other sign.
_TOKEN = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])|[^\W_]+|[^\w\s]|\n")
_HOURS = re.compile(r"\b(\d{1,2}) ([ap]m)\b")
_NOUGHT = re.compile(r"(?<=[a-z])0+(?=[a-z])")  # "sch00l" is spelt with letters
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_JOINS = {"&": "and", "+": "and", "/": "/", "-": "-", "%": "%", "#": "number", "*": "*"}
_BREAKS = frozenset(',.;:!()[]\n"…\u060c\u061b\u06d4')
_AND = frozenset({"and", "n", "or", "plus", "nd"})
_ASKING = frozenset("?\u061f")


LONGEST = 120  # tokens; a longer reply names no option, whatever words are in it


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply made comparable. `tokens` are folded; `folded` keeps punctuation and order."""

    raw: str
    folded: str
    tokens: tuple[str, ...]
    asks: bool  # it ends as a question does, or begins as one

    @property
    def is_long(self) -> bool:
        """Whether there is too much to be the choice of an option."""
        return len(self.tokens) > LONGEST

    @property
    def is_negative(self) -> bool:
        """Whether it begins with a minus sign, which no option or amount has."""
        return self.folded[:1] in {"-", "\u2212"} and self.folded[1:2].isdecimal()

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens without breaks, which is how labels are matched."""
        return tuple(token for token in self.tokens if token != BREAK)


def read(text: str) -> Reply:
    """Return `text` ready for the readers."""
    folded = fold(text)
    tokens = tokens_of(folded)
    plain = [token for token in tokens if token != BREAK]
    asks = folded[-1:] in _ASKING or _begins_as_question(plain)
    return Reply(text.strip(), folded, tokens, asks)


def _begins_as_question(plain: list[str]) -> bool:
    first = plain[0] if plain else ""
    if first in _FREE and plain[1:2] and plain[1] in _SUBJECTS:
        return _lacks_its_verb(plain[1:])
    if plain[1:2] and plain[1] in {"be", "do"} and first in _MODALS:
        return False  # "should be able to"
    return len(plain) > (1 if first in WHO_WHAT else 2) and first in QUESTION_WORDS


def _lacks_its_verb(plain: list[str]) -> bool:
    """Tell "when you coming", which asks, from "when i wake up", which says when."""
    return plain[0] in {"you", "u", "we", "it"} and any(
        w.endswith(("ing", "in")) for w in plain[1:3]
    )


_MODALS = frozenset({"should", "could", "can", "will", "would"})
# "When i was 5" and "where theres lights" say when and where; a verb next would make it a question.
_FREE = word_set("when where wen whenever wherever")
_SUBJECTS = word_set("""
    i im ive u you we they he she it its theres there my the a school people everyone nobody noone
    someone mum dad ppl lights mates
""")


def tokens_of(folded: str) -> tuple[str, ...]:
    """Return the tokens of folded text: "Nah, da 2nd 1!" gives nah , the 2nd 1 ,."""
    folded = with_cash(_HOURS.sub(r"\1\2", folded))
    found = _TOKEN.findall(folded)
    spoken = any(piece[0].isalnum() and piece not in _AND for piece in found)
    pieces = [token for piece in found for token in _pieces(piece, spoken)]
    if not spoken and len(found) > 1:
        pieces = _apart(found)
    return tuple(_rephrased(_with_and(pieces)))


@lru_cache(maxsize=512)
def label_tokens(label: str) -> tuple[str, ...]:
    """Return the words of an option's label, without articles or breaks."""
    return without_articles(tuple(t for t in tokens_of(fold(label)) if t != BREAK))


def without_articles(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return `tokens` without "a" and "the", unless nothing else is there."""
    kept = tuple(token for token in tokens if token not in ARTICLES)
    return kept or tokens


def _pieces(piece: str, spoken: bool) -> tuple[str, ...]:
    if piece[0].isalnum():
        return (_spelt(piece),)
    if piece in _BREAKS:
        return (BREAK,)
    if piece in _JOINS:
        return (_JOINS[piece],)
    if piece in EMOJI:
        return (EMOJI[piece],) if EMOJI[piece] else ()
    return () if spoken else _shown(piece)


def _apart(pictures: list[str]) -> list[str]:
    """Return what each of several pictures shows, with "and" between: a row of them is a list."""
    each = [words for piece in dict.fromkeys(pictures) if (words := _pieces(piece, False))]
    marks = {BREAK, *_JOINS.values()}
    joined: list[str] = []
    for words in each:
        if joined and joined[-1] not in marks and words[0] not in marks:
            joined.append("and")
        joined.extend(words)
    return joined


def _shown(picture: str) -> tuple[str, ...]:
    """Return what a reply of pictures alone shows; beside words a picture is only a mood."""
    if picture in "♀♂":
        return ()
    if picture in SCORED:
        return (picture,)
    return shown(picture) if unicodedata.category(picture) == "So" else ()


def _spelt(word: str) -> str:
    word = _NOUGHT.sub("o", word)
    if word in SPELLINGS:
        return SPELLINGS[word]
    if word[-2:-1] == word[-1] and word[:-1] in _DRAWN_OUT:
        return word[:-1]
    if not _STRETCHED.search(word):
        return word
    double, single = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
    # "yesss" is "yes" and "schooool" is "school".
    if single in SPELLINGS or double in SPELLINGS:
        return SPELLINGS.get(single) or SPELLINGS[double]
    return single if single in _PLAIN else double


_DRAWN_OUT = word_set("yeah yes nah no nope yep yup ok sure maybe never mostly sometimes often")
# Stretched, these are written with one letter; any other word keeps two, and labels forgive it.
_PLAIN = (
    FILLERS
    | _DRAWN_OUT
    | word_set("""
    stop please not yeh none and but or both always hate like love help bored one two three ten
    nine five six four seven eight last next back skip pass calm fine safe bad sad mad great
""")
    - word_set("good feel need all too")
)


def _with_and(pieces: list[str]) -> list[str]:
    """Read the n of "up n down" as and; alone it is no."""
    last = len(pieces) - 1
    return ["and" if p == "n" and 0 < i < last else p for i, p in enumerate(pieces)]


def _rephrased(pieces: list[str]) -> Iterator[str]:
    place = 0
    while place < len(pieces):
        size = _rephrased_at(pieces, place) if pieces[place] in _REPHRASED_FIRST else 0
        if size:
            yield from REPHRASED[tuple(pieces[place : place + size])]
        else:
            yield pieces[place]
        place += max(size, 1)


def _rephrased_at(pieces: list[str], place: int) -> int:
    return next((n for n in (4, 3, 2, 1) if tuple(pieces[place : place + n]) in REPHRASED), 0)


_REPHRASED_FIRST = frozenset(words[0] for words in REPHRASED)
