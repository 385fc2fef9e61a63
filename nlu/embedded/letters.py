"""What a text looks like: its words, pairs of words and runs of letters, each in a numbered bucket.

Pure. What is here shapes the trained weights: change it and train again.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from zlib import crc32

BUCKETS = 2**15
SHORTEST_RUN, LONGEST_RUN = 2, 5  # letters
MOST_WORDS = 120  # of one text; no young person's question is longer, and time stays bounded
LONGEST_WORD = 30  # letters

_PART = re.compile(r"[^\W_]+|[^\w\s]")


def buckets(plain: str) -> dict[int, int]:
    """Return how often each bucket is met in `plain`, text already written out plainly."""
    parts = [part[:LONGEST_WORD] for part in _PART.findall(plain)[:MOST_WORDS]]
    met = [f"w {part}" for part in parts]
    met += [f"p {one} {two}" for one, two in pairwise(parts)]
    numbers = [crc32(each.encode(errors="replace")) % BUCKETS for each in met]
    for part in parts:
        numbers += _of_runs(f" {part} ")
    counted: dict[int, int] = {}
    for number in numbers:
        counted[number] = counted.get(number, 0) + 1
    return counted


def _of_runs(edged: str) -> list[int]:
    """Return the bucket of each run of letters of one word, which has a space at either end."""
    runs = _runs(len(edged))
    if edged.isascii():  # where each letter is one byte, the word is encoded once
        written = edged.encode()
        return [crc32(written[run]) % BUCKETS for run in runs]
    return [crc32(edged[run].encode(errors="replace")) % BUCKETS for run in runs]


@cache
def _runs(length: int) -> tuple[slice, ...]:
    """Return where each run in so many letters begins and ends."""
    return tuple(
        slice(at, at + size)
        for size in range(SHORTEST_RUN, LONGEST_RUN + 1)
        for at in range(max(1, length - size + 1))
    )
