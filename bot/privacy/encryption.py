"""Encryption of names, numbers and words, and the blind index of addresses. Fails closed.

A stored value is `key id ":" nonce ciphertext`: AES-256-GCM with the table and column as
associated data, so that a value moved to another column no longer opens.
Source: docs of `cryptography` on AESGCM; NIST SP 800-38D for the 96-bit random nonce.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import DecryptionError

NONCE_BYTES = 12


class Cipher(Protocol):
    """Turns words into bytes only we can read. `place` is "table.column".

    Args:
        mark: what every value begins with that the newest key sealed.
    """

    @property
    def mark(self) -> bytes: ...

    def encrypt(self, plain: str, place: str) -> bytes:
        """Return `plain` encrypted with the newest key."""
        ...

    def decrypt(self, stored: bytes, place: str) -> str:
        """Return the words again.

        Raises:
            DecryptionError: no key fits, or the value was changed or moved.
        """
        ...


class FieldCipher:
    """AES-256-GCM over a list of keys; the first writes, any reads."""

    def __init__(self, keys: Sequence[tuple[str, bytes]]) -> None:
        self._ciphers = {name.encode(): AESGCM(key) for name, key in keys}
        self._writer = keys[0][0].encode()

    @property
    def mark(self) -> bytes:
        return self._writer + b":"

    def encrypt(self, plain: str, place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._writer].encrypt(nonce, plain.encode(), place.encode())
        return self.mark + nonce + sealed

    def decrypt(self, stored: bytes, place: str) -> str:
        name, _, rest = bytes(stored).partition(b":")
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise DecryptionError(f"no key opens a value of {place}")
        try:
            plain = cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:  # too short to have been ours, or not as written
            raise DecryptionError(f"a value of {place} was changed, moved or cut") from error
        return plain.decode()


def blind_index(key: bytes, urn: str) -> str:
    """Return what an address is looked up by: a keyed digest of "tel:+447700900123", in hex."""
    return hmac.digest(key, urn.encode(), "sha256").hex()
