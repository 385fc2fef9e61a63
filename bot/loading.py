"""Loading at a start what stays until the process ends, without looking for rubbish among it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading_for_good() -> Iterator[None]:
    """Load, inside this, only what stays until the process ends.

    Python looks for rubbish after every 700 objects that are made, again and again through those
    made before: half a second of a start, and next to nothing found. What is loaded here is never
    looked through, neither now nor later; and so never copied after a fork.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
