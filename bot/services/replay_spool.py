"""Take in what was kept aside while the store was away: stored, screened, not answered late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.conversation.model import Became, Inbound


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
            self.receive(replace(inbound, late=True))
            file.unlink()
            done += 1
        return done
