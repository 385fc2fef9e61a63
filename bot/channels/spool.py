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
from datetime import datetime
from pathlib import Path

from bot.conversation.model import Inbound
from bot.errors import DecryptionError
from bot.privacy.encryption import Cipher

log = logging.getLogger(__name__)

PLACE = "spool.entry"
ENDING = ".spooled"


class Spool:
    """A folder of encrypted inbound messages."""

    def __init__(self, folder: Path, cipher: Cipher) -> None:
        self._folder = folder
        self._cipher = cipher

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
