"""What a worker's calendar file says of a meeting and of a series. Pure; no name is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FiledMeeting:
    """One meeting, or one time of a series.

    Args:
        initial: the first letter of who it is with; no name.
        occurs_at: when the rule of its series has it; None for a meeting alone.
        sequence: rises with every change.
    """

    id: int
    uid: str
    initial: str
    starts_at: datetime
    zone: str
    minutes: int
    booked: bool
    sequence: int
    changed_at: datetime
    occurs_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FiledSeries:
    """A series: its rule from its first time on, what the rule gives and it leaves out, its times.

    Args:
        skipped: left out from the start, UTC; a time called off is left out as well.
    """

    uid: str
    initial: str
    rule: str
    starts_at: datetime
    zone: str
    minutes: int
    skipped: tuple[datetime, ...]
    sequence: int
    changed_at: datetime
    times: tuple[FiledMeeting, ...]
