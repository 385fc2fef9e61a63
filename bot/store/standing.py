"""The reminders of meetings ahead as they stand in the outbox, to be compared with a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from bot.meetings.planning import CATCH_UP, Plan
from bot.store.database import Transaction
from bot.store.outbox import WAITING
from bot.store.reminding import lead_of
from bot.store.tables import appointment, outbox


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reminder still to go, as it stands in the outbox."""

    id: int
    lead: str
    due_at: datetime
    not_after: datetime | None
    language: str


@dataclass(slots=True)
class Standing:
    """The reminders of one meeting.

    Args:
        waiting: still to go, in the order they go.
        gone: the lead times of those that went.
        outdated: the ids of those that wait and were written before the meeting changed.
    """

    waiting: list[Waiting] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    outdated: list[int] = field(default_factory=list)

    @property
    def catches_up(self) -> bool:
        """Whether the one text to a meeting booked late is still to go."""
        return any(text.lead == CATCH_UP for text in self.waiting)

    def is_as(self, planned: Plan) -> bool:
        """Tell whether what waits is what is planned."""
        pairs = zip(self.waiting, planned.texts, strict=False)
        return len(self.waiting) == len(planned.texts) and all(
            (had.lead, had.due_at, had.not_after) == (text.lead, text.due_at, text.not_after)
            for had, text in pairs
        )


def of(tx: Transaction, contact_ids: Sequence[int], now: datetime) -> Mapping[int, Standing]:
    """Return meeting id -> its reminders as they stand, of those that have any."""
    row, its = outbox.c, appointment.c
    rows = tx.db.execute(
        select(
            row.id,
            row.appointment_id,
            row.appointment_version == its.version,
            row.dedupe_key,
            row.due_at,
            row.not_after,
            row.state,
            row.language,
        )
        .join(appointment, its.id == row.appointment_id)
        .where(
            its.contact_id.in_(contact_ids),
            its.status == "booked",
            its.starts_at > now,
            row.kind == "reminder",
            row.state != "void",
        )
        .order_by(row.due_at)
    )
    written: dict[int, Standing] = defaultdict(Standing)
    for number, meeting_id, holds, key, due_at, not_after, state, language in rows:
        its_own = written[meeting_id]
        waits = state in WAITING
        if not holds:
            its_own.outdated.extend([number] if waits else [])
        elif waits:
            its_own.waiting.append(Waiting(number, lead_of(key), due_at, not_after, language))
        else:
            its_own.gone.add(lead_of(key))
    return written
