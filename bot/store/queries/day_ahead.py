"""What a worker's day holds, counted; and meetings just over. No name but a first letter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, cast, exists, func, literal, select

from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.meeting_tables import meeting_request
from bot.store.tables import appointment, contact, outbox, task

# The key that `staff_news` asks under: a group's, or the meeting's own.
_ABOUT = func.coalesce(appointment.c.gathering, cast(appointment.c.id, String))
_KEY = literal("staff:") + cast(appointment.c.worker_id, String) + literal(":met:") + _ABOUT
_ASKED = exists().where(outbox.c.dedupe_key == _KEY)


@dataclass(frozen=True, slots=True)
class Ahead:
    """One worker's day: meetings by what was replied, and what waits for an answer."""

    worker_id: int
    meetings: int
    coming: int
    not_coming: int
    changing: int
    silent: int
    asked: int
    to_do: int


@dataclass(frozen=True, slots=True)
class Over:
    """A meeting that is over, and nobody has said whether it happened."""

    appointment_id: int
    worker_id: int
    initial: str
    starts_at: datetime
    gathering: str | None = None


def by_worker(tx: Transaction, zone: ZoneInfo, now: datetime) -> tuple[Ahead, ...]:
    """Return the day of every worker who has a meeting, a request or a task."""
    today = datetime.combine(now.astimezone(zone).date(), time(0), zone)
    replies: dict[int, Counter[str]] = {}
    rows = tx.db.execute(
        select(appointment.c.worker_id, appointment.c.reply).where(
            appointment.c.status == "booked",
            appointment.c.starts_at >= today,
            appointment.c.starts_at < today + timedelta(days=1),
        )
    )
    for row in rows:
        replies.setdefault(row.worker_id, Counter())[row.reply or "silent"] += 1
    asked = _open(tx, meeting_request.c.worker_id, meeting_request.c.settled_at)
    to_do = _open(tx, task.c.worker_id, task.c.done_at)
    return tuple(
        _ahead(worker_id, replies.get(worker_id, Counter()), asked, to_do)
        for worker_id in sorted({*replies, *asked, *to_do})
    )


def just_over(tx: Transaction, since: datetime, until: datetime) -> tuple[Over, ...]:
    """Return meetings that began since then and are over by `until`, of which nobody has said
    what became and nobody was asked."""
    rows = tx.db.execute(
        select(
            appointment.c.id,
            appointment.c.worker_id,
            appointment.c.starts_at,
            appointment.c.minutes,
            appointment.c.gathering,
            contact.c.nickname,
        )
        .join(contact, contact.c.id == appointment.c.contact_id)
        .where(
            appointment.c.status == "booked",
            appointment.c.attended.is_(None),
            appointment.c.starts_at >= since,
            appointment.c.starts_at < until,
            ~_ASKED,
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
    )
    return tuple(
        Over(
            row.id,
            row.worker_id,
            tx.cipher.decrypt(row.nickname, NICKNAME)[:1],
            row.starts_at,
            row.gathering,
        )
        for row in rows
        if row.starts_at + timedelta(minutes=row.minutes) <= until
    )


def _open(
    tx: Transaction, worker: ColumnElement[int], ended: ColumnElement[datetime]
) -> dict[int, int]:
    rows = tx.db.execute(
        select(worker, func.count()).where(worker.is_not(None), ended.is_(None)).group_by(worker)
    )
    return {row[0]: row[1] for row in rows}


def _ahead(
    worker_id: int, replies: Counter[str], asked: dict[int, int], to_do: dict[int, int]
) -> Ahead:
    return Ahead(
        worker_id,
        meetings=sum(replies.values()),
        coming=replies["coming"] + replies["late"],
        not_coming=replies["cannot"],
        changing=replies["change"],
        silent=replies["silent"],
        asked=asked.get(worker_id, 0),
        to_do=to_do.get(worker_id, 0),
    )
