"""The chain of the audit log: each link holds the one before. Pure; made with a key, so that
nobody who can write to the database alone can make one that fits.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence

FIRST = "0" * 64  # what the first link holds


def chain_key(index_key: bytes) -> bytes:
    """Return the key of the chain: made from one that never changes, and telling nothing of it."""
    return hmac.digest(index_key, b"sayso audit chain", "sha256")


def link(key: bytes, previous: str, fields: Sequence[str]) -> str:
    """Return the digest of one row: of its fields, in order, and of the row before. 64 digits."""
    return _digest(key, ["row", previous, *fields])


def seal(key: bytes, *, kept: int, dropped: int, base: str, newest: str) -> str:
    """Return what holds the ends of the chain, so that none can be cut off.

    Args:
        kept, dropped: how many rows there are, and how many went by retention.
        base: what the oldest kept row holds; `newest` the digest of the newest.
    """
    return _digest(key, ["ends", str(kept), str(dropped), base, newest])


def _digest(key: bytes, parts: Sequence[str]) -> str:
    return hmac.digest(key, json.dumps(parts).encode(), "sha256").hex()
