"""Private calendar addresses of workers, and what such an address shows."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.meetings.filed_meetings import FiledMeeting, FiledSeries
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.meeting_tables import calendar_feed, series
from bot.store.tables import appointment, contact

LOOKS_BACK = timedelta(days=90)


def open_feed(tx: Transaction, worker_id: int, digest: str, now: datetime) -> None:
    """Store a new address of a worker's calendar; the ones before it end."""
    close_feeds(tx, worker_id, now)
    tx.db.execute(calendar_feed.insert().values(digest=digest, worker_id=worker_id, created_at=now))


def close_feeds(tx: Transaction, worker_id: int, now: datetime) -> int:
    """End every address of a worker's calendar; return how many there were."""
    ended = tx.db.execute(
        update(calendar_feed)
        .where(calendar_feed.c.worker_id == worker_id, calendar_feed.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return ended.rowcount


def worker_of(tx: Transaction, digest: str) -> int | None:
    """Return whose calendar an address shows; None for one that ended or never was."""
    return tx.db.scalar(
        select(calendar_feed.c.worker_id).where(
            calendar_feed.c.digest == digest, calendar_feed.c.revoked_at.is_(None)
        )
    )


def of_worker(
    tx: Transaction, worker_id: int, now: datetime
) -> tuple[tuple[FiledMeeting, ...], tuple[FiledSeries, ...]]:
    """Return the meetings alone and the series of a worker, from the last months on."""
    rows = tx.db.execute(
        select(appointment, contact.c.nickname)
        .join(contact, contact.c.id == appointment.c.contact_id)
        .where(appointment.c.worker_id == worker_id)
        .order_by(appointment.c.starts_at, appointment.c.id)
    ).all()
    alone: list[FiledMeeting] = []
    times: dict[int, list[FiledMeeting]] = defaultdict(list)
    for row in rows:
        if row.series_id is not None:
            times[row.series_id].append(_meeting(tx, row))
        elif row.starts_at >= now - LOOKS_BACK:
            alone.append(_meeting(tx, row))
    found = tx.db.execute(select(series).where(series.c.id.in_(times)).order_by(series.c.id))
    return tuple(alone), tuple(_series(row, tuple(times[row.id])) for row in found)


def about(
    tx: Transaction, appointment_id: int
) -> tuple[tuple[FiledMeeting, ...], tuple[FiledSeries, ...]]:
    """Return one meeting as a calendar files it: alone, or within all of its series."""
    whole = select(appointment, contact.c.nickname).join(
        contact, contact.c.id == appointment.c.contact_id
    )
    row = tx.db.execute(whole.where(appointment.c.id == appointment_id)).one()
    if row.series_id is None:
        return (_meeting(tx, row),), ()
    times = tx.db.execute(
        whole.where(appointment.c.series_id == row.series_id).order_by(appointment.c.occurs_at)
    )
    of_series = tx.db.execute(select(series).where(series.c.id == row.series_id)).one()
    return (), (_series(of_series, tuple(_meeting(tx, time) for time in times)),)


def _meeting(tx: Transaction, row: AnyRow) -> FiledMeeting:
    return FiledMeeting(
        id=row.id,
        uid=row.uid,
        initial=tx.cipher.decrypt(row.nickname, NICKNAME)[:1].upper(),
        starts_at=row.starts_at,
        zone=row.zone,
        minutes=row.minutes,
        booked=row.status == "booked",
        sequence=row.version - 1,
        changed_at=row.updated_at,
        occurs_at=row.occurs_at,
    )


def _series(row: AnyRow, times: tuple[FiledMeeting, ...]) -> FiledSeries:
    return FiledSeries(
        uid=row.uid,
        initial=times[0].initial,
        rule=row.rule,
        starts_at=row.starts_at,
        zone=row.zone,
        minutes=row.minutes,
        skipped=tuple(datetime.fromisoformat(at) for at in json.loads(row.skipped)),
        sequence=row.version - 1,
        changed_at=row.updated_at,
        times=times,
    )
