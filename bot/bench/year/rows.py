"""What a simulated year leaves behind: texts the provider took, and rows of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """One text the provider took: when, and its words."""

    ref: str
    to: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One text about a meeting, or after one, as the store has it at the end.

    Args:
        lead: the lead time of a reminder; the whole key of what follows a meeting.
    """

    ref: str
    kind: str
    meeting_id: int | None
    version: int | None
    lead: str
    state: str
    not_after: datetime | None
    why: str | None
    due_at: datetime
    contact_id: int | None
