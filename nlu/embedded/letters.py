"""What a text looks like: its words, pairs of words and runs of letters, each in a numbered bucket.

Pure. What is here shapes the trained weights: change it and train again.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

BUCKETS = 2**15
SHORTEST_RUN, LONGEST_RUN = 2, 5  # letters
MOST_WORDS = 120  # of one text; no young person's question is longer, and time stays bounded
LONGEST_WORD = 30  # letters

_PART = re.compile(r"[^\W_]+|[^\w\s]")


def buckets(plain: str) -> Counter[int]:
    """Return how often each bucket is met in `plain`, text already written out plainly."""
    parts = [part[:LONGEST_WORD] for part in _PART.findall(plain)[:MOST_WORDS]]
    return Counter(zlib.crc32(found.encode(errors="replace")) % BUCKETS for found in _found(parts))


def _found(parts: list[str]) -> Iterator[str]:
    yield from (f"w {part}" for part in parts)
    yield from (f"p {one} {two}" for one, two in pairwise(parts))
    for part in parts:
        edged = f" {part} "
        for size in range(SHORTEST_RUN, LONGEST_RUN + 1):
            yield from (edged[at : at + size] for at in range(max(1, len(edged) - size + 1)))
