"""A matrix cut into tiles, which a few rows are multiplied by in half the time or less.

A text has some ten word pieces. BLAS copies a whole matrix anew for each product, which takes
longer than to multiply ten rows by it, but for products so small that they fit its shortest way:
up to 40 rows by one of these tiles do, on processors for which OpenBLAS has that way (AVX-512).
On others nothing is lost (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TALL, WIDE = 384, 64


@dataclass(frozen=True, slots=True)
class Tiled:
    """A matrix. `tiles` are its parts from top to bottom, then from left to right."""

    tiles: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return `rows` @ the matrix: the same sums, in another order."""
        down, across, tall, wide = self.tiles.shape
        count = len(rows)
        product = np.empty((count, across * wide), np.float32)
        beside = product.reshape(count, across, wide).transpose(1, 0, 2)
        if down == 1:
            np.matmul(rows, self.tiles[0], out=beside)
        else:
            cut = rows.reshape(count, down, 1, tall).transpose(1, 2, 0, 3)
            np.add.reduce(np.matmul(cut, self.tiles), 0, out=beside)
        return product

    def whole(self) -> Floats:
        """Return the matrix itself."""
        down, across, tall, wide = self.tiles.shape
        return self.tiles.transpose(0, 2, 1, 3).reshape(down * tall, across * wide)


def tiled(matrix: Floats) -> Tiled:
    """Return `matrix` in tiles; whole along a side that is no whole number of them."""
    return Tiled(np.ascontiguousarray(_cut(matrix)))


def tiled_together(matrices: Iterable[Floats], size: int) -> Iterator[Tiled]:
    """Yield each of `matrices` in tiles, one behind the other in one stretch of memory.

    The system gives a long stretch in large pages, which are found sooner than many small ones.

    Args:
        size: how many numbers they hold in all.
    """
    room, at = np.empty(size, np.float32), 0
    for matrix in matrices:
        cut = _cut(matrix)
        tiles = room[at : at + cut.size].reshape(cut.shape)
        tiles[...] = cut
        at += cut.size
        yield Tiled(tiles)


def _cut(matrix: Floats) -> Floats:
    height, width = matrix.shape
    tall, wide = (height if height % TALL else TALL), (width if width % WIDE else WIDE)
    return matrix.reshape(height // tall, tall, width // wide, wide).transpose(0, 2, 1, 3)
