"""The engine's arithmetic, made quick, says what the plain one does."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from zlib import crc32

import numpy as np
import pytest

from nlu.embedded import letters
from nlu.embedded.encoder import _gelu
from nlu.embedded.tiles import TALL, WIDE, tiled

CHANCE = np.random.default_rng(7)


@pytest.mark.parametrize("height", [TALL, 2 * TALL, 4 * TALL, 5])
@pytest.mark.parametrize("width", [WIDE, 6 * WIDE, 3])
@pytest.mark.parametrize("count", [1, 9, 41, 48])
def test_a_matrix_in_tiles_multiplies_as_the_whole_does(
    height: int, width: int, count: int
) -> None:
    matrix = CHANCE.standard_normal((height, width)).astype(np.float32)
    rows = CHANCE.standard_normal((count, height)).astype(np.float32)

    product = tiled(matrix)(rows)

    assert product.shape == (count, width)
    assert np.abs(product - rows.astype(np.float64) @ matrix.astype(np.float64)).max() < 1e-3


def test_a_number_is_weighed_by_the_chance_that_a_normal_draw_is_below_it() -> None:
    given = np.concatenate([np.linspace(-30, 30, 1201), [0.0, -0.0, 1e-30]]).astype(np.float32)
    weighed = [x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in given.tolist()]

    assert np.abs(_gelu(given.copy()) - np.array(weighed)).max() < 1e-5


def runs_one_by_one(plain: str) -> Counter[int]:
    parts = [part[: letters.LONGEST_WORD] for part in letters._PART.findall(plain)]
    met = [f"w {part}" for part in parts] + [f"p {one} {two}" for one, two in pairwise(parts)]
    for part in parts:
        edged = f" {part} "
        for size in range(letters.SHORTEST_RUN, letters.LONGEST_RUN + 1):
            met += [edged[at : at + size] for at in range(max(1, len(edged) - size + 1))]
    return Counter(crc32(run.encode(errors="replace")) % letters.BUCKETS for run in met)


@pytest.mark.parametrize(
    "plain",
    ["", "i", "no no no", "stop texting me!! ok?", "zażółć gęślą 😀", "\ud800x", "a" * 60, "ab c"],
)
def test_a_text_is_in_the_buckets_of_all_its_words_pairs_and_runs(plain: str) -> None:
    assert letters.buckets(plain) == runs_one_by_one(plain)
