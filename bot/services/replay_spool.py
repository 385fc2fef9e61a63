"""Take in what was kept aside while the store was away: stored, screened, not answered late."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.conversation.model import Became, Inbound
from bot.errors import StoreUnavailable

log = logging.getLogger(__name__)


class KeptAside(Protocol):
    """Where messages wait. Implementation: `bot.channels.spool.Spool`."""

    def entries(self) -> Iterator[tuple[Path, Inbound]]:
        """Yield each message and the file to remove once it is stored."""
        ...


@dataclass(frozen=True, slots=True)
class ReplaySpool:
    """Replays the spool. An entry goes only when the store has it."""

    spool: KeptAside
    receive: Callable[[Inbound], Became | None]

    def __call__(self) -> int:
        """Store and screen everything kept aside; return how many.

        Raises:
            StoreUnavailable: the store is still away; what is left stays where it is.
        """
        done = 0
        for file, inbound in self.spool.entries():
            try:
                self.receive(replace(inbound, late=True))
            except StoreUnavailable:
                raise
            except Exception:  # one that cannot be stored holds up no other, and stays for a person
                log.exception("a text kept aside could not be stored: %s", file.name)
                continue
            file.unlink()
            done += 1
        return done
