"""Encrypting a file of any length, a piece at a time. A piece left out, moved, changed or cut off
makes the whole unreadable.

`magic key-id ":" salt(16)`, then pieces of `length(4) ciphertext`: AES-256-GCM under a key made
from one of `SAYSO_ENCRYPTION_KEYS` and the salt, the piece's number and whether it is the last in
its nonce. Source: Hoang and others, "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance" (2015), the STREAM construction; RFC 5869 for HKDF.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import DecryptionError

MAGIC = b"sayso backup 1 "
PIECE = 64 * 1024  # bytes
SALT_BYTES = 16
TAG_BYTES = 16
_CUT = "the file is not whole, or was changed"

Keys = Sequence[tuple[str, bytes]]


class SealedWriter:
    """Writes bytes sealed to an open file. `finish` must be called, or it cannot be read."""

    def __init__(self, file: IO[bytes], keys: Keys) -> None:
        name, key = keys[0]
        salt = os.urandom(SALT_BYTES)
        file.write(MAGIC + name.encode() + b":" + salt)
        self._file = file
        self._cipher = _cipher(key, salt)
        self._waiting = bytearray()
        self._number = 0

    def write(self, plain: bytes) -> None:
        """Add these bytes."""
        self._waiting += plain
        while len(self._waiting) > PIECE:  # the last piece is never written here
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Write the last piece."""
        self._piece(bytes(self._waiting), last=True)

    def _piece(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), plain, None)
        self._file.write(struct.pack(">I", len(sealed)) + sealed)
        self._number += 1


def opened(file: IO[bytes], keys: Keys) -> Iterator[bytes]:
    """Yield what was sealed, a piece at a time.

    Raises:
        DecryptionError: it is no such file, none of the keys made it, or it is not whole.
    """
    cipher = _cipher(*_beginning(file, keys))
    number, last = 0, False
    sealed = _sealed(file)
    while sealed:
        following = _sealed(file)
        last = not following
        try:
            yield cipher.decrypt(_nonce(number, last=last), sealed, None)
        except InvalidTag as error:
            raise DecryptionError(_CUT) from error
        sealed, number = following, number + 1
    if not last:
        raise DecryptionError(_CUT)


def _beginning(file: IO[bytes], keys: Keys) -> tuple[bytes, bytes]:
    if file.read(len(MAGIC)) != MAGIC:
        raise DecryptionError("this file is not a backup of Sayso")
    name = bytearray()
    while (byte := file.read(1)) and byte != b":":
        name += byte
    key = dict(keys).get(name.decode(errors="replace"))
    if key is None:
        raise DecryptionError(
            "none of SAYSO_ENCRYPTION_KEYS made this backup: add the one that did"
        )
    return key, file.read(SALT_BYTES)


def _sealed(file: IO[bytes]) -> bytes:
    size = file.read(4)
    if not size:
        return b""
    length = struct.unpack(">I", size)[0] if len(size) == 4 else 0
    sealed = file.read(length) if TAG_BYTES <= length <= PIECE + TAG_BYTES else b""
    if not sealed or len(sealed) != length:
        raise DecryptionError(_CUT)
    return sealed


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    made = HKDF(hashes.SHA256(), length=32, salt=salt, info=b"sayso backup").derive(key)
    return AESGCM(made)


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">QI", number, int(last))
