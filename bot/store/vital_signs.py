"""How the deployment is, in figures read from the database alone: no name, number or word.

Each question is answered by an index of its own, so that asking costs the same at any size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text

from bot.store.database import Transaction
from bot.store.lanes import IS_REST, IS_UNASKED, IS_URGENT, IS_WAITING
from bot.store.sending_tables import sending_pace
from bot.store.tables import concern, lease, outbox

LANES = {"urgent": IS_URGENT, "rest": IS_REST, "unasked": IS_UNASKED}
LATELY = timedelta(hours=1)
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Queue:
    """What is due in one lane. `oldest` is how long the longest has been due."""

    due: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class LeaseSign:
    """Who holds one lease, since which epoch, and how long ago they were last heard of."""

    name: str
    holder: str
    epoch: int
    runs: bool
    seen_ago: timedelta


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """One look. `sends` are of the last hour, by channel and what became of them; `concerns` by
    state and severity; `segments` by channel and month, "2026-11"."""

    queues: Mapping[str, Queue]
    sends: Mapping[tuple[str, str], int]
    unsettled: int
    concerns: Mapping[tuple[str, str], int]
    oldest_unacknowledged: timedelta
    leases: tuple[LeaseSign, ...]
    segments: Mapping[tuple[str, str], int]


def look(tx: Transaction, now: datetime) -> VitalSigns:
    """Return how the deployment is now."""
    unanswered = tx.db.scalar(
        select(func.min(concern.c.opened_at)).where(concern.c.state == "open")
    )
    return VitalSigns(
        queues={name: _queue(tx, condition, now) for name, condition in LANES.items()},
        sends=_sends(tx, now),
        unsettled=_unsettled(tx),
        concerns=_concerns(tx),
        oldest_unacknowledged=now - unanswered if unanswered else timedelta(),
        leases=_leases(tx, now),
        segments={
            (row.channel, row.month): row.segments
            for row in tx.db.execute(select(sending_pace))
            if row.month
        },
    )


def _queue(tx: Transaction, condition: str, now: datetime) -> Queue:
    due = (text(IS_WAITING), text(condition), outbox.c.due_at <= now)
    oldest = tx.db.scalar(select(func.min(outbox.c.due_at)).where(*due))
    some = select(outbox.c.id).where(*due).limit(MOST_COUNTED).subquery()
    count = tx.db.scalar(select(func.count()).select_from(some)) or 0
    return Queue(count, max(now - oldest, timedelta()) if oldest else timedelta())


def _sends(tx: Transaction, now: datetime) -> dict[tuple[str, str], int]:
    outcome = func.coalesce(outbox.c.delivery, outbox.c.state)
    rows = tx.db.execute(
        select(outbox.c.channel, outcome.label("outcome"), func.count().label("count"))
        .where(outbox.c.sending_at > now - LATELY)
        .group_by(outbox.c.channel, outcome)
    )
    return {(row.channel, row.outcome): int(row[2]) for row in rows}


def _unsettled(tx: Transaction) -> int:
    return (
        tx.db.scalar(
            select(func.count()).select_from(outbox).where(text("state IN ('sending', 'unknown')"))
        )
        or 0
    )


def _concerns(tx: Transaction) -> dict[tuple[str, str], int]:
    rows = tx.db.execute(
        select(concern.c.state, concern.c.severity, func.count().label("count"))
        .where(concern.c.state != "closed")
        .group_by(concern.c.state, concern.c.severity)
    )
    return {(row.state, row.severity): int(row[2]) for row in rows}


def _leases(tx: Transaction, now: datetime) -> tuple[LeaseSign, ...]:
    return tuple(
        LeaseSign(row.name, row.holder, row.epoch, row.expires_at > now, now - row.seen_at)
        for row in tx.db.execute(select(lease))
    )
