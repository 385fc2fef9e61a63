"""Where a round stands, by the clock and by what people decided about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """`ENDED` asks nobody any more and waits for what changed; `CLOSED` has told them."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Dates:
    """The moments that decide where a round stands, aware."""

    opens_at: datetime
    closes_at: datetime
    paused_at: datetime | None = None
    closed_at: datetime | None = None


def standing(dates: Dates, now: datetime) -> Standing:
    """Return where a round stands at `now`."""
    if dates.closed_at is not None:
        return Standing.CLOSED
    if now >= dates.closes_at:
        return Standing.ENDED
    if dates.paused_at is not None:
        return Standing.PAUSED
    return Standing.RUNNING if now >= dates.opens_at else Standing.PLANNED
