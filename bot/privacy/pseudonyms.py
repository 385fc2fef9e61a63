"""Who answered, for totals. The service can go forward, from a contact, and never back."""

from __future__ import annotations

import hmac

LENGTH = 32  # hex digits: 128 bits


def pseudonym(key: bytes, contact_id: int, family: str) -> str:
    """Return who one contact is in the totals of one family of flows.

    The key never rotates: a new one would cut the waves of a survey apart. Decision 11.
    """
    return hmac.digest(key, f"{contact_id}:{family}".encode(), "sha256").hex()[:LENGTH]
