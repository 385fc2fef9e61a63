"""Messages kept aside, encrypted, while the store is away: one file each, named by chance.

A file is written whole, flushed, then renamed into place, so that none is ever half there.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.conversation.model import Inbound
from bot.errors import DecryptionError
from bot.privacy.encryption import Cipher, blind_index

log = logging.getLogger(__name__)

PLACE = "spool.entry"
ENDING = ".spooled"
A_WHILE = timedelta(hours=1)


def is_writable(folder: Path) -> bool:
    """Tell whether messages could be kept in this folder, which may not be there yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


class Spool:
    """A folder of encrypted inbound messages."""

    def __init__(self, folder: Path, cipher: Cipher, index_key: bytes) -> None:
        self._folder = folder
        self._cipher = cipher
        self._index_key = index_key

    def add(self, inbound: Inbound) -> None:
        """Keep one message; it is on disk when this returns."""
        self._folder.mkdir(parents=True, exist_ok=True)
        plain = asdict(inbound) | {"received_at": inbound.received_at.isoformat()}
        final = self._folder / f"{secrets.token_hex(16)}{ENDING}"
        partial = final.with_suffix(".partial")
        with partial.open("wb") as file:
            file.write(self._cipher.encrypt(json.dumps(plain), PLACE))
            file.flush()
            os.fsync(file.fileno())
        partial.rename(final)

    def reseal(self) -> int:
        """Seal anew what an older key sealed; return how many files. Each is there all the time."""
        changed = 0
        for file in sorted(self._folder.glob(f"*{ENDING}")):
            try:
                changed += self._reseal(file)
            except FileNotFoundError:
                continue  # taken in meanwhile
        return changed

    def _reseal(self, file: Path) -> bool:
        sealed = file.read_bytes()
        if sealed.startswith(self._cipher.mark):
            return False
        at = file.stat()
        partial = file.with_suffix(".partial")
        partial.write_bytes(self._cipher.encrypt(self._cipher.decrypt(sealed, PLACE), PLACE))
        os.utime(partial, ns=(at.st_atime_ns, at.st_mtime_ns))
        partial.rename(file)
        return True

    def is_first_in_a_while(self, urn: str, what: str, now: datetime) -> bool:
        """Tell whether this address has not had such a reply within the hour, and note it.

        The note is an empty file named by the address's blind index: every web process sees it.
        """
        folder = self._folder.with_name(f"{self._folder.name}-answered")
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / f"{blind_index(self._index_key, urn)}.{what}"
        try:
            last = datetime.fromtimestamp(note.stat().st_mtime, UTC)
        except FileNotFoundError:
            last = None
        if last is not None and abs(now - last) < A_WHILE:
            return False
        note.touch()
        os.utime(note, (now.timestamp(), now.timestamp()))
        return True

    def has_any_of(self, urn: str) -> bool:
        """Tell whether a message of this address waits here."""
        return any(inbound.urn == urn for _, inbound in self.entries())

    def forget(self, urn: str) -> None:
        """Remove every note about this address."""
        folder = self._folder.with_name(f"{self._folder.name}-answered")
        for note in folder.glob(f"{blind_index(self._index_key, urn)}.*"):
            note.unlink(missing_ok=True)

    def entries(self) -> Iterator[tuple[Path, Inbound]]:
        """Yield each message kept, the longest kept first, with the file to remove when done.

        One that cannot be read stays where it is, for a person to look at, and holds up no other.
        """
        files = sorted(self._folder.glob(f"*{ENDING}"), key=lambda file: file.stat().st_mtime_ns)
        for file in files:
            try:
                plain = json.loads(self._cipher.decrypt(file.read_bytes(), PLACE))
                plain["received_at"] = datetime.fromisoformat(plain["received_at"])
                inbound = Inbound(**plain)
            except (DecryptionError, KeyError, TypeError, ValueError):
                # Not its words: a file of another key, of an older shape, or cut short.
                log.error("a text kept aside cannot be read: %s", file.name)
                continue
            yield file, inbound
