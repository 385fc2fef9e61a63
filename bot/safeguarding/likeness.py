"""How like a disclosure a text is: linear models over its words, letters and concepts. Pure.

It knows no rule; it has learnt from nlu/data/screening.yml (`python -m bot.safeguarding.training`).
`learnt.py` joins it to what the encoder makes of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import yaml

from bot.errors import FlowError
from bot.safeguarding.lexicon import lexicon, plainly
from bot.safeguarding.plain_words import PAUSE, plain

CONCEPTS = Path(__file__).with_name("concepts.yaml")
WEIGHTS = Path(__file__).with_name("likeness.bin")
PLACES = 2**17  # weights, one byte each; features share them by their hash

_MOST = 120  # words looked at; `pieces` gives far fewer
_REACH = 5  # words that two concepts may stand apart
_LETTERS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Leaning:
    """What has been learnt says of a text, in log-odds.

    Args:
        telling: that it tells of harm.
        urgent: that it is immediate, if it tells.
    """

    telling: float
    urgent: float


@dataclass(frozen=True, slots=True)
class Model:
    """One trained model. `places` has one signed byte a feature, each worth `scale`."""

    places: Sequence[int]
    scale: float
    bias: float


def likeness(text: str) -> Leaning:
    """Return how like a disclosure `text` is, and how like an immediate one."""
    words = [word.rstrip(PAUSE) for word in plainly(text).split()][:_MOST]
    found = [(_places(group), len(group) ** 0.5) for group in features(words)]
    telling, urgent = models()
    return Leaning(_score(found, telling), _score(found, urgent))


def warm_up() -> None:
    """Read the models and the concepts now, so that no message has to wait for them."""
    models()
    concepts_of("")


@cache
def models() -> tuple[Model, Model]:
    """Return the shipped models, of telling and of urgency, read the first time.

    Raises:
        FlowError: the file is not one that `python -m bot.safeguarding.training` wrote.
    """
    head, _, body = WEIGHTS.read_bytes().partition(b"\n")
    if len(body) != 2 * PLACES:
        raise FlowError(f"{WEIGHTS.name} is broken: run python -m bot.safeguarding.training")
    scale, bias, scale_urgent, bias_urgent = map(float, head.split())
    places = memoryview(body).cast("b")
    return (
        Model(places[:PLACES], scale, bias),
        Model(places[PLACES:], scale_urgent, bias_urgent),
    )


def features(words: Sequence[str]) -> tuple[set[str], set[str], set[str]]:
    """Return what the model looks at: words, letters and concepts, each a set of names."""
    return set(_of_words(words)), _of_letters(words), set(_of_concepts(words))


def place(feature: str) -> int:
    """Return which weight is a feature's."""
    return _places((feature,))[0]


def _places(found: Iterable[str]) -> list[int]:
    return [crc32(feature.encode()) % PLACES for feature in found]


def _score(found: Iterable[tuple[Sequence[int], float]], known: Model) -> float:
    total = known.bias
    for group, root in found:
        if group:
            total += sum(map(known.places.__getitem__, group)) * known.scale / root
    return total


def _of_words(words: Sequence[str]) -> Iterator[str]:
    yield f"n{min(len(words), 12) // 3}"
    yield from (f"1{word}" for word in words)
    yield from (f"2{one} {two}" for one, two in pairwise(words))
    yield from (f"3{' '.join(words[at : at + 3])}" for at in range(len(words) - 2))
    yield from (f"s{one} {two}" for one, two in zip(words, words[2:], strict=False))
    yield f"^{' '.join(words[:1])}"
    yield f"^{' '.join(words[:2])}"
    yield f"${' '.join(words[-1:])}"


def _of_letters(words: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for word in set(words):
        spaced = f" {word} "
        found.update([f"c{spaced[run]}" for run in _runs(len(spaced))])
    return found


@cache
def _runs(length: int) -> tuple[slice, ...]:
    """Return where each run in so many letters begins and ends."""
    return tuple(slice(at, at + size) for size in _LETTERS for at in range(length - size + 1))


def _of_concepts(words: Sequence[str]) -> Iterator[str]:
    tagged = [(at, concepts_of(word)) for at, word in enumerate(words)]
    told = [(at, tags) for at, tags in tagged if tags]
    for order, (at, tags) in enumerate(told):
        yield from (f"t{tag}" for tag in tags)
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        yield from (f"v{before}>{tag}" for tag in tags)
        yield from (f"w{tag}>{after}" for tag in tags)
        for at_next, tags_next in told[order + 1 : order + _REACH]:
            if at_next - at < _REACH:
                yield from (f"p{one}>{two}" for one in tags for two in tags_next)
        three = told[order : order + 3]
        if len(three) == 3:
            yield from _in_a_row([tags for _, tags in three])


def _in_a_row(three: Sequence[Iterable[str]]) -> Iterator[str]:
    first, second, third = three
    yield from (f"q{one}>{two}>{last}" for one in first for two in second for last in third)


@cache
def _concepts() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return concepts by word and by the beginning of a word."""
    by_word: dict[str, tuple[str, ...]] = {}
    by_stem: dict[str, tuple[str, ...]] = {}
    for concept, listed in yaml.load(CONCEPTS.read_text("utf-8"), Loader=yaml.CSafeLoader).items():
        for written in listed.split():
            table = by_stem if written.endswith("*") else by_word
            word = plain(written.rstrip("*"), lexicon().tables).split()[-1].rstrip(PAUSE)
            table[word] = tuple(dict.fromkeys((*table.get(word, ()), concept)))
    return by_word, by_stem


def concepts_of(word: str) -> tuple[str, ...]:
    """Return what a plain word stands for, ("family", "little") for "brother"."""
    by_word, by_stem = _concepts()
    found = list(by_word.get(word, ()))
    for length in range(3, len(word) + 1):
        found.extend(by_stem.get(word[:length], ()))
    return tuple(dict.fromkeys(found))
