"""Which patterns may be in a text, by its words alone: no other is compiled or looked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.safeguarding.pattern_language import Writer
from bot.safeguarding.plain_words import PAUSE


@dataclass(frozen=True, slots=True)
class PatternIndex:
    """Patterns by the parts they need, and parts by the words they may begin with.

    Args:
        needs: of each pattern, the numbers of all parts it needs.
        by_rarest: the number of a part to the places of the patterns whose rarest it is.
        by_word: a whole word to the parts that it may stand for.
        by_stem: the beginning of a word to the parts that the word may stand for.
        longest_stems: by the first letter, in letters.
    """

    needs: tuple[frozenset[int], ...]
    by_rarest: Mapping[int, tuple[int, ...]]
    by_word: Mapping[str, frozenset[int]]
    by_stem: Mapping[str, frozenset[int]]
    longest_stems: Mapping[str, int]

    def may_be_in(self, words: str) -> list[int]:
        """Return the places of the patterns whose every needed part may be in plain `words`."""
        present = self._present(words)
        return sorted(
            place
            for part in present & self.by_rarest.keys()
            for place in self.by_rarest[part]
            if self.needs[place] <= present
        )

    def _present(self, words: str) -> set[int]:
        present: set[int] = set()
        for said in set(words.split()):
            word = said.rstrip(PAUSE)
            present.update(self.by_word.get(word, ()))
            longest = self.longest_stems.get(word[:1], 0)
            for length in range(1, min(len(word), longest) + 1):
                present.update(self.by_stem.get(word[:length], ()))
        return present


def indexed(writer: Writer, lines: Iterable[str]) -> PatternIndex:
    """Return the index of patterns, as they are written in the lexicon and in that order.

    Raises:
        FlowError: a pattern names a set that is not there, or has no word of its own.
    """
    numbers: dict[str, int] = {}
    needs: list[frozenset[int]] = []
    by_rarest: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        parts = [numbers.setdefault(part, len(numbers)) for part in writer.needs(line)]
        by_rarest.setdefault(parts[0], []).append(place)
        needs.append(frozenset(parts))
    by_word, by_stem = _by_words(writer, numbers)
    return PatternIndex(
        needs=tuple(needs),
        by_rarest={part: tuple(places) for part, places in by_rarest.items()},
        by_word=by_word,
        by_stem=by_stem,
        longest_stems=longest_by_start(by_stem, 1),
    )


def longest_by_start(stems: Iterable[str], letters: int) -> dict[str, int]:
    """Return how long the longest stem is that begins with each of these first letters."""
    longest: dict[str, int] = {}
    for stem in stems:
        start = stem[:letters]
        longest[start] = max(len(stem), longest.get(start, 0))
    return longest


def _by_words(
    writer: Writer, numbers: Mapping[str, int]
) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    by_word: dict[str, set[int]] = {}
    by_stem: dict[str, set[int]] = {}
    for written, number in numbers.items():
        for word in writer.part(written).rarest:
            table = by_stem if word.endswith("*") else by_word
            table.setdefault(word.rstrip("*"), set()).add(number)
    return _frozen(by_word), _frozen(by_stem)


def _frozen(table: Mapping[str, Iterable[int]]) -> dict[str, frozenset[int]]:
    return {word: frozenset(parts) for word, parts in table.items()}
