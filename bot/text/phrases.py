"""Phrases, and finding them in a run of words. Pure; a phrase is a tuple of folded words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.text.folding import fold, words

Phrase = tuple[str, ...]
LONGEST = 9  # words in the longest phrase any table holds


def phrases(text: str) -> frozenset[Phrase]:
    """Return the phrases of a list: "stop it | leave me alone"."""
    return frozenset(words(fold(part)) for part in text.split("|") if part.strip())


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list, which may run over several lines."""
    return frozenset(text.split())


def without_edges(said: Phrase, edges: frozenset[Phrase]) -> Phrase:
    """Return `said` without the `edges` it begins or ends with, as many as there are."""
    start, end = 0, len(said)
    while step := _step(said[start:end], edges, from_end=False):
        start += step
    while step := _step(said[start:end], edges, from_end=True):
        end -= step
    return said[start:end]


def _step(said: Phrase, edges: frozenset[Phrase], *, from_end: bool) -> int:
    for size in range(min(len(said), 4), 0, -1):
        if (said[-size:] if from_end else said[:size]) in edges:
            return size
    return 0


def is_made_of(said: Phrase, core: frozenset[Phrase], fillers: frozenset[Phrase]) -> bool:
    """Tell whether `said` splits wholly into phrases of `core` and `fillers`, one core at least."""
    # For each word: can the words before it be split so far, and with a core phrase among them?
    split: list[tuple[bool, bool]] = [(True, False)] + [(False, False)] * len(said)
    for start, end in _spans(len(said)):
        before, had_core = split[start]
        phrase = said[start:end]
        if before and (phrase in core or phrase in fillers):
            split[end] = (True, split[end][1] or had_core or phrase in core)
    return split[-1][1]


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for start in range(count):
        for end in range(start + 1, min(start + LONGEST, count) + 1):
            yield start, end
