"""The reminders of meetings ahead as they stand in the outbox, to be compared with a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from bot.meetings.planning import CATCH_UP, Plan
from bot.store.columns import AnyRow
from bot.store.contacts import Reach
from bot.store.database import Transaction
from bot.store.outbox import WAITING
from bot.store.reminding import lead_of
from bot.store.tables import appointment, outbox


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reminder still to go, as it stands in the outbox."""

    id: int
    address_id: int
    channel: str
    lead: str
    due_at: datetime
    not_after: datetime | None
    language: str

    def goes_to(self, reach: Reach) -> bool:
        """Tell whether it goes where they are reached today: a phone may be new since."""
        return (self.address_id, self.channel) == (reach.address_id, reach.channel)


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

    def is_as(self, planned: Plan, reach: Reach) -> bool:
        """Tell whether what waits is what is planned, and goes where they are reached."""
        pairs = zip(self.waiting, planned.texts, strict=False)
        return len(self.waiting) == len(planned.texts) and all(
            had.goes_to(reach)
            and (had.lead, had.due_at, had.not_after) == (text.lead, text.due_at, text.not_after)
            for had, text in pairs
        )


def of(tx: Transaction, contact_ids: Sequence[int], now: datetime) -> Mapping[int, Standing]:
    """Return meeting id -> its reminders as they stand, of those that have any."""
    row, its = outbox.c, appointment.c
    rows = tx.db.execute(
        select(
            row.id,
            row.appointment_id,
            (row.appointment_version == its.version).label("holds"),
            row.dedupe_key,
            row.due_at,
            row.not_after,
            row.state,
            row.language,
            row.address_id,
            row.channel,
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
    for found in rows:
        its_own = written[found.appointment_id]
        waits = found.state in WAITING
        if not found.holds:
            its_own.outdated.extend([found.id] if waits else [])
        elif waits:
            its_own.waiting.append(_waiting(found))
        else:
            its_own.gone.add(lead_of(found.dedupe_key))
    return written


def _waiting(found: AnyRow) -> Waiting:
    return Waiting(
        id=found.id,
        address_id=found.address_id,
        channel=found.channel,
        lead=lead_of(found.dedupe_key),
        due_at=found.due_at,
        not_after=found.not_after,
        language=found.language,
    )
